"""The inbox of several processes: each update is one's at a time."""

import time
from datetime import timedelta
from typing import Any, Dict, List, Optional, Set
from uuid import uuid4

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from assistant.database import NOT_TO_BE_HAD
from assistant.messaging.database import Database, LeaseRow, UpdateRow
from assistant.messaging.inbox import FINISHED, Inbox, Json, LostLease, Unfinished

LEASES = LeaseRow.__table__
# One clock for all machines: the database's.
NOW = func.timezone("utc", func.clock_timestamp())
REMEMBERED = timedelta(seconds=60)  # longer than any limit asks for (``lately``)


class SharedInbox(Inbox):
    """One channel's updates in a PostgreSQL that several processes work on.

    An update is the process's that took it, for ``lease`` seconds; as long as the process works
    on it, they are renewed, five times in that time. What has expired is taken over by whoever
    sees it first. A process that was only slow, and whose update is another's by now, is told so
    (``LostLease``) before it sends anything: each note it takes is a note of the update's owner,
    and renews the lease. A delivery is begun while half of the lease is left, by the process's
    own clock: so much time there is to deliver and to note it.

    An update is answered once those of its conversation that came earlier are, whosever they
    are.

    A database that was away has renewed nothing: for ``lease`` seconds after its start nothing
    is taken over, and each process renews what it has. What is sent meanwhile is noted later.
    """

    def __init__(self, database: Database, channel: str, lease: float) -> None:
        super().__init__(database, channel)
        self.renewed_every = lease / 5
        self._lease = lease
        self._owner = uuid4().hex
        self._until: Dict[str, float] = {}  # of what is worked on here, by this process's clock
        self._to_finish: Set[str] = set()

    def _rows(self, name: str, update: Json, conversation: str) -> List[Any]:
        row = {"channel": self._channel, "conversation": conversation, "at": NOW, **self._ours()}
        return [*super()._rows(name, update, conversation), LeaseRow(id=name, **row)]

    def _ours(self) -> Json:
        return {"owner": self._owner, "until": NOW + timedelta(seconds=self._lease)}

    async def take(self, key: str, update: Json, conversation: str = "") -> bool:
        """Keep a new update of a conversation; False where it came before, to whomever."""
        began = time.monotonic()
        taken = await super().take(key, update, conversation)
        if taken:
            self._until[key] = began + self._lease
        return taken

    async def finish(self, key: str) -> None:
        """Note that nothing more is to be done; where that fails, once it can be noted."""
        try:
            await super().finish(key)
        except NOT_TO_BE_HAD:
            self._to_finish.add(key)
            raise
        except LostLease:
            pass
        self.let_go(key)

    async def give_up(self, key: str) -> None:
        """Finish an update that work failed on, whosever it is."""
        await self._database.run(lambda session: self._give_up(session, self._id(key)))
        self.let_go(key)

    async def _set(self, key: str, **values: Any) -> None:
        began = time.monotonic()
        await super()._set(key, **values)
        if key in self._until:
            self._until[key] = began + self._lease

    async def scrub(self, conversation: str) -> None:
        """Forget that a conversation's updates, which are finished, were its."""
        of_it = and_(LeaseRow.conversation == conversation, LeaseRow.finished == 1)
        await self._database.run(lambda session: session.execute(delete(LEASES).where(of_it)))

    def _change(self, session: Session, name: str, values: Json) -> None:
        # Who takes the update over at this moment has changed the row, or waits for it.
        lease = {"finished": 1} if values.get("finished") else self._ours()
        if not self._of_these(session, LeaseRow.id == name, **lease):
            raise LostLease(name)
        super()._change(session, name, values)

    def _give_up(self, session: Session, name: str) -> None:
        super()._change(session, name, FINISHED)
        session.execute(update(LEASES).where(LeaseRow.id == name).values(finished=1))

    def _is_ours(self, name: str) -> Any:
        return and_(LeaseRow.id == name, LeaseRow.owner == self._owner, LeaseRow.finished == 0)

    # --- where processes share it --------------------------------------------------------------

    async def left(self) -> List[Unfinished]:
        """What nobody works on any more, in the order it came; from now on it is this process's."""
        began = time.monotonic()
        left = await self._database.run(self._take_over)
        self._until.update({pending.key: began + self._lease for pending in left})
        return left

    def _take_over(self, session: Session) -> List[Unfinished]:
        self._adopt(session)
        lease = timedelta(seconds=self._lease)
        had_time = func.timezone("utc", func.pg_postmaster_start_time()) + lease < NOW
        due = (
            select(LeaseRow.id)
            .where(
                LeaseRow.channel == self._channel,
                LeaseRow.finished == 0,
                LeaseRow.id.not_in(self._names()),
                or_(LeaseRow.until.is_(None), and_(LeaseRow.until < NOW, had_time)),
            )
            .order_by(LeaseRow.number)
            .with_for_update(skip_locked=True)
        )
        names = session.scalars(due).all()
        session.execute(update(LEASES).where(LeaseRow.id.in_(names)).values(**self._ours()))
        rows = session.scalars(select(UpdateRow).where(UpdateRow.id.in_(names)))
        read = {row.id: self._read(row) for row in rows}
        return [read[name] for name in names if name in read]

    def _adopt(self, session: Session) -> None:
        # What was taken before there were leases.
        without = (
            select(UpdateRow)
            .where(UpdateRow.channel == self._channel, UpdateRow.finished == 0)
            .where(~exists().where(LeaseRow.id == UpdateRow.id))
            .order_by(UpdateRow.at)
            .with_for_update(skip_locked=True)
        )
        for row in session.scalars(without).all():
            conversation = (row.update or {}).get("conversation", "")
            lease = {"channel": self._channel, "conversation": conversation, "at": row.at}
            session.add(LeaseRow(id=row.id, **lease))
        session.flush()

    def _names(self) -> List[str]:
        return [self._id(key) for key in list(self._until)]

    async def is_next(self, key: str) -> bool:
        """Whether what came earlier in an update's conversation is answered.

        Raises:
            LostLease: the update is another process's.
        """
        earlier = aliased(LeaseRow)
        waits = exists().where(
            earlier.conversation == LeaseRow.conversation,
            earlier.number < LeaseRow.number,
            earlier.finished == 0,
        )
        query = select(~waits).where(self._is_ours(self._id(key)))
        found: Optional[bool] = await self._database.run(lambda session: session.scalar(query))
        if found is None:
            raise LostLease(key)
        return found

    async def lately(self, key: str, seconds: float) -> Optional[int]:
        """How many updates of its conversation came in the seconds before an update, to whichever
        process, itself among them."""
        other = aliased(LeaseRow)
        query = (
            select(func.count(other.id))
            .join(LeaseRow, LeaseRow.conversation == other.conversation)
            .where(
                LeaseRow.id == self._id(key),
                other.number <= LeaseRow.number,
                other.at > LeaseRow.at - timedelta(seconds=seconds),
            )
        )
        return await self._database.run(lambda session: session.scalar(query))

    def check(self, key: str) -> None:
        """See by this process's clock that an update is ours, and stays it for a delivery.

        Raises:
            LostLease: it was not renewed in time.
        """
        if time.monotonic() > self._until.get(key, 0.0) - self._lease / 2:
            raise LostLease(key)

    def let_go(self, key: str) -> None:
        """Nobody works on an update here any more: what is not finished expires."""
        self._until.pop(key, None)
        self._to_finish.discard(key)

    async def renew(self) -> None:
        """Note what could not be noted, go on being whose updates these are, and forget whose
        conversation's those were that are answered."""
        for key in list(self._to_finish):
            await self.finish(key)
        began, keys = time.monotonic(), list(self._until)
        names = [self._id(key) for key in keys]
        renewed = await self._database.run(lambda session: self._renew(session, names))
        for key in keys:
            if self._id(key) not in renewed:
                self._until.pop(key, None)
            elif key in self._until:  # it may be finished by now
                self._until[key] = began + self._lease

    def _renew(self, session: Session, names: List[str]) -> List[str]:
        answered = and_(LeaseRow.finished == 1, LeaseRow.at < NOW - REMEMBERED)
        session.execute(delete(LEASES).where(answered))
        return self._of_these(session, LeaseRow.id.in_(names), **self._ours())

    async def release(self) -> None:
        """Leave what is not finished to whoever comes."""
        names = self._names()
        await self._database.run(
            lambda session: self._of_these(session, LeaseRow.id.in_(names), owner=None, until=None)
        )

    def _of_these(self, session: Session, these: Any, **values: Any) -> List[str]:
        ours = and_(these, LeaseRow.owner == self._owner, LeaseRow.finished == 0)
        change = update(LEASES).where(ours).values(**values).returning(LeaseRow.id)
        return list(session.execute(change).scalars())
