"""The fact store: finds facts, writes their answers, keeps every change."""

from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import Any, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Set

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from assistant.facts.errors import (
    ChangedMeanwhile,
    FactError,
    Problem,
    Sentence,
    UnknownFact,
    WrongRecords,
    sentences,
)
from assistant.facts.fields import with_fields
from assistant.facts.loading import LoadResult, merge
from assistant.facts.people import Person
from assistant.facts.problems import problems_of
from assistant.facts.proposals import Proposal, Proposals
from assistant.facts.reader import FactReader
from assistant.facts.record import FactRecord, Status
from assistant.facts.rows import Document, in_json, parse_record
from assistant.facts.tables import FactRow, HistoryRow
from assistant.facts.version import raise_version, wait_for_turn


class _OnlyTried(Exception):
    """Takes a transaction back whose result is all that was asked for."""


class Made(NamedTuple):
    """What became of a change: the record as it was meant, and whether it waits for somebody."""

    record: FactRecord
    waits: bool


class PutResult(NamedTuple):
    """What became of whole records: the ids of those added, changed, alike, and waiting."""

    added: List[str]
    changed: List[str]
    unchanged: List[str]
    waiting: List[str]


class FactStore(FactReader):
    """Reads facts, and changes them.

    Every change is checked against all that is known and must still be written after it: a
    change that would leave a reply unwritten is refused. What was wrong before does not hinder
    another change, so that it can be mended step by step.

    Raises:
        SQLAlchemyError: the database cannot be reached or read, from any method.
    """

    # What people in danger are shown changes once two people agree (``proposals``): until then,
    # the change waits. ``signed_in``: ``who`` is known by more than that name.

    def change(
        self,
        fact_id: str,
        fields: Mapping[str, Any],
        who: str,
        what: str = "set",
        version: Optional[int] = None,
        note: Optional[str] = None,
        signed_in: bool = False,
    ) -> Made:
        """Set fields of a fact (dotted names: ``answer.fr``, ``value.count``).

        Args:
            version: the version that the writer read; any later one is refused.

        Raises:
            UnknownFact, ChangedMeanwhile, WaitsForAnother, WrongRecords: nothing was written.
        """
        with self._changing(fact_id) as changes:
            row = _row(changes, fact_id, version)
            record = parse_record(fact_id, with_fields(fact_id, row.record, fields))
            proposal = Proposal(fact_id, what, record.document(), note)
            waits = changes.make([proposal], Person(who, signed_in))
            return Made(record, bool(waits))

    def replace(
        self,
        record: FactRecord,
        who: str,
        version: Optional[int] = None,
        note: Optional[str] = None,
        signed_in: bool = False,
    ) -> Made:
        """Put a whole record in the place of the fact of its id; see ``change``."""
        with self._changing(record.id) as changes:
            _row(changes, record.id, version)
            proposal = Proposal(record.id, "set", record.document(), note)
            return Made(record, bool(changes.make([proposal], Person(who, signed_in))))

    def add(self, record: FactRecord, who: str, signed_in: bool = False) -> Made:
        """Add a new fact; see ``add_all``."""
        return Made(record, bool(self.add_all([record], who, signed_in)))

    def add_all(self, records: Sequence[FactRecord], who: str, signed_in: bool = False) -> Set[str]:
        """Add new facts: all of them or, if anything is wrong, none. The ids of those that wait.

        Raises:
            WrongRecords: some are there already, or what would be known could not be written.
        """
        with self._changing(", ".join(record.id for record in records)) as changes:
            there = [record.id for record in records if record.id in changes.rows]
            if there:
                raise WrongRecords(
                    [f"{fact} is there already: change it with 'facts set'." for fact in there]
                )
            proposals = [Proposal(record.id, "add", record.document()) for record in records]
            return changes.make(proposals, Person(who, signed_in))

    def put_all(
        self,
        records: Sequence[FactRecord],
        who: str,
        versions: Mapping[str, int] = MappingProxyType({}),
        note: Optional[str] = None,
        signed_in: bool = False,
        only_check: bool = False,
    ) -> PutResult:
        """Take whole records, new ones and others: all of them or, if anything is wrong, none.

        Args:
            versions: of facts, the version that the records were made from.
            only_check: none in any case; the result is what it would be.

        Raises:
            ChangedMeanwhile, WaitsForAnother, WrongRecords: nothing was written.
        """
        result = PutResult([], [], [], [])
        with suppress(_OnlyTried), self._changing("a fact") as changes:
            proposals = []
            for record in records:
                row = changes.rows.get(record.id)
                if row is not None and versions.get(record.id, row.version) != row.version:
                    raise ChangedMeanwhile(record.id)
                document = record.document()
                if row is not None and row.record == document:
                    result.unchanged.append(record.id)
                else:
                    what = "add" if row is None else "import"
                    proposals.append(Proposal(record.id, what, document, note))
            there = set(changes.rows)
            waiting = changes.make(proposals, Person(who, signed_in))
            result.waiting.extend(sorted(waiting))
            for each in proposals:
                if each.fact_id not in waiting:
                    (result.changed if each.fact_id in there else result.added).append(each.fact_id)
            if only_check:
                raise _OnlyTried
        return result

    def retire(
        self, fact_id: str, who: str, version: Optional[int] = None, signed_in: bool = False
    ) -> Made:
        """Stop showing a fact; it stays in the store with its history."""
        fields = {"status": Status.RETIRED.value}
        return self.change(fact_id, fields, who, "retire", version, signed_in=signed_in)

    def confirm(
        self, fact_id: str, who: str, note: Optional[str] = None, signed_in: bool = False
    ) -> Made:
        """Note that a fact was checked and holds today; ``to_confirm`` becomes ``published``."""
        with self._changing(fact_id) as changes:
            row = _row(changes, fact_id)
            if row.record["status"] == Status.RETIRED:
                raise FactError(
                    Sentence("{fact} is retired: nothing of it is shown.", fact=fact_id)
                )
            record = parse_record(fact_id, {**row.record, "status": Status.PUBLISHED.value})
            proposal = Proposal(fact_id, "confirm", record.document(), note, confirms=True)
            return Made(record, bool(changes.make([proposal], Person(who, signed_in))))

    def restore(
        self,
        fact_id: str,
        change: int,
        who: str,
        version: Optional[int] = None,
        signed_in: bool = False,
    ) -> Made:
        """Put a fact back as it was after one of its changes (``HistoryRow.id``).

        Raises:
            UnknownFact, ChangedMeanwhile, WaitsForAnother, WrongRecords: nothing was written.
        """
        with self._changing(fact_id) as changes:
            _row(changes, fact_id, version)
            past = changes.past(fact_id, change)
            record = parse_record(fact_id, past)
            proposal = Proposal(fact_id, "restore", record.document())
            return Made(record, bool(changes.make([proposal], Person(who, signed_in))))

    def approve(self, fact_id: str, who: str) -> Made:
        """Agree, as somebody who is signed in, to the change that waits.

        Raises:
            NothingWaits, SamePerson, ChangedMeanwhile, WrongRecords: nothing was written.
        """
        with self._changing(fact_id) as changes:
            after, made = changes.approve(fact_id, Person(who, signed_in=True))
            return Made(parse_record(fact_id, after), not made)

    def withdraw(self, fact_id: str, who: str, note: Optional[str] = None) -> None:
        """Make nothing of the change that waits.

        Raises:
            NothingWaits: there is none.
        """
        with self._changing(fact_id) as changes:
            changes.withdraw(fact_id, Person(who), note)

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
        with self._changing("a fact") as changes:
            return merge(changes, records, Person(who), take_files_for)

    @contextmanager
    def _changing(self, fact_id: str) -> Iterator[Proposals]:
        """A transaction that raises the version if anything of the history was written in it."""
        try:
            with in_json(), self._sessions.begin() as session:
                wait_for_turn(session)
                changes = session.query(func.max(HistoryRow.id)).scalar()
                yield Proposals(session, self._refuse_new_problems)
                session.flush()
                if session.query(func.max(HistoryRow.id)).scalar() != changes:
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
            raise WrongRecords(sentences(new), new)

    def _problems(self, documents: Mapping[str, Document]) -> List[Problem]:
        records = {fact: parse_record(fact, document) for fact, document in documents.items()}
        return problems_of(records, self._phrases)


def _row(changes: Proposals, fact_id: str, version: Optional[int] = None) -> FactRow:
    """A fact's row, of the version that the writer read.

    Raises:
        UnknownFact, ChangedMeanwhile: there is none, or a later one.
    """
    row = changes.rows.get(fact_id)
    if row is None:
        raise UnknownFact(fact_id)
    if version is not None and version != row.version:
        raise ChangedMeanwhile(fact_id)
    return row
