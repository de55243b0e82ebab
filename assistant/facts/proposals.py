"""How changes are made: at once; or, of what people in danger are shown, once two agree.

Whatever changes facts proposes it here, and so nothing passes the second person by. Two people
who are signed in have to agree. Who proposes a change at the desk is one of them; a name given on
a command line is nobody's proof, and a file's even less.
"""

from contextlib import suppress
from typing import Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from sqlalchemy.orm import Session

from assistant.database import now
from assistant.facts.errors import (
    ChangedMeanwhile,
    NothingWaits,
    SamePerson,
    UnknownChange,
    WaitsForAnother,
    WrongRecords,
)
from assistant.facts.in_danger import shown_in_danger
from assistant.facts.people import Person, same_person
from assistant.facts.record import FactRecord
from assistant.facts.rows import Document, all_rows, history_row, parse_record
from assistant.facts.tables import FactRow, HistoryRow, WaitingRow

NEEDED = 2
WITHDRAWN = "withdraw"
Documents = Mapping[str, Document]
# Refuses what would stand after a change, by what stood before it.
Check = Callable[[Documents, Documents], None]


class Proposal(NamedTuple):
    """A change of a fact: what was done, and the record after it.

    ``confirms``: somebody saw that it holds today; ``loaded``: the record as files have it, which
    later ones are compared with.
    """

    fact_id: str
    what: str
    after: Document
    note: Optional[str] = None
    confirms: bool = False
    loaded: Optional[Document] = None


class Proposals:
    """Makes changes within one transaction, in which nobody else makes any."""

    def __init__(self, session: Session, check: Check) -> None:
        self._session = session
        self._check = check
        self._rows: Dict[str, FactRow] = {row.id: row for row in all_rows(session)}

    @property
    def rows(self) -> Mapping[str, FactRow]:
        """What stands now, by id, in the files' order."""
        return self._rows

    def make(self, proposals: Sequence[Proposal], by: Person) -> Set[str]:
        """Make changes, or have them wait; the ids of those that wait.

        Raises:
            WrongRecords: what would stand after them could not be written.
            WaitsForAnother: another change of such a fact waits already.
        """
        before = self._documents()
        meant = {**before, **{each.fact_id: each.after for each in proposals}}
        self._check(before, meant)
        # What seeds an empty store comes with the program.
        guarded = shown_in_danger_of(before) | shown_in_danger_of(meant) if before else set()
        at_once = [each for each in proposals if each.fact_id not in guarded]
        waiting = [each for each in proposals if each.fact_id in guarded]
        if at_once and waiting:
            self._check(before, {**before, **{each.fact_id: each.after for each in at_once}})
        for each in at_once:
            self._apply(each, by.name)
        return {each.fact_id for each in waiting if self._wait(each, by)}

    def approve(self, fact_id: str, by: Person) -> Tuple[Document, bool]:
        """Agree to the change that waits: the record after it, and whether it is made now.

        Raises:
            NothingWaits, SamePerson, ChangedMeanwhile, WrongRecords: it is not made.
        """
        row = self._waiting(fact_id)
        if row.version != self._version(fact_id):
            raise ChangedMeanwhile(fact_id)
        if _has_agreed(row, by.name):
            raise SamePerson(fact_id)
        after = dict(row.after)
        return after, self._agree(row, by)

    def withdraw(self, fact_id: str, by: Person, note: Optional[str]) -> None:
        """Make nothing of the change that waits, and remember that.

        Raises:
            NothingWaits: there is none.
        """
        row = self._waiting(fact_id)
        self._session.add(history_row(fact_id, by.name, WITHDRAWN, row.after, row.before, note))
        self._session.delete(row)

    def past(self, fact_id: str, change: int) -> Document:
        """A fact's record as it was after one of its changes.

        Raises:
            UnknownChange: it has no such change.
        """
        row = self._session.get(HistoryRow, change)
        if row is None or row.fact_id != fact_id or row.after is None or row.what == WITHDRAWN:
            raise UnknownChange(fact_id)
        return dict(row.after)

    # --- inside --------------------------------------------------------------------------

    def _documents(self) -> Dict[str, Document]:
        return {fact: row.record for fact, row in self._rows.items()}

    def _version(self, fact_id: str) -> int:
        row = self._rows.get(fact_id)
        return row.version if row else 0

    def _waiting(self, fact_id: str) -> WaitingRow:
        row = self._session.get(WaitingRow, fact_id)
        if row is None:
            raise NothingWaits(fact_id)
        return row

    def _apply(self, change: Proposal, who: str, agreed: Sequence[str] = ()) -> None:
        row = self._rows.get(change.fact_id)
        before = row.record if row else None
        if row is None:
            row = FactRow(id=change.fact_id, position=len(self._rows))
            self._session.add(row)
            self._rows[change.fact_id] = row
        row.record = change.after
        if change.loaded is not None:
            row.loaded = change.loaded
        if change.confirms:
            row.confirmed_at = now()
        self._session.add(
            history_row(
                change.fact_id,
                who,
                change.what,
                before,
                change.after,
                change.note,
                ", ".join(agreed) or None,
            )
        )

    def _wait(self, change: Proposal, by: Person) -> bool:
        """Whether the change waits: not where somebody else had proposed the same, and two have
        agreed now."""
        row = self._session.get(WaitingRow, change.fact_id)
        if row is not None:
            if _same(row, change) and row.version == self._version(change.fact_id):
                return _has_agreed(row, by.name) or not self._agree(row, by)
            if not same_person(row.who, by.name):
                raise WaitsForAnother(change.fact_id, row.who)
            self._session.delete(row)
            self._session.flush()
        before = self._rows.get(change.fact_id)
        self._session.add(
            WaitingRow(
                fact_id=change.fact_id,
                who=by.name,
                what=change.what,
                before=before.record if before else None,
                after=change.after,
                note=change.note,
                confirms=change.confirms,
                loaded=change.loaded,
                version=self._version(change.fact_id),
                agreed=[by.name] if by.signed_in else [],
            )
        )
        return True

    def _agree(self, row: WaitingRow, by: Person) -> bool:
        """Count somebody in; whether the change is made now."""
        if not by.signed_in:
            return False
        row.agreed = [*row.agreed, by.name]
        if len(row.agreed) < NEEDED:
            return False
        change = Proposal(row.fact_id, row.what, row.after, row.note, row.confirms, row.loaded)
        before = self._documents()
        self._check(before, {**before, row.fact_id: row.after})
        others = [name for name in row.agreed if not same_person(name, row.who)]
        self._apply(change, row.who, others)
        self._session.delete(row)
        return True


def shown_in_danger_of(documents: Documents) -> Set[str]:
    """The ids of plain records that people in danger are shown; some may be unreadable, and are
    mended by a change."""
    records: Dict[str, FactRecord] = {}
    for fact, document in documents.items():
        with suppress(WrongRecords):
            records[fact] = parse_record(fact, document)
    return shown_in_danger(records, set(documents) - set(records))


def waiting_rows(session: Session) -> List[WaitingRow]:
    """The changes that wait for a second person, oldest first."""
    rows: List[WaitingRow] = session.query(WaitingRow).order_by(WaitingRow.at).all()
    return rows


def _has_agreed(row: WaitingRow, name: str) -> bool:
    return any(same_person(name, other) for other in row.agreed)


def _same(row: WaitingRow, change: Proposal) -> bool:
    return bool(row.after == change.after and row.confirms == change.confirms)
