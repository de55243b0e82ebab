"""A group of commands whose failures are told in a sentence: exit code 1, no traceback."""

from typing import Any, Optional

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from typer.core import TyperGroup

from assistant.facts.errors import FactError
from assistant.facts.record import problems_in

# Notes, answers and paths may hold square brackets: they are no markup.
out = Console(markup=False, highlight=False)
err = Console(markup=False, highlight=False, soft_wrap=True, stderr=True)

DATABASE = "The fact database (FACTS_URL)"


class ToldGroup(TyperGroup):
    """Tells what went wrong with facts, files, settings or the database."""

    def invoke(self, ctx: Any) -> Any:  # Typer brings a Click of its own
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = self.sentence(error)
            if sentence is None:
                raise
            err.print(sentence, style="red")
            raise typer.Exit(1) from error

    def sentence(self, error: Exception) -> Optional[str]:
        """What is told of an error; None where it is to be seen whole."""
        return sentence_of(error)


def sentence_of(error: Exception) -> Optional[str]:
    """What went wrong, for the staff; None for what is a mistake of the program."""
    if isinstance(error, FactError):
        return str(error)
    if isinstance(error, SQLAlchemyError):
        return _of_database(error)
    if isinstance(error, ValidationError):
        return "\n".join(f"Settings: {problem}" for problem in problems_in(error))
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{error.filename or 'A file'}: {error.strerror or error}."
    return None


def _of_database(error: SQLAlchemyError) -> str:
    reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    if "locked" in reason or "lock timeout" in reason:
        return f"{DATABASE} is locked by another program: nothing was done. Try again in a moment."
    if isinstance(error, ArgumentError):
        # Not the address itself: it may hold a password.
        return f"{DATABASE} is no address of a database: write postgresql://user@host/facts."
    return f"{DATABASE} cannot be used: {reason}."
