"""The store's rows, read and made."""

import datetime
import json
from contextlib import contextmanager
from functools import lru_cache
from json import JSONDecodeError
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

from pydantic import ValidationError
from sqlalchemy import func
from sqlalchemy.orm import Session

from assistant.facts.errors import Problem, UnknownFact, WrongRecords
from assistant.facts.record import FactRecord, field_problems, problems_in
from assistant.facts.tables import FactRow, HistoryRow

Document = Dict[str, Any]
# Nothing changes a record, and each change checks all of them: some times as many as there are.
RECORDS_KEPT = 2048


class Stored(NamedTuple):
    """A fact with the version that a change of it must name, when it was last confirmed, and when
    last changed or confirmed."""

    record: FactRecord
    version: int
    confirmed_at: Optional[datetime.datetime]
    changed_at: Optional[datetime.datetime] = None


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
        try:
            text = json.dumps(document)
        except (TypeError, ValueError):  # Code may give dates, where files and rows have text.
            return FactRecord.parse_obj(document)
        return _parsed(text)
    except ValidationError as error:
        raise WrongRecords(
            [f"{fact_id}: {problem}" for problem in problems_in(error)],
            [Problem(fact_id, problem.field, problem.reason) for problem in field_problems(error)],
        ) from error


@lru_cache(maxsize=RECORDS_KEPT)
def _parsed(document: str) -> FactRecord:
    return FactRecord.parse_obj(json.loads(document))


def stored(row: FactRow, changed_at: Optional[datetime.datetime] = None) -> Stored:
    """What a row holds."""
    return Stored(parse_record(row.id, row.record), row.version, row.confirmed_at, changed_at)


def changes_of(session: Session, fact_id: Optional[str] = None) -> Dict[str, datetime.datetime]:
    """When each fact was last changed, or one."""
    query = session.query(HistoryRow.fact_id, func.max(HistoryRow.at)).group_by(HistoryRow.fact_id)
    return dict((query.filter_by(fact_id=fact_id) if fact_id else query).all())


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


def history_row(
    fact_id: str,
    who: str,
    what: str,
    before: Optional[Document],
    after: Optional[Document],
    note: Optional[str] = None,
    approved_by: Optional[str] = None,
) -> HistoryRow:
    """A line of the history."""
    return HistoryRow(
        fact_id=fact_id,
        who=who,
        what=what,
        before=before,
        after=after,
        note=note,
        approved_by=approved_by,
    )
