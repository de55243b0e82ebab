"""The fact store: finds facts, writes their answers, keeps every change."""

import datetime
import threading
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from assistant.database import now, open_engine
from assistant.databases.schemas import FACTS
from assistant.facts.errors import ChangedMeanwhile, FactError, Problem, WrongRecords, sentences
from assistant.facts.fields import with_fields
from assistant.facts.loading import LoadResult, merge
from assistant.facts.phrases import Phrases
from assistant.facts.problems import problems_of
from assistant.facts.record import FactRecord, Kind, Status
from assistant.facts.references import is_shown
from assistant.facts.rows import (
    Document,
    Stored,
    all_rows,
    history_row,
    in_json,
    insert,
    parse_record,
    row_of,
    stored,
)
from assistant.facts.snapshot import Snapshot
from assistant.facts.tables import HistoryRow
from assistant.facts.version import Version, raise_version, read_version, wait_for_turn
from assistant.facts.wording import Wording
from assistant.settings import Settings


class FactStore:
    """Facts in a database (any SQLAlchemy URL), made on first use.

    Every change is checked against all that is known and must still be written after it: a
    change that would leave a reply unwritten is refused. What was wrong before does not hinder
    another change, so that it can be mended step by step.

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

    # --- reading -------------------------------------------------------------------------

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
            return {row.id: stored(row) for row in all_rows(session)}

    def get(self, fact_id: str) -> Stored:
        """One fact by its id.

        Raises:
            UnknownFact: there is none.
        """
        with in_json(), self._sessions() as session:
            return stored(row_of(session, fact_id))

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

    # --- changing ------------------------------------------------------------------------

    def change(
        self,
        fact_id: str,
        fields: Mapping[str, Any],
        who: str,
        what: str = "set",
        version: Optional[int] = None,
        note: Optional[str] = None,
    ) -> FactRecord:
        """Set fields of a fact (dotted names: ``answer.fr``, ``value.count``).

        Args:
            version: the version that the writer read; any later one is refused.

        Raises:
            UnknownFact, ChangedMeanwhile, WrongRecords: nothing was written.
        """
        with self._changing(fact_id) as session:
            row = row_of(session, fact_id)
            if version is not None and version != row.version:
                raise ChangedMeanwhile(fact_id)
            record = parse_record(fact_id, with_fields(fact_id, row.record, fields))
            before, row.record = row.record, record.document()
            session.add(history_row(fact_id, who, what, before, row.record, note))
            return record

    def add(self, record: FactRecord, who: str) -> None:
        """Add a new fact; see ``add_all``."""
        self.add_all([record], who)

    def add_all(self, records: Sequence[FactRecord], who: str) -> None:
        """Add new facts: all of them or, if anything is wrong, none.

        Raises:
            WrongRecords: some are there already, or what would be known could not be written.
        """
        with self._changing(", ".join(record.id for record in records)) as session:
            ids = {row.id for row in all_rows(session)}
            there = [record.id for record in records if record.id in ids]
            if there:
                raise WrongRecords(
                    [f"{fact} is there already: change it with 'facts set'." for fact in there]
                )
            insert(session, records, who, len(ids), loaded=False)

    def retire(self, fact_id: str, who: str, version: Optional[int] = None) -> FactRecord:
        """Stop showing a fact; it stays in the store with its history."""
        return self.change(fact_id, {"status": Status.RETIRED.value}, who, "retire", version)

    def confirm(self, fact_id: str, who: str, note: Optional[str] = None) -> FactRecord:
        """Note that a fact was checked and holds today; ``to_confirm`` becomes ``published``."""
        with self._changing(fact_id) as session:
            row = row_of(session, fact_id)
            if row.record["status"] == Status.RETIRED:
                raise FactError(f"{fact_id} is retired: nothing of it is shown.")
            before = row.record
            row.record = {**before, "status": Status.PUBLISHED.value}
            row.confirmed_at = now()
            session.add(history_row(fact_id, who, "confirm", before, row.record, note))
            return parse_record(fact_id, row.record)

    def load(
        self,
        records: Mapping[str, FactRecord],
        who: str,
        take_files_for: Sequence[str] = (),
    ) -> LoadResult:
        """Take checked records from files: all of them or, if anything fails, none.

        A fact that the staff has not touched since the last load follows the files. One that
        both sides changed stays as the staff has it and is reported, unless it is named in
        ``take_files_for``.
        """
        with self._changing("a fact") as session:
            return merge(session, records, who, take_files_for)

    @contextmanager
    def _changing(self, fact_id: str) -> Iterator[Session]:
        """A transaction that is checked as a whole and raises the version if anything of the
        history was written in it."""
        try:
            with in_json(), self._sessions.begin() as session:
                wait_for_turn(session)
                before = {row.id: row.record for row in all_rows(session)}
                changes = session.query(func.max(HistoryRow.id)).scalar()
                yield session
                session.flush()
                if session.query(func.max(HistoryRow.id)).scalar() != changes:
                    after = {row.id: row.record for row in all_rows(session)}
                    self._refuse_new_problems(before, after)
                    raise_version(session)
        except (StaleDataError, IntegrityError) as error:
            raise ChangedMeanwhile(fact_id) from error

    def _refuse_new_problems(
        self, before: Mapping[str, Document], after: Mapping[str, Document]
    ) -> None:
        problems = self._problems(after)
        # A store that holds nothing says nothing: its first load must be whole.
        known = set(self._problems(before)) if problems and before else set()
        new = [problem for problem in problems if problem not in known]
        if new:
            raise WrongRecords(sentences(new))

    def _problems(self, documents: Mapping[str, Document]) -> List[Problem]:
        records = {fact: parse_record(fact, document) for fact, document in documents.items()}
        return problems_of(records, self._phrases)
