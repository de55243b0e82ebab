"""Conversations that wait for a person, or that one has taken, and what is said in them."""

import datetime
from typing import Any, Dict, List, NamedTuple, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Delete, Select

from assistant.database import now
from assistant.handover.callbacks import Gone
from assistant.handover.database import HandoverDatabase
from assistant.handover.tables import DeliveryRow, TakeoverRow

WAITING, TAKEN = "waiting", "taken"
DELIVERED_WITHIN = datetime.timedelta(hours=1)


class Takeover(NamedTuple):
    """A conversation with a person, ``staff``; None: it waits for one."""

    conversation: str
    language: str
    staff: Optional[str]
    asked: datetime.datetime
    seen: datetime.datetime

    @property
    def state(self) -> str:
        """``waiting`` or ``taken``."""
        return WAITING if self.staff is None else TAKEN


class Delivery(NamedTuple):
    """What is to appear on a visitor's page: a reply as pages get it, and its number."""

    number: int
    reply: Dict[str, Any]


class Takeovers:
    """Who waits and who is talked to. One that nobody cared for ``minutes`` long has ended: it
    is found by ``ended``, whoever asks first."""

    def __init__(self, database: HandoverDatabase, minutes: int) -> None:
        self._database = database
        self._lasts = datetime.timedelta(minutes=minutes)

    def of(self, conversation: str) -> Optional[Takeover]:
        """A conversation's; None where the assistant answers alone."""
        with self._database.transaction() as session:
            row = session.get(TakeoverRow, conversation)
            return None if row is None else _read(row)

    def has_ended(self, takeover: Takeover) -> bool:
        """Whether nobody came, or the person went away without a word."""
        return now() - takeover.seen > self._lasts

    def all(self) -> List[Takeover]:
        """All that go on, those that wait longest first."""
        query = select(TakeoverRow).order_by(TakeoverRow.asked)
        with self._database.transaction() as session:
            found = [_read(row) for row in session.scalars(query)]
        return [takeover for takeover in found if not self.has_ended(takeover)]

    def ask(self, conversation: str, language: str) -> None:
        """Have a conversation wait for a person."""
        with self._database.transaction() as session:
            session.merge(TakeoverRow(conversation=conversation, language=language))

    def take(self, conversation: str, staff: str) -> Takeover:
        """Give a conversation that waits to a member of staff; one who has it keeps it.

        Raises:
            Gone: it does not wait any more, or another has it.
        """
        waits = update(TakeoverRow).where(
            TakeoverRow.conversation == conversation,
            TakeoverRow.staff.is_(None),
            TakeoverRow.seen > now() - self._lasts,
        )
        with self._database.transaction() as session:
            session.execute(waits.values(staff=staff, taken=now(), seen=now()))
            return _own(session, conversation, staff)

    def touch(self, conversation: str, staff: str) -> Takeover:
        """Note that the person is still there.

        Raises:
            Gone: the conversation is not theirs any more.
        """
        theirs = update(TakeoverRow).where(
            TakeoverRow.conversation == conversation, TakeoverRow.staff == staff
        )
        with self._database.transaction() as session:
            takeover = _own(session, conversation, staff)
            if self.has_ended(takeover):
                raise Gone(conversation)
            session.execute(theirs.values(seen=now()))
            return takeover

    def end(self, takeover: Takeover) -> bool:
        """Give a conversation back to the assistant; whether it was as it is said to be."""
        with self._database.transaction() as session:
            return bool(session.execute(_deleting(takeover)).rowcount)

    def drop(self, conversation: str) -> None:
        """End a conversation's, whoever has it: the visitor went away."""
        with self._database.transaction() as session:
            session.execute(delete(TakeoverRow).where(TakeoverRow.conversation == conversation))

    def deliver(self, conversation: str, reply: Dict[str, Any]) -> int:
        """Have a reply appear on the visitor's page; its number."""
        row = DeliveryRow(conversation=conversation, reply=reply)
        with self._database.transaction() as session:
            session.add(row)
            session.flush()
            return int(row.id)

    def after(self, conversation: str, number: int) -> List[Delivery]:
        """What appeared for a conversation after the delivery of a number."""
        query = (
            select(DeliveryRow)
            .where(DeliveryRow.conversation == conversation, DeliveryRow.id > number)
            .order_by(DeliveryRow.id)
        )
        with self._database.transaction() as session:
            return [Delivery(row.id, row.reply) for row in session.scalars(query)]

    def delete_old(self) -> int:
        """Delete what was delivered long ago, and what waits for nobody any more; how many."""
        moment = now()
        with self._database.transaction() as session:
            old = delete(DeliveryRow).where(DeliveryRow.at < moment - DELIVERED_WITHIN)
            count = int(session.execute(old).rowcount)
            # Their visitors have gone, or would have been told.
            ended = delete(TakeoverRow).where(TakeoverRow.seen < moment - self._lasts * 6)
            count += int(session.execute(ended).rowcount)
        if count:
            self._database.empty_log()
        return count


def _read(row: TakeoverRow) -> Takeover:
    return Takeover(row.conversation, row.language, row.staff, row.asked, row.seen)


def _own(session: Session, conversation: str, staff: str) -> Takeover:
    query: Select = select(TakeoverRow).where(TakeoverRow.conversation == conversation)
    row = session.scalars(query.execution_options(populate_existing=True)).first()
    if row is None or row.staff != staff:
        raise Gone(conversation)
    return _read(row)


def _deleting(takeover: Takeover) -> Delete:
    row = delete(TakeoverRow).where(TakeoverRow.conversation == takeover.conversation)
    if takeover.staff is None:
        return row.where(TakeoverRow.staff.is_(None))
    return row.where(TakeoverRow.staff == takeover.staff)
