"""Scrubs conversations that were kept as they were written."""

import json
from typing import Any, Dict, List

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Connection, Engine

from assistant.conversations.events_table import EVENTS, USER
from assistant.conversations.scrubbing import EventScrubber
from assistant.database import empty_log

AT_ONCE = 500  # events, so that the server need not wait long for its turn


def scrub_kept(engine: Engine, scrubber: EventScrubber) -> int:
    """Scrub the visitors' messages of a tracker store's database, also in SQLite's log.

    Interrupted, it may be begun again.

    Returns:
        In how many something was found.

    Raises:
        one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
    """
    count, last, more = 0, 0, True
    while more:
        with engine.begin() as connection:
            rows = _messages_behind(connection, last)
            changed = [row for row in (_scrubbed(row, scrubber) for row in rows) if row]
            if changed:
                connection.execute(_CHANGE, changed)
        count += len(changed)
        last, more = (rows[-1].id, True) if rows else (last, False)
    empty_log(engine)
    return count


_CHANGE = (
    update(EVENTS)
    .where(EVENTS.c.id == bindparam("event"))
    .values(data=bindparam("kept"), intent_name=bindparam("intent"))
)


def _messages_behind(connection: Connection, last: int) -> List[Any]:
    messages = select(EVENTS).where(EVENTS.c.type_name == USER)
    batch = messages.where(EVENTS.c.id > last).order_by(EVENTS.c.id).limit(AT_ONCE)
    return list(connection.execute(batch))


def _scrubbed(row: Any, scrubber: EventScrubber) -> Dict[str, Any]:
    """What is to be changed of an event; nothing where it holds nothing personal, or no event."""
    try:
        event = json.loads(row.data)
    except (TypeError, ValueError):
        return {}
    if not isinstance(event, dict):
        return {}
    kept = scrubber.message(event, [])
    if kept == event:
        return {}
    intent = ((kept.get("parse_data") or {}).get("intent") or {}).get("name")
    return {"event": row.id, "kept": json.dumps(kept), "intent": intent}
