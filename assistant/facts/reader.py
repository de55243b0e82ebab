"""Reads facts from their database, and what is known at a moment."""

import datetime
import threading
from typing import Dict, List, Optional, Set, Tuple

from sqlalchemy.orm import sessionmaker

from assistant.database import open_engine
from assistant.databases.schemas import FACTS
from assistant.facts.errors import sentences
from assistant.facts.in_danger import shown_in_danger
from assistant.facts.phrases import Phrases
from assistant.facts.problems import problems_of
from assistant.facts.proposals import waiting_rows
from assistant.facts.record import FactRecord, Kind
from assistant.facts.references import is_shown
from assistant.facts.rows import Stored, all_rows, changes_of, in_json, row_of, stored
from assistant.facts.snapshot import Snapshot
from assistant.facts.tables import HistoryRow, WaitingRow
from assistant.facts.version import Version, read_version
from assistant.facts.wording import Wording
from assistant.settings import Settings


class FactReader:
    """Facts in a database (any SQLAlchemy URL), made on first use.

    Raises:
        SQLAlchemyError: the database cannot be reached or read, from any method.
    """

    def __init__(self, url: str, phrases: Optional[Phrases] = None) -> None:
        self._phrases = phrases or Phrases(Settings().phrases_dir)
        self._engine = open_engine(url, FACTS)
        self._sessions = sessionmaker(self._engine)
        self._known: Optional[Tuple[Version, Snapshot]] = None
        self._rebuilding = threading.Lock()

    def close(self) -> None:
        """Give the database's connections back."""
        self._engine.dispose()

    def snapshot(self) -> Snapshot:
        """What is known now, for replies: the same object as long as nothing changes.

        Raises:
            WrongRecords: the database holds a record that cannot be read.
        """
        known = self._known
        if known is None or known[0] != self._version():
            with self._rebuilding:
                known = self._rebuilt()
        return known[1]

    def _rebuilt(self) -> Tuple[Version, Snapshot]:
        # Read before the records: a change between the two is seen at the next question.
        version = self._version()
        if self._known is None or self._known[0] != version:
            records = {
                fact: item.record for fact, item in self.all().items() if is_shown(item.record)
            }
            self._known = (version, Snapshot(version.number, records, self._phrases))
        return self._known

    def _version(self) -> Version:
        with self._engine.connect() as connection:
            return read_version(connection)

    def records(self) -> Dict[str, FactRecord]:
        """The records of all facts that may be shown."""
        return dict(self.snapshot().records)

    def find(self, subject: Optional[str] = None, kind: Optional[Kind] = None) -> List[FactRecord]:
        """The facts that may be shown, of a subject and of a kind where these are given."""
        return [
            record
            for record in self.snapshot().records.values()
            if subject in (None, record.subject) and kind in (None, record.kind)
        ]

    def wording(self, today: Optional[datetime.date] = None) -> Wording:
        """A writer of answers over the facts as they stand now."""
        return self.snapshot().wording(today or datetime.date.today())

    def all(self) -> Dict[str, Stored]:
        """Every fact, retired ones included, in the files' order."""
        with in_json(), self._sessions() as session:
            changed = changes_of(session)
            return {row.id: stored(row, changed.get(row.id)) for row in all_rows(session)}

    def get(self, fact_id: str) -> Stored:
        """One fact by its id.

        Raises:
            UnknownFact: there is none.
        """
        with in_json(), self._sessions() as session:
            changed = changes_of(session, fact_id)
            return stored(row_of(session, fact_id), changed.get(fact_id))

    def history(self, fact_id: Optional[str] = None) -> List[HistoryRow]:
        """Every change, oldest first; of one fact where its id is given."""
        with in_json(), self._sessions() as session:
            query = session.query(HistoryRow).order_by(HistoryRow.id)
            rows = query.filter_by(fact_id=fact_id).all() if fact_id else query.all()
            session.expunge_all()
            return rows

    def check(self) -> List[str]:
        """What is wrong with the facts as they stand, a sentence each."""
        records = {fact: item.record for fact, item in self.all().items()}
        return sentences(problems_of(records, self._phrases))

    def waiting(self) -> Dict[str, WaitingRow]:
        """The changes that wait for a second person, by the fact's id, oldest first."""
        with in_json(), self._sessions() as session:
            rows = {row.fact_id: row for row in waiting_rows(session)}
            session.expunge_all()
            return rows

    def takes_two(self) -> Set[str]:
        """The facts whose changes take two people: those that people in danger are shown."""
        return shown_in_danger({fact: item.record for fact, item in self.all().items()})
