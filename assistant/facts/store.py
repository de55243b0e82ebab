"""The fact store: finds facts, writes their answers, keeps every change."""

import datetime
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Tuple

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from assistant.database import now, open_engine
from assistant.facts.errors import ChangedMeanwhile, FactError, UnknownFact, WrongRecords
from assistant.facts.record import FactRecord, Kind, Status, problems_in
from assistant.facts.tables import Base, FactRow, HistoryRow
from assistant.facts.wording import Wording, problems_of


class LoadResult(NamedTuple):
    """What a load did: ids added, updated, left as they were; and the differences left open.

    ``differing`` maps an id to (what the staff has, what the files have).
    """

    added: List[str]
    updated: List[str]
    unchanged: List[str]
    differing: Dict[str, Tuple[Dict[str, Any], Dict[str, Any]]]


class Stored(NamedTuple):
    """A fact with the version that a change of it must name, and when it was last confirmed."""

    record: FactRecord
    version: int
    confirmed_at: Optional[datetime.datetime]


class FactStore:
    """Facts in a database (any SQLAlchemy URL), made on first use."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url, Base.metadata)
        self._sessions = sessionmaker(self._engine)

    def close(self) -> None:
        """Give the database's connections back."""
        self._engine.dispose()

    # --- reading -------------------------------------------------------------------------

    def all(self) -> Dict[str, Stored]:
        """Every fact, retired ones included, in the files' order."""
        with self._sessions() as session:
            return {row.id: _stored(row) for row in _rows(session)}

    def records(self) -> Dict[str, FactRecord]:
        """The records of all facts that may be shown."""
        return {
            fact: stored.record
            for fact, stored in self.all().items()
            if stored.record.status != Status.RETIRED
        }

    def get(self, fact_id: str) -> Stored:
        """One fact by its id.

        Raises:
            UnknownFact: there is none.
        """
        with self._sessions() as session:
            return _stored(_row(session, fact_id))

    def find(self, subject: Optional[str] = None, kind: Optional[Kind] = None) -> List[FactRecord]:
        """The facts that may be shown, of a subject and of a kind where these are given."""
        return [
            record
            for record in self.records().values()
            if subject in (None, record.subject) and kind in (None, record.kind)
        ]

    def wording(self, today: Optional[datetime.date] = None) -> Wording:
        """A writer of answers over the facts as they stand now."""
        return Wording(self.records(), today or datetime.date.today())

    def history(self, fact_id: Optional[str] = None) -> List[HistoryRow]:
        """Every change, oldest first; of one fact where its id is given."""
        with self._sessions() as session:
            query = session.query(HistoryRow).order_by(HistoryRow.id)
            rows = query.filter_by(fact_id=fact_id).all() if fact_id else query.all()
            session.expunge_all()
            return rows

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
            row = _row(session, fact_id)
            if version is not None and version != row.version:
                raise ChangedMeanwhile(fact_id)
            record = _parse(fact_id, _with_fields(row.record, fields))
            self._check(session, record)
            before, row.record = row.record, record.document()
            session.add(_history(fact_id, who, what, before, row.record, note))
            return record

    def add(self, record: FactRecord, who: str) -> None:
        """Add a new fact.

        Raises:
            FactError: it is there already.
            WrongRecords: its wording cannot be filled.
        """
        with self._changing(record.id) as session:
            if session.get(FactRow, record.id):
                raise FactError(f"{record.id} is there already: change it with 'facts set'.")
            self._check(session, record)
            self._insert(session, record, who, loaded=None)

    def retire(self, fact_id: str, who: str, version: Optional[int] = None) -> FactRecord:
        """Stop showing a fact; it stays in the store with its history."""
        return self.change(fact_id, {"status": "retired"}, who, "retire", version)

    def confirm(self, fact_id: str, who: str, note: Optional[str] = None) -> FactRecord:
        """Note that a fact was checked and holds today; ``to_confirm`` becomes ``published``."""
        with self._changing(fact_id) as session:
            row = _row(session, fact_id)
            if row.record["status"] == Status.RETIRED:
                raise FactError(f"{fact_id} is retired: nothing of it is shown.")
            before = row.record
            row.record = {**before, "status": Status.PUBLISHED.value}
            row.confirmed_at = now()
            session.add(_history(fact_id, who, "confirm", before, row.record, note))
            return FactRecord.parse_obj(row.record)

    def load(
        self,
        records: Mapping[str, FactRecord],
        who: str,
        take_files_for: Tuple[str, ...] = (),
    ) -> LoadResult:
        """Take checked records from files: all of them or, if anything fails, none.

        A fact that the staff has not touched since the last load follows the files. One that
        both sides changed stays as the staff has it and is reported, unless it is named in
        ``take_files_for``.
        """
        result = LoadResult([], [], [], {})
        with self._changing("a fact") as session:
            for record in records.values():
                row = session.get(FactRow, record.id)
                document = record.document()
                if row is None:
                    self._insert(session, record, who, loaded=document)
                    result.added.append(record.id)
                elif row.record == document or row.loaded == document:
                    row.loaded = document
                    result.unchanged.append(record.id)
                elif row.record == row.loaded or record.id in take_files_for:
                    session.add(_history(record.id, who, "load", row.record, document))
                    row.record = row.loaded = document
                    result.updated.append(record.id)
                else:
                    result.differing[record.id] = (row.record, document)
            session.flush()
            self._raise_problems({row.id: _stored(row).record for row in _rows(session)})
        return result

    def check(self) -> List[str]:
        """What is wrong with the facts as they stand: wording that cannot be filled."""
        records = {fact: stored.record for fact, stored in self.all().items()}
        return [
            f"{fact}: field {field}: {problem}"
            for fact, field, problem in problems_of(records, datetime.date.today())
        ]

    # --- inside --------------------------------------------------------------------------

    @contextmanager
    def _changing(self, fact_id: str) -> Iterator[Session]:
        try:
            with self._sessions.begin() as session:
                yield session
        except (StaleDataError, IntegrityError) as error:
            raise ChangedMeanwhile(fact_id) from error

    def _insert(
        self, session: Session, record: FactRecord, who: str, loaded: Optional[Dict[str, Any]]
    ) -> None:
        document = record.document()
        session.add(
            FactRow(
                id=record.id,
                position=session.query(FactRow).count(),
                record=document,
                loaded=loaded,
            )
        )
        session.add(_history(record.id, who, "add", None, document))
        session.flush()

    def _check(self, session: Session, record: FactRecord) -> None:
        self._raise_problems(
            {**{row.id: _stored(row).record for row in _rows(session)}, record.id: record}
        )

    @staticmethod
    def _raise_problems(records: Mapping[str, FactRecord]) -> None:
        problems = [
            f"{fact}: field {field}: {problem}"
            for fact, field, problem in problems_of(records, datetime.date.today())
        ]
        if problems:
            raise WrongRecords(problems)


