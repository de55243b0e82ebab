"""Hand-over's own database."""

from contextlib import contextmanager
from typing import Iterator

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from assistant.database import OVERWRITTEN, WRITE_AHEAD, OnDemandEngine, empty_log
from assistant.databases.schemas import HANDOVER
from assistant.handover.tables import CallbackRow, DeliveryRow, DialogueRow, MarkRow, TakeoverRow

# Rasa's server and the desk write both, and an erasure waits for them; a reply does not wait so long
# (assistant/handover/within.py).
PRAGMAS = ("busy_timeout=2000", *WRITE_AHEAD, OVERWRITTEN)
ALL = (CallbackRow, DialogueRow, TakeoverRow, DeliveryRow, MarkRow)


class HandoverDatabase:
    """Any SQLAlchemy URL, opened on use: it may come late, go and come back."""

    def __init__(self, url: str) -> None:
        self._database = OnDemandEngine(url, HANDOVER, PRAGMAS)
        self._sessions = sessionmaker(self._database.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed at the end of the block.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: nothing was written.
        """
        with self._database.opened(), self._sessions.begin() as session:
            yield session

    def prepare(self) -> None:
        """Open the database, and make its tables where they are not.

        Raises:
            one of NOT_TO_BE_HAD: it is locked, damaged or gone.
        """
        with self._database.opened():
            pass

    def forget(self, conversation: str) -> None:
        """Delete all that is kept of a conversation, also from SQLite's log.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        with self.transaction() as session:
            for table in ALL:
                session.execute(delete(table).where(table.conversation == conversation))
        self.empty_log()

    def empty_log(self) -> None:
        """Empty SQLite's log (:func:`assistant.database.empty_log`)."""
        empty_log(self._database.engine)

    def close(self) -> None:
        """Give the connections back."""
        self._database.engine.dispose()
