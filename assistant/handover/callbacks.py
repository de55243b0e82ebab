"""Those who want to be contacted, until somebody has."""

import datetime
from typing import List, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.sql import ClauseElement, Select, true

from assistant.database import now
from assistant.handover.contact import Contact
from assistant.handover.database import HandoverDatabase
from assistant.handover.tables import CallbackRow, DialogueRow
from assistant.privacy.current import current_scrubber

LONGEST_TOPIC = 500  # characters


class Gone(LookupError):
    """What was to be changed is not there any more, or not as it was."""


class Callbacks:
    """The requests of visitors to be contacted. Times are in UTC without a zone."""

    def __init__(self, database: HandoverDatabase) -> None:
        self._database = database

    def add(
        self,
        conversation: str,
        language: str,
        topic: str,
        contact: Contact,
        due: datetime.datetime,
        deleted_on: datetime.datetime,
    ) -> None:
        """Keep what somebody agreed to, in the place of what they asked before, and end the
        dialogue that it was asked in; what is personal in the topic as placeholders.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: nothing was kept.
        """
        row = CallbackRow(
            conversation=conversation,
            language=language,
            topic=current_scrubber().scrub(topic).text[:LONGEST_TOPIC],
            kind=contact.kind,
            contact=contact.address,
            due=due,
            deleted_on=deleted_on,
        )
        before = delete(CallbackRow).where(
            CallbackRow.conversation == conversation, CallbackRow.done_at.is_(None)
        )
        with self._database.transaction() as session:
            session.execute(before)
            session.execute(delete(DialogueRow).where(DialogueRow.conversation == conversation))
            session.add(row)

    def waiting(self) -> List[CallbackRow]:
        """Those that nobody has answered, the most urgent first."""
        query = select(CallbackRow).where(CallbackRow.done_at.is_(None)).order_by(CallbackRow.due)
        return self._read(query)

    def done(self, most: int) -> List[CallbackRow]:
        """Those that were answered last; their contacts are gone."""
        query = select(CallbackRow).where(CallbackRow.done_at.isnot(None))
        return self._read(query.order_by(CallbackRow.done_at.desc()).limit(most))

    def get(self, number: int) -> CallbackRow:
        """One of them.

        Raises:
            Gone: there is no such any more.
        """
        found = self._read(select(CallbackRow).where(CallbackRow.id == number))
        if not found:
            raise Gone(number)
        return found[0]

    def assign(self, number: int, before: Optional[str], owner: Optional[str]) -> None:
        """Give one to a member of staff, or to nobody, unless another had it meanwhile.

        Raises:
            Gone: it is another's than ``before`` by now, or answered, or deleted.
        """
        is_as_before = (
            CallbackRow.owner.is_(None) if before is None else CallbackRow.owner == before
        )
        self._change(number, is_as_before, owner=owner)

    def postpone(self, number: int, due: datetime.datetime) -> None:
        """Set by when it is to be answered.

        Raises:
            Gone: it is answered, or deleted.
        """
        self._change(number, true(), due=due)

    def finish(self, number: int, staff: str) -> None:
        """Note that somebody was answered, and delete how they are reached.

        Raises:
            Gone: it is answered already, or deleted.
        """
        self._change(number, true(), done_at=now(), done_by=staff, contact=None)
        self._database.empty_log()

    def delete_old(self) -> int:
        """Delete those whose day has come; how many."""
        old = delete(CallbackRow).where(CallbackRow.deleted_on <= now())
        with self._database.transaction() as session:
            count = int(session.execute(old).rowcount)
        if count:
            self._database.empty_log()
        return count

    def _read(self, query: Select) -> List[CallbackRow]:
        # One whose day has come is not shown, whenever it is deleted.
        with self._database.transaction() as session:
            return list(session.scalars(query.where(CallbackRow.deleted_on > now())))

    def _change(self, number: int, condition: ClauseElement, **values: object) -> None:
        open_one = update(CallbackRow).where(
            CallbackRow.id == number,
            CallbackRow.done_at.is_(None),
            CallbackRow.deleted_on > now(),
            condition,
        )
        with self._database.transaction() as session:
            if not session.execute(open_one.values(**values)).rowcount:
                raise Gone(number)
