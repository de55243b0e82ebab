"""Whether a database can be used, asked without changing or making anything."""

import os
import sqlite3
from pathlib import Path
from typing import Any, Dict, Optional
from urllib.parse import quote

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from assistant.database import POSTGRESQL, SQLITE
from assistant.watching.failures import first_line

WITHIN = 2  # seconds
OF_POSTGRESQL: Dict[str, Any] = {
    "connect_timeout": WITHIN,
    "options": f"-c statement_timeout={WITHIN * 1000}",
}


def database_problem(url: str) -> Optional[str]:
    """Why a database cannot be read and written now; None where it can.

    An SQLite file that is not there is no problem where it can be made: it is, when it is used.
    """
    file = sqlite_file(url)
    return _server_problem(make_url(url)) if file is None else _sqlite_problem(file)


def sqlite_file(url: str) -> Optional[Path]:
    """Where an SQLite database lies; None for another one."""
    database = make_url(url)
    return Path(database.database or "") if database.get_backend_name() == SQLITE else None


def _sqlite_problem(path: Path) -> Optional[str]:
    if not path.exists():
        folder = next(parent for parent in path.absolute().parents if parent.exists())
        can_be_made = folder.is_dir() and os.access(folder, os.W_OK)
        return None if can_be_made else f"{path} cannot be made"
    try:
        address = f"file:{quote(str(path.absolute()))}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=WITHIN, isolation_level=None)
        try:
            # The lock that a change would take; it is given back at once.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("SELECT count(*) FROM sqlite_master")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.Error as error:
        return str(error)
    return None


def _server_problem(database: URL) -> Optional[str]:
    options = OF_POSTGRESQL if database.get_backend_name() == POSTGRESQL else {}
    try:
        engine = create_engine(database, poolclass=NullPool, connect_args=options)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return first_line(str(getattr(error, "orig", None) or type(error).__name__))
    return None
