"""Counts trouble where it is told: in the log, whichever part tells it."""

import re
from typing import Any, Dict

from structlog.typing import EventDict

from assistant.watching.failures import OURS
from assistant.watching.metrics import STORE_ERRORS, TROUBLES, UNDELIVERED

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+")
LEVELS = ("warning", "error", "critical")
NOT_DELIVERED = "channels.not_delivered"
# Which store fails where an event is told.
STORES: Dict[str, str] = {
    "conversations.not_to_be_had": "conversations",
    "conversations.not_readable": "conversations",
    "conversations.not_renamed": "conversations",
    "conversations.not_swept": "conversations",
    "conversations.not_erased": "conversations",
    "unanswered.not_recorded": "unanswered",
    "help.facts_not_to_be_had": "facts",
    "help.facts_late": "facts",
    "web.opening.failed": "facts",
    "web.opening.late": "facts",
    "channels.no_inbox": "channels",
    "channels.not_noted": "channels",
    "use.not_written": "use",
}


def count_event(logger: Any, method: str, line: EventDict) -> EventDict:
    """A processor of structlog's: counts our own warnings and errors, and changes nothing."""
    event = str(line.get("event"))
    ours = str(line.get("logger")).partition(".")[0] in OURS
    if ours and line.get("level") in LEVELS and NAME.fullmatch(event):
        TROUBLES.labels(event).inc()
        if event in STORES:
            STORE_ERRORS.labels(STORES[event]).inc()
        if event == NOT_DELIVERED:
            UNDELIVERED.labels(str(line.get("channel"))).inc(int(line.get("lost", 1)))
    return line
