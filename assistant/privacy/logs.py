"""Scrubs what a process logs, by whatever library."""

import logging
import re
import traceback
from typing import Any, Dict, List, MutableMapping

import structlog

from assistant.conversations.names import IN_TEXT
from assistant.privacy.current import current_scrubber
from assistant.privacy.documents import each_text
from assistant.privacy.scrubber import Scrubs

# This machine's own address, which looks like a number to call.
LOOPBACK = re.compile(r"(?<![\d.])127\.0\.0\.1(?::\d{1,5})?(?![\d.])")
# Staff answer by a conversation's name, where a reply could not be delivered.
KEPT = re.compile(f"{IN_TEXT.pattern}|{LOOPBACK.pattern}")
# How an update is called by its service, and what is told of a line itself.
KEYS = ("key", "timestamp", "level", "logger", "program")
# Variables of a traceback's frames repeat what was written, cut anywhere.
LOCALS = "locals"
# What a handler says of itself that never writes a traceback.
WITHHOLDS = "withholds_tracebacks"
UNREADABLE = "(a line that could not be scrubbed: {})"


class ScrubbedLine(str):
    """A line of a log that was scrubbed before it was put together."""


class LogScrubber:
    """Scrubs lines and their fields."""

    def __init__(self, scrubber: Scrubs) -> None:
        self._scrubber = scrubber

    def line(self, text: str) -> str:
        """A line, scrubbed; the names of conversations stay."""
        try:
            return self._line(text)
        except Exception as error:  # whatever it is, who logs must not fail of it
            return UNREADABLE.format(type(error).__name__)

    def _line(self, text: str) -> str:
        parts: List[str] = []
        done = 0
        for match in KEPT.finditer(text):
            parts += [self._scrubber.scrub(text[done : match.start()]).text, match.group()]
            done = match.end()
        return "".join([*parts, self._scrubber.scrub(text[done:]).text])

    def fields(self, _: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """structlog's processor: the fields of an event, scrubbed."""
        if event.get("exc_info"):
            event = structlog.processors.format_exc_info(_, __, event)
        return self._scrubbed(event)

    def _scrubbed(self, event: MutableMapping[str, Any]) -> Dict[str, Any]:
        return {
            name: value if name in KEYS else each_text(_without_locals(value), self.line)
            for name, value in event.items()
        }

    def record(self, record: logging.LogRecord) -> logging.LogRecord:
        """The standard library's record, scrubbed with its traceback."""
        if isinstance(record.msg, dict):
            # An event of structlog's, which a formatter puts into words later.
            record.msg = self._scrubbed(record.msg)
        elif not isinstance(record.msg, ScrubbedLine):
            record.msg, record.args = self.line(record.getMessage()), None
        if record.exc_info and record.exc_info[0] is not None and _tracebacks_are_written():
            told = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            # Formatters take this for the traceback that they wrote before.
            record.exc_text, record.exc_info = self.line(told), None
        return record


def _without_locals(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_locals(item) for key, item in value.items() if key != LOCALS}
    if isinstance(value, (list, tuple)):
        return [_without_locals(item) for item in value]
    return value


def _tracebacks_are_written() -> bool:
    """Whether a handler may write a traceback; one that tells of exceptions what is nobody's
    needs them as they are."""
    handlers = logging.getLogger().handlers
    return not handlers or not all(getattr(one, WITHHOLDS, False) for one in handlers)


class _ScrubbedRenderer:
    """structlog's last step, made of scrubbed fields."""

    def __init__(self, scrubber: LogScrubber, renderer: Any) -> None:
        self._scrubber = scrubber
        self._renderer = renderer

    def __call__(self, logger: Any, method: str, event: Dict[str, Any]) -> Any:
        line = self._renderer(logger, method, self._scrubber.fields(logger, method, event))
        return ScrubbedLine(line) if isinstance(line, str) else line


def scrub_logs() -> None:
    """From now on, scrub all that this process logs; once is enough.

    Loggers that were used before are scrubbed too: structlog's share a list of steps, the
    standard library's a maker of records.
    """
    made = logging.getLogRecordFactory()
    if getattr(made, "scrubs", False):
        return
    scrubber = LogScrubber(current_scrubber())

    def scrubbed(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return scrubber.record(made(*args, **kwargs))

    scrubbed.scrubs = True  # type: ignore[attr-defined]  # read above
    logging.setLogRecordFactory(scrubbed)
    steps = structlog.get_config()["processors"]
    steps[-1] = _ScrubbedRenderer(scrubber, steps[-1])
