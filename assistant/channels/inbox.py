"""Remembers every update until it is answered, and its id for some days after that."""

import datetime
from typing import Any, Dict, List, NamedTuple, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from assistant.channels.database import Database, UpdateRow
from assistant.database import now

Json = Dict[str, Any]


class Unfinished(NamedTuple):
    """An update that was taken and not answered to the end."""

    key: str
    update: Json
    replies: Optional[List[Json]]
    sent: int


class Inbox:
    """One channel's updates. ``key`` is an update's id in the channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    def _id(self, key: str) -> str:
        return f"{self._channel}:{key}"

    async def take(self, key: str, update: Json) -> bool:
        """Keep a new update; False where it came before."""
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
        """Forget the ids of updates older than this; the services repeat them for a day."""
        before = now() - datetime.timedelta(days=days)
        old = delete(UpdateRow).where(UpdateRow.at < before, UpdateRow.finished == 1)
        await self._database.run(lambda session: session.execute(old))

    async def _set(self, key: str, **values: Any) -> None:
        change = update(UpdateRow).where(UpdateRow.id == self._id(key)).values(**values)
        await self._database.run(lambda session: session.execute(change))
