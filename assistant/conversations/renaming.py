"""Gives conversations that were kept under bare ids the names of today, once.

Until then Telegram's and Messenger's conversations were called by the visitor's id alone, and
REST's by whatever ``sender`` was given.
"""

import json
import re
from collections import defaultdict
from typing import Callable, DefaultDict, Dict, List

import structlog
from sqlalchemy import (
    Column,
    DateTime,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from assistant.conversations.events_table import EVENTS
from assistant.conversations.names import (
    MESSENGER,
    REST,
    TELEGRAM,
    WEB,
    channel_of,
    conversation_of,
)
from assistant.database import make_tables, now
from assistant.databases.schemas import CONVERSATIONS
from assistant.feedback.store import FeedbackStore

log = structlog.get_logger(__name__)

STEP = "conversations carry their channel"
STEPS = Table(
    "conversation_steps",
    MetaData(),
    Column("name", String(100), primary_key=True),
    Column("at", DateTime, nullable=False),
)
# A chat; a member of a group, which has a negative id. A page's visitor.
SHAPES = {TELEGRAM: re.compile(r"-?[0-9]+(:[0-9]+)?"), MESSENGER: re.compile(r"[0-9]+")}


def rename_conversations(engine: Engine, feedback: Callable[[], FeedbackStore]) -> int:
    """Rename the conversations of a tracker store's database, and what feedback says of them.

    All in one transaction, which also notes that it was done: it happens once, a step that was
    interrupted changed nothing, and of two servers that start one does it.

    Args:
        feedback: opens the feedback; called where there is something to rename.

    Returns:
        How many conversations have another name now.

    Raises:
        SQLAlchemyError: a database fails; nothing is renamed, the next start tries again.
    """
    make_tables(CONVERSATIONS, engine)
    with engine.connect() as connection:
        if connection.scalar(select(STEPS.c.name).where(STEPS.c.name == STEP)):
            return 0
    try:
        with engine.begin() as connection:
            # First, so that another server waits here, and then finds it done.
            connection.execute(insert(STEPS).values(name=STEP, at=now()))
            names = _new_names(connection)
            if names:
                _rename(connection, names)
                # Before this is committed: interrupted between, both are done again.
                feedback().rename(names)
    except IntegrityError:
        return 0
    if names:
        log.info("conversations.renamed", conversations=len(names))
    return len(names)


def _new_names(connection: Connection) -> Dict[str, str]:
    channels: DefaultDict[str, List[str]] = defaultdict(list)
    senders = select(EVENTS.c.sender_id).distinct()
    for (sender,) in connection.execute(senders):
        channels[sender] = []
    said = select(EVENTS.c.sender_id, EVENTS.c.data).where(EVENTS.c.type_name == "user")
    for sender, data in connection.execute(said.order_by(EVENTS.c.id)):
        channels[sender].append(_channel(data))
    names = {sender: _name(sender, of) for sender, of in channels.items()}
    # The longest first: a new name may be another's old one, which is longer, and moves before.
    return {old: names[old] for old in sorted(names, key=len, reverse=True) if old != names[old]}


def _channel(data: str) -> str:
    """The channel of a visitor's message, by its event as Rasa stores it."""
    try:
        event = json.loads(data)
    except (TypeError, ValueError):
        return ""
    channel = event.get("input_channel") if isinstance(event, dict) else None
    return channel if isinstance(channel, str) else ""


def _name(sender: str, channels: List[str]) -> str:
    """The name of a conversation, by the channels that its messages came from.

    Where REST was used with somebody's id, the conversation stays theirs.
    """
    if channel_of(sender) == WEB and WEB in channels:
        return sender
    for channel in reversed(channels):
        shape = SHAPES.get(channel)
        if shape and shape.fullmatch(sender):
            return conversation_of(channel, sender)
    # Of REST, of `rasa shell` …: one that has a visitor's name by now was given it over REST.
    foreign = REST in channels or channel_of(sender) is not None
    return conversation_of(REST, sender) if foreign else sender


def _rename(connection: Connection, names: Dict[str, str]) -> None:
    change = (
        update(EVENTS)
        .where(EVENTS.c.sender_id == bindparam("old"))
        .values(sender_id=bindparam("new"))
    )
    connection.execute(change, [{"old": old, "new": new} for old, new in names.items()])
