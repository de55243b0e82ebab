"""What a conversation remembers, read from its events and its slot ``fact``."""

from typing import Any, Iterable, Mapping, Optional

from assistant.answers.decision import Memory
from assistant.facts.needed import DANGER_SUBJECT
from assistant.understanding.said import remembered


def memory_of(newest_first: Iterable[Mapping[str, Any]], fact: Optional[str]) -> Memory:
    """Of this session, all; of earlier ones the fact shown last, unless it was for danger.

    Args:
        newest_first: the conversation's events as plain data, the latest first.
        fact: the slot's value, which outlives a session.
    """
    said = remembered(newest_first)
    if said is not None:
        return Memory(**said)
    return Memory(None if fact and fact.startswith(f"{DANGER_SUBJECT}.") else fact)
