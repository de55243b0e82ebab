"""Remembers every update until it is answered, and its id for some days after that."""

import datetime
from typing import Any, Dict, List, NamedTuple, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.database import now
from assistant.messaging.database import Database, LeaseRow, UpdateRow

Json = Dict[str, Any]
FINISHED: Json = {"finished": 1, "update": None, "replies": None}


class Unfinished(NamedTuple):
    """An update that was taken and not answered to the end; ``update`` is what was kept of it."""

    key: str
    update: Json
    replies: Optional[List[Json]]
    sent: int


def delete_updates_before(session: Session, days: int) -> int:
    """Delete the updates that came more than so many days ago, of every channel; how many."""
    before = now() - datetime.timedelta(days=days)
    session.execute(delete(LeaseRow).where(LeaseRow.at < before))
    return int(session.execute(delete(UpdateRow).where(UpdateRow.at < before)).rowcount)


class LostLease(Exception):
    """An update is another process's now."""


class Inbox:
    """One channel's updates. ``key`` is an update's id in the channel.

    Here they are all of one process. ``SharedInbox`` says of each whose it is: what the last
    methods here say of one process, it says of several.
    """

    # Seconds between renewals; None where there is nothing to renew.
    renewed_every: Optional[float] = None

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    def _id(self, key: str) -> str:
        return f"{self._channel}:{key}"

    async def take(self, key: str, update: Json, conversation: str = "") -> bool:
        """Keep a new update of a conversation; False where it came before.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: it could not be kept.
        """
        rows = self._rows(self._id(key), update, conversation)
        try:
            await self._database.run(lambda session: session.add_all(rows))
        except IntegrityError:
            return False
        return True

    def _rows(self, name: str, update: Json, conversation: str) -> List[Any]:
        return [UpdateRow(id=name, channel=self._channel, update=update)]

    async def keep_replies(self, key: str, replies: List[Json]) -> None:
        """Keep what is to be sent; from now on the dialogue is not asked again."""
        await self._set(key, replies=replies)

    async def note_sent(self, key: str, count: int) -> None:
        """Note how many replies were sent."""
        await self._set(key, sent=count)

    async def finish(self, key: str) -> None:
        """Note that nothing more is to be done, and forget what was said."""
        await self._set(key, **FINISHED)

    async def give_up(self, key: str) -> None:
        """Finish an update that work failed on, whosever it is."""
        await self.finish(key)

    async def scrub(self, conversation: str) -> None:
        """Take what is finished of a conversation out of SQLite's log too."""
        await self._database.empty_log()

    async def unfinished(self) -> List[Unfinished]:
        """What was not answered to the end, in the order it came."""
        query = select(UpdateRow).filter_by(channel=self._channel, finished=0)
        return await self._database.run(
            lambda session: list(map(self._read, session.scalars(query.order_by(UpdateRow.at))))
        )

    async def purge(self, days: int) -> None:
        """Forget what came longer ago than this, answered or not: the services repeat an update
        for a day, and nobody waits for a reply after a week."""
        await self._database.run(lambda session: delete_updates_before(session, days))

    def _read(self, row: UpdateRow) -> Unfinished:
        return Unfinished(row.id[len(self._channel) + 1 :], row.update, row.replies, row.sent)

    async def _set(self, key: str, **values: Any) -> None:
        await self._database.run(lambda session: self._change(session, self._id(key), values))

    def _change(self, session: Session, name: str, values: Json) -> None:
        session.execute(update(UpdateRow).where(UpdateRow.id == name).values(**values))

    # --- where processes share it --------------------------------------------------------------

    async def left(self) -> List[Unfinished]:
        """What an earlier run left, in the order it came; from now on it is this one's."""
        return await self.unfinished()

    async def is_next(self, key: str) -> bool:
        """Whether what came earlier in an update's conversation is answered.

        Raises:
            LostLease: the update is another process's.
        """
        return True

    async def lately(self, key: str, seconds: float) -> Optional[int]:
        """How many updates of its conversation came in the seconds before an update, itself
        among them; None where each process counts for itself."""
        return None

    def check(self, key: str) -> None:
        """See that an update is ours at this moment.

        Raises:
            LostLease: it may be another process's by now.
        """

    def let_go(self, key: str) -> None:
        """Nobody works on an update here any more: another may."""

    async def renew(self) -> None:
        """Go on being whose updates these are."""

    async def release(self) -> None:
        """Leave what is not finished to whoever comes."""