def _rows(session: Session) -> List[FactRow]:
    return session.query(FactRow).order_by(FactRow.position).all()


def _row(session: Session, fact_id: str) -> FactRow:
    row = session.get(FactRow, fact_id)
    if row is None:
        raise UnknownFact(fact_id)
    return row


def _stored(row: FactRow) -> Stored:
    return Stored(FactRecord.parse_obj(row.record), row.version, row.confirmed_at)


def _parse(fact_id: str, document: Dict[str, Any]) -> FactRecord:
    try:
        return FactRecord.parse_obj(document)
    except ValidationError as error:
        raise WrongRecords([f"{fact_id}: {problem}" for problem in problems_in(error)]) from error


def _with_fields(document: Dict[str, Any], fields: Mapping[str, Any]) -> Dict[str, Any]:
    changed = dict(document)
    for name, value in fields.items():
        head, _, rest = name.partition(".")
        inner = changed.get(head)
        if rest and not isinstance(inner, dict):
            raise FactError(f"{head!r} has no part {rest!r}")
        changed[head] = _with_fields(inner, {rest: value}) if rest else value
    return changed


def _history(
    fact_id: str,
    who: str,
    what: str,
    before: Optional[Dict[str, Any]],
    after: Optional[Dict[str, Any]],
    note: Optional[str] = None,
) -> HistoryRow:
    return HistoryRow(fact_id=fact_id, who=who, what=what, before=before, after=after, note=note)
