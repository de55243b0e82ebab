"""The version of all that is known: read by those who keep a snapshot, raised by each change."""

import uuid
from typing import NamedTuple

from sqlalchemy import select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from assistant.facts.tables import VersionRow

ONLY_ROW = 1
# As long as SQLite's own: who waits longer is told that the database is locked.
LONGEST_WAIT = "SET LOCAL lock_timeout = '5s'"


class Version(NamedTuple):
    """How many changes the store has seen, and a mark that no other state of it has."""

    number: int
    mark: str


NO_CHANGES = Version(0, "")
READ = select(VersionRow.number, VersionRow.mark).where(VersionRow.id == ONLY_ROW)


def read_version(connection: Connection) -> Version:
    """The store's version now; one cheap query."""
    row = connection.execute(READ).first()
    return Version(row.number, row.mark) if row else NO_CHANGES


def wait_for_turn(session: Session) -> None:
    """Let one change at a time come to its end: each is checked against what it will stand beside.

    Two that are right alone may be wrong together: a fact that is retired, and another that
    comes to show it. The lock is the row's, until the transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(LONGEST_WAIT))
    locked = session.execute(
        update(VersionRow).where(VersionRow.id == ONLY_ROW).values(number=VersionRow.number)
    )
    if not locked.rowcount:
        session.add(VersionRow(id=ONLY_ROW, number=NO_CHANGES.number, mark=NO_CHANGES.mark))
        session.flush()


def raise_version(session: Session) -> None:
    """Count a change, in its own transaction."""
    session.execute(
        update(VersionRow)
        .where(VersionRow.id == ONLY_ROW)
        .values(number=VersionRow.number + 1, mark=uuid.uuid4().hex)
    )
