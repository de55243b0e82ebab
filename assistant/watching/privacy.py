"""Takes from a log what a visitor wrote, and who they are."""

import hashlib
import hmac
import re
import sys
from typing import Any, Callable, Optional, Tuple

from structlog.typing import EventDict

from assistant.conversations.names import IN_TEXT
from assistant.watching.failures import OURS, described, first_line

# What a line has, whoever wrote it.
FRAME = ("timestamp", "level", "logger", "program")
EVENT = "event"
# Loggers of others that speak of programs, models and actions, not of messages (the lines of
# rasa.core.processor were read one by one, those of the others were not). Of any other, the
# event's name is told where it has one, else where in the code it was written.
TRUSTED = (
    "rasa.core.agent",
    "rasa.core.processor",
    "rasa.core.run",
    "rasa.engine",
    "rasa.model",
    "rasa_sdk.endpoint",
    "root",
    "sanic.root",
)
NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
WITHHELD = "(withheld)"


def pseudonyms(key: str) -> Callable[[str], str]:
    """What stands for a conversation's name: the same each time, and without the key nobody can
    tell whose it is, not even by trying every visitor's number."""

    def pseudonym(conversation: str) -> str:
        digest = hmac.new(key.encode(), conversation.encode("utf-8", "replace"), hashlib.sha256)
        return f"c-{digest.hexdigest()[:16]}"

    return pseudonym


class Private:
    """A processor of structlog's: keeps of a line what is nobody's."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        self._pseudonym = pseudonym

    def __call__(self, logger: Any, method: str, line: EventDict) -> EventDict:
        name = str(line.get("logger", ""))
        trouble = _exception(line.pop("exc_info", None))
        kept = {key: value for key, value in line.items() if key in FRAME or key.startswith("_")}
        if _is_among(name, OURS):
            kept.update((key, self._of(key, value)) for key, value in line.items())
        elif _is_among(name, TRUSTED) or NAME.fullmatch(str(line.get(EVENT))):
            kept[EVENT] = self._of(EVENT, str(line.get(EVENT)))
        else:
            kept.update({EVENT: WITHHELD, "where": _place(line.get("_record"))})
        if trouble is not None:
            kept["failure"] = self._of("failure", described(trouble))
        return kept

    def _of(self, key: str, value: Any) -> Any:
        if key.startswith("_"):
            return value
        if key == "conversation":
            return self._pseudonym(str(value))
        if isinstance(value, dict):
            return {inner: self._of(inner, one) for inner, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._of("", one) for one in value]
        if isinstance(value, str):
            told = first_line(value) if key == "error" else value
            return IN_TEXT.sub(lambda found: self._pseudonym(found[0]), told)
        return value


def is_told(logger: str) -> bool:
    """Whether the words of a logger are told."""
    return _is_among(logger, OURS) or _is_among(logger, TRUSTED)


def _is_among(name: str, prefixes: Tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _exception(given: Any) -> Optional[BaseException]:
    """The exception that a line is about, in any of the forms that loggers take."""
    if isinstance(given, BaseException):
        return given
    found = given if isinstance(given, tuple) else sys.exc_info() if given else (None, None)
    error: Optional[BaseException] = found[1]
    return error


def _place(record: Any) -> str:
    return f"{record.module}:{record.lineno} {record.funcName}" if record else "?"
