"""How a database stands, found out without making or changing anything."""

from contextlib import contextmanager
from typing import Iterator, NamedTuple, Optional, Tuple

from sqlalchemy import create_engine, inspect, select, table
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import NullPool

from assistant.databases.errors import told
from assistant.databases.places import Place
from assistant.watching.database_state import database_problem, sqlite_file


class State(NamedTuple):
    """How a database stands: why it is not to be had, or what there is of it.

    ``tables`` are those of the schema, with the one that notes the ``revision``.
    """

    place: Place
    problem: Optional[str] = None
    revision: Optional[str] = None
    tables: Tuple[str, ...] = ()

    @property
    def is_up_to_date(self) -> bool:
        """Whether it can be used as it is."""
        return self.problem is None and self.revision == self.place.schema.newest

    @property
    def said(self) -> str:
        """The state in words, with what is to be done."""
        if self.problem is not None:
            return f"not to be had: {self.problem}"
        if self.is_up_to_date:
            return "up to date"
        if not self.tables:
            return "not made yet: 'migrate' makes it, or its first use"
        if self.revision is None:
            return "made before there were migrations: 'migrate' takes it over"
        if not self.place.schema.knows(self.revision):
            return "made by a newer version of the assistant; one that only added to it can be used"
        return f"of an earlier version: 'migrate' brings it to {self.place.schema.newest}"


def state_of(place: Place) -> State:
    """How a database stands.

    Raises:
        DatabaseProblem: the setting is no address of a database.
    """
    with told(place):
        make_url(place.url).get_dialect()
        problem = database_problem(place.url)
        if problem is not None:
            return State(place, problem)
        file = sqlite_file(place.url)
        if file is not None and not file.exists():
            return State(place)
        with _connected(place) as connection:
            there = set(inspect(connection).get_table_names())
            tables = tuple(name for name in place.schema.all_tables if name in there)
            return State(place, None, place.schema.revision_of(connection), tables)


def holds_anything(state: State) -> bool:
    """Whether there is a row in any of a database's tables.

    Raises:
        DatabaseProblem: it cannot be read.
    """
    tables = [name for name in state.tables if name in state.place.schema.tables]
    if not tables:
        return False
    with told(state.place), _connected(state.place) as connection:
        first = (
            connection.execute(select(1).select_from(table(name)).limit(1)).first()
            for name in tables
        )
        return any(row is not None for row in first)


@contextmanager
def _connected(place: Place) -> Iterator[Connection]:
    with create_engine(place.url, poolclass=NullPool).connect() as connection:
        yield connection
