"""What the assistant's databases share: how they are opened, and the time they write."""

import datetime
from pathlib import Path
from typing import Any, Sequence

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url

SQLITE = "sqlite"
# A write-ahead log: a commit survives the process and costs no wait for the disk.
WRITE_AHEAD = ("journal_mode=WAL", "synchronous=NORMAL")


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


def open_engine(url: str, tables: MetaData, pragmas: Sequence[str] = (), **options: Any) -> Engine:
    """An engine for any SQLAlchemy URL, with its tables made.

    ``options`` are SQLAlchemy's ``create_engine``'s.
    """
    make_folder(make_url(url))
    engine = create_engine(url, pool_pre_ping=True, **options)
    set_pragmas(engine, pragmas)
    tables.create_all(engine)
    return engine
