"""Remembers every update until it is answered, and its id for some days after that."""

import datetime
from typing import Any, Dict, List, NamedTuple, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.database import now
from assistant.messaging.database import Database, UpdateRow

Json = Dict[str, Any]


class Unfinished(NamedTuple):
    """An update that was taken and not answered to the end; ``update`` is what was kept of it."""

    key: str
    update: Json
    replies: Optional[List[Json]]
    sent: int


def delete_updates_before(session: Session, days: int) -> int:
    """Delete the updates that came more than so many days ago, of every channel; how many."""
    before = now() - datetime.timedelta(days=days)
    return int(session.execute(delete(UpdateRow).where(UpdateRow.at < before)).rowcount)


class Inbox:
    """One channel's updates. ``key`` is an update's id in the channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    def _id(self, key: str) -> str:
        return f"{self._channel}:{key}"

    async def take(self, key: str, update: Json) -> bool:
        """Keep a new update; False where it came before.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: it could not be kept.
        """
        row = {"id": self._id(key), "channel": self._channel, "update": update}
        try:
            await self._database.run(lambda session: session.add(UpdateRow(**row)))
        except IntegrityError:
            return False
        return True

    async def keep_replies(self, key: str, replies: List[Json]) -> None:
        """Keep what is to be sent; from now on the dialogue is not asked again."""
        await self._set(key, replies=replies)

    async def note_sent(self, key: str, count: int) -> None:
        """Note how many replies were sent."""
        await self._set(key, sent=count)

    async def finish(self, key: str) -> None:
        """Note that nothing more is to be done, and forget what was said."""
        await self._set(key, finished=1, update=None, replies=None)

    async def scrub(self) -> None:
        """Take what is finished out of SQLite's log too."""
        await self._database.empty_log()

    async def unfinished(self) -> List[Unfinished]:
        """What an earlier run left, in the order it came."""
        query = select(UpdateRow).filter_by(channel=self._channel, finished=0)
        rows = await self._database.run(
            lambda session: [
                Unfinished(row.id, row.update, row.replies, row.sent)
                for row in session.scalars(query.order_by(UpdateRow.at))
            ]
        )
        return [row._replace(key=row.key[len(self._channel) + 1 :]) for row in rows]

    async def purge(self, days: int) -> None:
        """Forget what came longer ago than this, answered or not: the services repeat an update
        for a day, and nobody waits for a reply after a week."""
        await self._database.run(lambda session: delete_updates_before(session, days))

    async def _set(self, key: str, **values: Any) -> None:
        change = update(UpdateRow).where(UpdateRow.id == self._id(key)).values(**values)
        await self._database.run(lambda session: session.execute(change))
