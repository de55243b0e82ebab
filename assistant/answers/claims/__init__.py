"""Claims: what a message states of a fact, compared with the fact's value."""

from assistant.answers.claims.verdict import verdict

__all__ = ["verdict"]
