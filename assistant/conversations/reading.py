"""Conversations as staff read them, from Rasa's table of events; without Rasa."""

import datetime
import json
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

from sqlalchemy import and_, case, func, not_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from assistant.conversations.events_table import EVENTS, PRAGMAS, SESSION_STARTED, USER
from assistant.conversations.names import SEPARATOR
from assistant.database import OnDemandEngine
from assistant.databases.schemas import CONVERSATIONS
from assistant.facts.needed import DANGER_INTENT
from assistant.handover.said import HANDOVER
from assistant.understanding.said import BOT, DECISION, FACTS

VISITOR, ASSISTANT = "visitor", "assistant"
# Intents of messages that were not answered with a fact.
UNANSWERED = ("nlu_fallback", "out_of_scope")
ACTION, SLOT, RESTART = "action", "slot", "restart"


class Overview(NamedTuple):
    """A conversation in a list: no word of it. ``position`` is its latest message's in the table."""

    name: str
    channel: str
    said: datetime.datetime
    messages: int
    unanswered: int
    danger: bool
    position: int


class Line(NamedTuple):
    """Something that was said: by the visitor, the assistant, ``staff`` or as a ``notice``.

    ``intent`` is what a visitor's message was taken for; ``facts`` are those that a reply shows,
    and ``steps`` what was decided about it.
    """

    at: datetime.datetime
    by: str
    text: str
    buttons: Tuple[str, ...] = ()
    intent: Optional[str] = None
    confidence: Optional[float] = None
    facts: Tuple[str, ...] = ()
    steps: Tuple[str, ...] = ()


class Reading:
    """The conversations of a tracker store's database; what is kept there is scrubbed."""

    def __init__(self, url: str) -> None:
        self._database = OnDemandEngine(url, CONVERSATIONS, PRAGMAS)

    def latest(
        self, most: int, before: Optional[int] = None, channel: Optional[str] = None
    ) -> List[Overview]:
        """The conversations that something was said in last, newest first.

        Args:
            before: only those whose latest message stands before this position.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        last = self._last_messages()
        if before is not None:
            last = last.where(EVENTS.c.id < before)
        if channel is not None:
            last = last.where(EVENTS.c.sender_id.startswith(f"{channel}{SEPARATOR}"))
        with self._connection() as connection:
            rows = connection.execute(last.order_by(EVENTS.c.id.desc()).limit(most)).all()
            return self._overviews(connection, {row.sender_id: row.id for row in rows})

    def some(self, names: List[str]) -> List[Overview]:
        """Those of the named conversations that are there, newest first."""
        last = select(EVENTS.c.sender_id, func.max(EVENTS.c.id).label("id"))
        last = last.where(EVENTS.c.type_name == USER, EVENTS.c.sender_id.in_(names))
        with self._connection() as connection:
            rows = connection.execute(last.group_by(EVENTS.c.sender_id)).all()
            return self._overviews(connection, {row.sender_id: row.id for row in rows})

    def overview(self, name: str) -> Optional[Overview]:
        """One conversation; None where there is no such."""
        return next(iter(self.some([name])), None)

    def lines(self, name: str) -> List[Line]:
        """All that was said in a conversation, oldest first."""
        return [line for event in self.events(name) for line in _lines(event)]

    def events(self, name: str) -> List[Dict[str, Any]]:
        """A conversation's events as Rasa's plain data, oldest first."""
        kinds = (USER, BOT, ACTION, SLOT, RESTART, SESSION_STARTED)
        query = select(EVENTS.c.data).where(EVENTS.c.sender_id == name)
        query = query.where(EVENTS.c.type_name.in_(kinds)).order_by(EVENTS.c.id)
        with self._connection() as connection:
            return [json.loads(data) for data in connection.scalars(query)]

    def close(self) -> None:
        """Give the database's connections back."""
        self._database.engine.dispose()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._database.opened() as engine, engine.connect() as connection:
            yield connection

    @staticmethod
    def _last_messages() -> Select:
        """Of each conversation its last message: walked from the newest, a page needs few."""
        later = EVENTS.alias()
        has_later = (
            select(later.c.id)
            .where(
                later.c.sender_id == EVENTS.c.sender_id,
                later.c.type_name == USER,
                later.c.id > EVENTS.c.id,
            )
            .exists()
        )
        last = select(EVENTS.c.id, EVENTS.c.sender_id)
        return last.where(EVENTS.c.type_name == USER, not_(has_later))

    @staticmethod
    def _overviews(connection: Connection, positions: Dict[str, int]) -> List[Overview]:
        is_unanswered = EVENTS.c.intent_name.in_(UNANSWERED)
        is_danger = EVENTS.c.intent_name == DANGER_INTENT
        counts = (
            select(
                EVENTS.c.sender_id,
                func.count().label("messages"),
                func.max(EVENTS.c.timestamp).label("said"),
                func.sum(case((is_unanswered, 1), else_=0)).label("unanswered"),
                func.sum(case((is_danger, 1), else_=0)).label("danger"),
            )
            .where(and_(EVENTS.c.type_name == USER, EVENTS.c.sender_id.in_(list(positions))))
            .group_by(EVENTS.c.sender_id)
        )
        found = [
            Overview(
                row.sender_id,
                row.sender_id.partition(SEPARATOR)[0],
                _moment(row.said),
                row.messages,
                row.unanswered,
                row.danger > 0,
                positions[row.sender_id],
            )
            for row in connection.execute(counts)
        ]
        return sorted(found, key=lambda overview: -overview.position)


def _lines(event: Dict[str, Any]) -> Iterator[Line]:
    metadata, text = event.get("metadata") or {}, event.get("text")
    if not text:
        return
    at = _moment(event.get("timestamp") or 0.0)
    if event.get("event") == USER:
        intent = (event.get("parse_data") or {}).get("intent") or {}
        yield Line(at, VISITOR, text, (), intent.get("name"), intent.get("confidence"))
    elif event.get("event") == BOT:
        buttons = (event.get("data") or {}).get("buttons") or []
        decided = (metadata.get(DECISION) or {}).get("steps") or []
        yield Line(
            at,
            metadata.get(HANDOVER, {}).get("by", ASSISTANT),
            text,
            tuple(str(button.get("title", "")) for button in buttons),
            facts=tuple(str(fact.get("id")) for fact in metadata.get(FACTS) or []),
            steps=tuple(str(step.get("step")) for step in decided),
        )


def _moment(seconds: float) -> datetime.datetime:
    """A moment in UTC without a zone, as the stores keep them."""
    zoned = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return zoned.replace(tzinfo=None)
