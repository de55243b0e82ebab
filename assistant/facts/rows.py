"""The store's rows, read and made."""

import datetime
from contextlib import contextmanager
from json import JSONDecodeError
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence

from pydantic import ValidationError
from sqlalchemy.orm import Session

from assistant.facts.errors import UnknownFact, WrongRecords
from assistant.facts.record import FactRecord, problems_in
from assistant.facts.tables import FactRow, HistoryRow

Document = Dict[str, Any]


class Stored(NamedTuple):
    """A fact with the version that a change of it must name, and when it was last confirmed."""

    record: FactRecord
    version: int
    confirmed_at: Optional[datetime.datetime]


@contextmanager
def in_json() -> Iterator[None]:
    """Reads rows whose records must be JSON (SQLite lets anything be written into them).

    Raises:
        WrongRecords: one is not.
    """
    try:
        yield
    except JSONDecodeError as error:
        raise WrongRecords(
            ["The fact database holds a record that is not JSON: put back a backup of it."]
        ) from error


def parse_record(fact_id: str, document: Document) -> FactRecord:
    """The record that plain data holds.

    Raises:
        WrongRecords: it holds none.
    """
    try:
        return FactRecord.parse_obj(document)
    except ValidationError as error:
        raise WrongRecords([f"{fact_id}: {problem}" for problem in problems_in(error)]) from error


def stored(row: FactRow) -> Stored:
    """What a row holds."""
    return Stored(parse_record(row.id, row.record), row.version, row.confirmed_at)


def all_rows(session: Session) -> List[FactRow]:
    """Every fact's row, in the files' order."""
    rows: List[FactRow] = session.query(FactRow).order_by(FactRow.position).all()
    return rows


def row_of(session: Session, fact_id: str) -> FactRow:
    """A fact's row.

    Raises:
        UnknownFact: there is none.
    """
    row = session.get(FactRow, fact_id)
    if row is None:
        raise UnknownFact(fact_id)
    return row


def insert(
    session: Session,
    records: Sequence[FactRecord],
    who: str,
    behind: int,
    loaded: bool,
) -> None:
    """Add facts behind so many others, with their histories' first lines.

    ``loaded``: they come from files, which later ones are compared with.
    """
    for position, record in enumerate(records, start=behind):
        document = record.document()
        of_file = document if loaded else None
        session.add(FactRow(id=record.id, position=position, record=document, loaded=of_file))
        session.add(history_row(record.id, who, "add", None, document))


def history_row(
    fact_id: str,
    who: str,
    what: str,
    before: Optional[Document],
    after: Optional[Document],
    note: Optional[str] = None,
) -> HistoryRow:
    """A line of the history."""
    return HistoryRow(fact_id=fact_id, who=who, what=what, before=before, after=after, note=note)
