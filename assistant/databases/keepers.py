"""Who copies a database and puts a copy back, by what kind of database it is."""

from pathlib import Path
from typing import Protocol, Sequence

from sqlalchemy.engine import make_url

from assistant.database import POSTGRESQL
from assistant.databases.errors import DatabaseProblem, told
from assistant.databases.places import Place
from assistant.databases.postgresql import PostgresqlTables
from assistant.databases.sqlite import SqliteFile
from assistant.watching.database_state import sqlite_file


class Keeper(Protocol):
    """Copies a database and puts a copy back; ``ending`` is how a copy's name ends."""

    kind: str
    ending: str

    def copy_to(self, copy: Path, tables: Sequence[str]) -> None:
        """Copy its tables as they are at one moment."""

    def check(self, copy: Path) -> None:
        """See that a copy is whole."""

    def put_back(self, copy: Path, tables: Sequence[str]) -> None:
        """Put a copy, of these tables, in the place of what the database holds."""


def keeper_of(place: Place) -> Keeper:
    """Who copies a database.

    Raises:
        DatabaseProblem: nobody can.
    """
    with told(place):
        file = sqlite_file(place.url)
        if file is not None:
            return SqliteFile(file)
        kind = make_url(place.url).get_backend_name()
    if kind == POSTGRESQL:
        return PostgresqlTables(place.url, place.schema.all_tables)
    raise DatabaseProblem(f"{place.setting} names {kind}: only SQLite and PostgreSQL are copied.")
