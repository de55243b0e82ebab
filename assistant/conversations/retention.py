"""Deletes what was said long ago."""

from sqlalchemy import delete, func, or_, select
from sqlalchemy.engine import Engine

from assistant.conversations.events_table import EVENTS, SESSION_STARTED
from assistant.database import empty_log


def delete_events_before(engine: Engine, moment: float) -> int:
    """Delete the events before a moment (seconds of the epoch), also from SQLite's log.

    Of a conversation that goes on, the session that is under way stays whole: the dialogue takes
    it up. All that an earlier one holds was handed on to it.

    Returns:
        How many were deleted.

    Raises:
        one of NOT_TO_BE_HAD: the database is locked, damaged or gone; nothing is deleted.
    """
    of_one = EVENTS.alias()
    under_way = (
        select(func.max(of_one.c.id))
        .where(of_one.c.sender_id == EVENTS.c.sender_id)
        .where(of_one.c.type_name == SESSION_STARTED)
        .scalar_subquery()
    )
    silent = (
        select(of_one.c.sender_id)
        .group_by(of_one.c.sender_id)
        .having(func.max(of_one.c.timestamp) < moment)
    )
    old = delete(EVENTS).where(
        EVENTS.c.timestamp < moment,
        or_(EVENTS.c.sender_id.in_(silent), EVENTS.c.id < under_way),
    )
    with engine.begin() as connection:
        count = int(connection.execute(old).rowcount)
    if count:
        empty_log(engine)
    return count
