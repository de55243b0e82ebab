"""Records of files beside what the staff has: a merge of three, the last load being the third."""

from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Tuple

from sqlalchemy.orm import Session

from assistant.facts.errors import FactError
from assistant.facts.record import FactRecord
from assistant.facts.rows import all_rows, history_row, insert


class LoadResult(NamedTuple):
    """What a load did: ids added, updated, left as they were; and the differences left open.

    ``differing`` maps an id to (what the staff has, what the files have).
    """

    added: List[str]
    updated: List[str]
    unchanged: List[str]
    differing: Dict[str, Tuple[Dict[str, Any], Dict[str, Any]]]


def merge(
    session: Session, records: Mapping[str, FactRecord], who: str, take_files_for: Sequence[str]
) -> LoadResult:
    """Take the records of files; see ``FactStore.load``.

    Raises:
        FactError: the files have no record of a fact that ``take_files_for`` names.
    """
    unknown = sorted(set(take_files_for) - set(records))
    if unknown:
        raise FactError(f"The files hold no fact {', '.join(unknown)} to take from them.")
    rows = {row.id: row for row in all_rows(session)}
    result = LoadResult([], [], [], {})
    for record in records.values():
        row = rows.get(record.id)
        document = record.document()
        if row is None:
            result.added.append(record.id)
        elif row.record == document or row.loaded == document:
            row.loaded = document
            result.unchanged.append(record.id)
        elif row.record == row.loaded or record.id in take_files_for:
            session.add(history_row(record.id, who, "load", row.record, document))
            row.record = row.loaded = document
            result.updated.append(record.id)
        else:
            result.differing[record.id] = (row.record, document)
    insert(session, [records[fact] for fact in result.added], who, len(rows), loaded=True)
    return result
