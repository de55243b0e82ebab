"""The channels' own database: what came and is not answered yet, and long payloads of buttons."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, TypeVar

from sqlalchemy import JSON, BigInteger, Column, DateTime, Integer, Sequence, String, Text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import QueuePool

from assistant.database import (
    OVERWRITTEN,
    POSTGRESQL,
    SQLITE,
    WRITE_AHEAD,
    OnDemandEngine,
    empty_log,
    now,
)
from assistant.databases.schemas import CHANNELS

# The services wait for some seconds before they repeat what got no answer.
PRAGMAS = ("busy_timeout=2000", *WRITE_AHEAD, OVERWRITTEN)
Base: Any = declarative_base()
Result = TypeVar("Result")


class UpdateRow(Base):
    """An update of a service: ``update`` until its replies are known, ``replies`` until they are
    sent, then nothing but its id, which keeps a duplicate from being answered."""

    __tablename__ = "updates"

    id = Column(String(200), primary_key=True)
    channel = Column(String(20), nullable=False)
    at = Column(DateTime, nullable=False, default=now, index=True)
    finished = Column(Integer, nullable=False, default=0, index=True)
    update: Any = Column(JSON(none_as_null=True), nullable=True)
    replies: Any = Column(JSON(none_as_null=True), nullable=True)
    sent = Column(Integer, nullable=False, default=0)


class LeaseRow(Base):
    """Whose an update is, where processes share the inbox (``SharedInbox``): ``owner``'s at least
    ``until`` then. ``number`` is the order of arrival. Deleted soon after the update is answered:
    it names the conversation."""

    __tablename__ = "leases"

    id = Column(String(200), primary_key=True)
    channel = Column(String(20), nullable=False)
    number = Column(BigInteger, Sequence("leases_number"), nullable=False)
    conversation = Column(String(200), nullable=False, index=True)
    at = Column(DateTime, nullable=False)
    owner = Column(String(32), nullable=True)
    until = Column(DateTime, nullable=True)
    finished = Column(Integer, nullable=False, default=0)


class PayloadRow(Base):
    """What a button sends, under a name that is short enough for the service."""

    __tablename__ = "payloads"

    name = Column(String(64), primary_key=True)
    payload = Column(Text, nullable=False)


class Database:
    """Any SQLAlchemy URL; works in one thread of its own, so that no visitor waits for a disk.

    It is opened on use: the server starts without it, and it may go and come back.
    ``is_shared`` where other processes may use it too.
    """

    def __init__(self, url: str) -> None:
        options: Any = {}
        backend = make_url(url).get_backend_name()
        self.is_shared = backend == POSTGRESQL
        if backend == SQLITE:
            options = {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
        self._database = OnDemandEngine(url, CHANNELS, PRAGMAS, **options)
        self._sessions = sessionmaker(self._database.engine)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="channels-database")

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Do work in a transaction, committed when it returns.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: nothing was written.
        """

        def in_transaction() -> Result:
            with self._database.opened(), self._sessions.begin() as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self._thread, in_transaction)

    async def empty_log(self) -> None:
        """Empty SQLite's log (:func:`assistant.database.empty_log`)."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, empty_log, self._database.engine)

    def close(self) -> None:
        """Finish the work that is under way and give the connections back."""
        self._thread.shutdown(wait=True)
        self._database.engine.dispose()
