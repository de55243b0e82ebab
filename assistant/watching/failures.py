"""What a log tells of an exception: where it came from and what it is, not what was at hand.

An exception's words may hold what a visitor wrote (a value that could not be read, a statement's
parameters). Those of the system and of databases do not, nor do our own.
"""

import sqlite3
from types import TracebackType
from typing import Any, Dict, List, Optional

from sqlalchemy.exc import DBAPIError

OURS = ("assistant", "actions")
MOST_CAUSES = 5
MOST_PLACES = 8  # the last ones


def described(error: BaseException) -> List[Dict[str, Any]]:
    """An exception and its causes, the last raised first: ``{"type", "words", "where"}``, with
    ``words`` only where they hold nothing of a visitor's."""
    causes: List[Dict[str, Any]] = []
    one: Optional[BaseException] = error
    while one is not None and len(causes) < MOST_CAUSES:
        told: Dict[str, Any] = {"type": f"{type(one).__module__}.{type(one).__name__}"}
        words = _words(one)
        if words:
            told["words"] = words
        causes.append({**told, "where": _places(one.__traceback__)})
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return causes


def first_line(text: str) -> str:
    """What is told of a text: databases name values, and statements, behind the first line."""
    return text.partition("\n")[0].partition("\\n")[0]


def _words(error: BaseException) -> str:
    if isinstance(error, DBAPIError):
        return first_line(str(error.orig))
    ours = type(error).__module__.partition(".")[0] in OURS
    return first_line(str(error)) if ours or isinstance(error, (OSError, sqlite3.Error)) else ""


def _places(trace: Optional[TracebackType]) -> List[str]:
    places = []
    while trace is not None:
        frame = trace.tb_frame
        module = frame.f_globals.get("__name__", "?")
        places.append(f"{module}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return places[-MOST_PLACES:]
