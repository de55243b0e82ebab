"""The rows of use in a database (any SQLAlchemy URL), and how many there are of what."""

import datetime
import secrets
from collections import Counter, defaultdict
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from assistant.database import OVERWRITTEN, WRITE_AHEAD, OnDemandEngine, empty_log
from assistant.databases.schemas import USE
from assistant.use.tables import DangerRow, TurnRow
from assistant.use.visitors import LENGTH

PRAGMAS = ("busy_timeout=2000", *WRITE_AHEAD, OVERWRITTEN)
TURNS, DANGERS = TurnRow.__table__, DangerRow.__table__
NO_TOPIC = ""
Day = datetime.date
Row = Mapping[str, Any]
# By a value of what is counted by, the count of each day that has one.
ByDay = Dict[str, Dict[Day, int]]


class Unlinked(str):
    """A visitor's token that is to say no longer which rows are one visitor's."""


class UseStore:
    """Use in a database that may come late, go and come back."""

    def __init__(self, url: str, **options: Any) -> None:
        self._database = OnDemandEngine(url, USE, PRAGMAS, **options)

    def close(self) -> None:
        """Give the database's connections back."""
        self._database.engine.dispose()

    def write(self, items: Sequence[Union[Row, Day, Unlinked]]) -> None:
        """Write rows of turns, days of dangers, and what is to be unlinked; all or nothing.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        turns = [item for item in items if isinstance(item, Mapping)]
        dangers = [{"day": item} for item in items if isinstance(item, Day)]
        with self._database.opened() as engine, engine.begin() as connection:
            if turns:
                connection.execute(insert(TURNS), turns)
            if dangers:
                connection.execute(insert(DANGERS), dangers)
            # Behind the rows: what they name may be among them.
            for token in (item for item in items if isinstance(item, Unlinked)):
                _unlink(connection, token)

    def delete_before(self, day: Day) -> int:
        """Delete what is of earlier days, also from SQLite's log; how many rows there were.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        with self._database.opened() as engine:
            with engine.begin() as connection:
                count = sum(
                    int(connection.execute(delete(table).where(table.c.day < day)).rowcount)
                    for table in (TURNS, DANGERS)
                )
            if count:
                empty_log(engine)
        return count

    def first_day(self) -> Optional[Day]:
        """The first day that anything is known of; None where nothing is."""
        days = [self._one(select(func.min(table.c.day))) for table in (TURNS, DANGERS)]
        return min((day for day in days if day is not None), default=None)

    def messages(self, since: Day, until: Day) -> Dict[Day, int]:
        """Turns by day, those of danger left out; ``until`` is left out, too, here and below."""
        return self._counts(select(TURNS.c.day, func.count()), TURNS, since, until)

    def visitors(self, since: Day, until: Day) -> Dict[Day, int]:
        """By day, the visitors who wrote then, each counted once a day."""
        query = select(TURNS.c.day, func.count(TURNS.c.visitor.distinct()))
        return self._counts(query, TURNS, since, until)

    def dangers(self, since: Day, until: Day) -> Dict[Day, int]:
        """Messages of danger by day."""
        return self._counts(select(DANGERS.c.day, func.count()), DANGERS, since, until)

    def by(self, column: str, since: Day, until: Day) -> ByDay:
        """Turns by ``channel``, ``language``, ``kind`` or ``quarter`` of the day, and by day."""
        value = TURNS.c[column]
        found: ByDay = defaultdict(dict)
        for day, value, count in self._rows(
            select(TURNS.c.day, value, func.count()).group_by(value), TURNS, since, until
        ):
            found[str(value)][day] = count
        return dict(found)

    def by_topic(self, since: Day, until: Day) -> ByDay:
        """Turns by topic and by day: one that was about two counts for both, one about none
        for ``NO_TOPIC``."""
        found: Dict[str, "Counter[Day]"] = defaultdict(Counter)
        query = select(TURNS.c.day, TURNS.c.topics, func.count()).group_by(TURNS.c.topics)
        for day, topics, count in self._rows(query, TURNS, since, until):
            for topic in topics.split() or [NO_TOPIC]:
                found[topic][day] += count
        return {topic: dict(days) for topic, days in found.items()}

    def milliseconds(self, since: Day, until: Day) -> Dict[Day, "Counter[int]"]:
        """By day, how many replies took how long."""
        found: Dict[Day, "Counter[int]"] = defaultdict(Counter)
        query = (
            select(TURNS.c.day, TURNS.c.milliseconds, func.count())
            .where(TURNS.c.milliseconds.isnot(None))
            .group_by(TURNS.c.milliseconds)
        )
        for day, taken, count in self._rows(query, TURNS, since, until):
            found[day][taken] = count
        return dict(found)

    def _counts(self, query: Select, table: Any, since: Day, until: Day) -> Dict[Day, int]:
        return {day: count for day, count in self._rows(query, table, since, until)}

    def _rows(self, query: Select, table: Any, since: Day, until: Day) -> Iterable[Tuple[Any, ...]]:
        within = query.where(table.c.day >= since, table.c.day < until).group_by(table.c.day)
        with self._database.opened() as engine, engine.connect() as connection:
            rows: List[Tuple[Any, ...]] = connection.execute(within).all()
        return rows

    def _one(self, query: Select) -> Any:
        with self._database.opened() as engine, engine.connect() as connection:
            return connection.scalar(query)


def _unlink(connection: Connection, token: str) -> None:
    """Let one row of a visitor's have a token of its own and the others none: the day's count of
    visitors stays as it is."""
    mine = TURNS.c.visitor == token
    first = connection.scalar(select(func.min(TURNS.c.id)).where(mine))
    if first is not None:
        own = case((TURNS.c.id == first, secrets.token_hex(LENGTH // 2)), else_=None)
        connection.execute(update(TURNS).where(mine).values(visitor=own))
