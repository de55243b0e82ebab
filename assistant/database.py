"""What the assistant's databases share: how they are opened, and the time they write."""

import datetime
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Protocol, Sequence, Tuple

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
# A write-ahead log: a commit survives the process and costs no wait for the disk.
WRITE_AHEAD = ("journal_mode=WAL", "synchronous=NORMAL")
# What is deleted is overwritten, not only unlinked.
OVERWRITTEN = "secure_delete=ON"
LOG_ATTEMPTS = 3
OPEN_ATTEMPTS = 4

# PostgreSQL's connections: a server that is there answers within seconds, and one that went without
# a word, with its machine or the network, is noticed as soon.
WATCHED = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# What is raised where a database is locked, damaged or gone (a pragma that fails is SQLite's own).
NOT_TO_BE_HAD = (OSError, SQLAlchemyError, sqlite3.Error)


class Tables(Protocol):
    """What makes a database's tables: a schema with its migrations
    (``assistant.databases.schemas``), or SQLAlchemy's ``MetaData``."""

    def create_all(self, engine: Engine) -> None:
        """Make what is not there; several programs may at the same moment."""


def now() -> datetime.datetime:
    """The moment of a change, in UTC without a zone (SQLite keeps none)."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def make_folder(url: URL) -> None:
    """Make the folder that an SQLite file lies in."""
    if url.get_backend_name() == SQLITE and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def set_pragmas(engine: Engine, pragmas: Sequence[str]) -> None:
    """Set SQLite's pragmas on every connection from now on; nothing for another database."""
    if engine.dialect.name != SQLITE:
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")


def open_engine(url: str, tables: Tables, pragmas: Sequence[str] = (), **options: Any) -> Engine:
    """An engine for any SQLAlchemy URL, with its tables made.

    ``options`` are SQLAlchemy's ``create_engine``'s.
    """
    engine = _engine(url, pragmas, options)
    make_tables(tables, engine)
    return engine


def _engine(url: str, pragmas: Sequence[str], options: Dict[str, Any]) -> Engine:
    if make_url(url).get_backend_name() == POSTGRESQL:
        options = {**options, "connect_args": {**WATCHED, **options.get("connect_args", {})}}
    engine = create_engine(url, pool_pre_ping=True, **options)
    set_pragmas(engine, pragmas)
    return engine


def make_tables(tables: Tables, engine: Engine) -> None:
    """Make the tables that are not there, and the folder where that is not."""
    make_folder(engine.url)
    tables.create_all(engine)


def empty_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which still holds what was deleted; nothing for another
    database.

    Raises:
        TimeoutError: other connections read or wrote all the while.
    """
    if engine.dialect.name != SQLITE:
        return
    for _ in range(LOG_ATTEMPTS):
        with engine.connect() as connection:
            # SQLite waits for its readers itself, as long as the connection's time limit.
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
        if not busy:
            return
    raise TimeoutError("SQLite's log could not be emptied: other connections held it.")


class OnDemandEngine:
    """An engine for any SQLAlchemy URL whose database may come late, go and come back.

    It is opened on use and its tables are made: at first, after an error, and where another
    file, or none, stands in the place of SQLite's. ``options`` are ``create_engine``'s.
    """

    def __init__(
        self, url: str, tables: Tables, pragmas: Sequence[str] = (), **options: Any
    ) -> None:
        self._url = make_url(url)
        self._tables = tables
        self._made_in: Optional[Tuple[int, int]] = None
        self.engine: Engine = _engine(url, pragmas, options)

    @contextmanager
    def opened(self) -> Iterator[Engine]:
        """The engine, for work within the block.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        try:
            self._open()
            yield self.engine
        except IntegrityError:
            raise
        except Exception:
            self._made_in = None
            raise

    def _open(self) -> None:
        # A connection that is open outlives its file: what it writes would be in none. The file
        # may be replaced while it is opened too: only one that was there before and after is
        # known to be the connections' own.
        found = self._file()
        for _ in range(OPEN_ATTEMPTS):
            if found is not None and found == self._made_in:
                return
            self.engine.dispose()
            make_tables(self._tables, self.engine)
            before, found = found, self._file()
            self._made_in = found if found == before else None
        if self._made_in is None:
            raise FileNotFoundError(f"Another file is put in the place of {self._url.database}.")

    def _file(self) -> Optional[Tuple[int, int]]:
        """Which file the database is, by device and number; None where it is not there."""
        if self._url.get_backend_name() != SQLITE or not self._url.database:
            return (0, 0)
        try:
            found = os.stat(self._url.database)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino
