"""Facts from a file that somebody wrote: all of them or, where any is wrong, none."""

from pathlib import PurePath
from typing import Any, Dict, List, Optional, Tuple

from pydantic import ValidationError

from assistant.facts.errors import FactError, Sentence, WrongRecords
from assistant.facts.record import FactRecord, field_problems
from assistant.facts.spreadsheet import Row, RowProblem, read_sheet
from assistant.facts.store import FactStore, PutResult
from assistant.facts.yaml_text import parse_yaml

SPREADSHEET = ".xlsx"
YAML = (".yml", ".yaml")
CHANGED = Sentence("the fact was changed after this file was written: export it again")


class WrongRows(FactError):
    """Rows of a file are wrong: nothing of it was taken. Of YAML, a row is a record."""

    def __init__(self, problems: List[RowProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def take_file(
    store: FactStore,
    content: bytes,
    name: str,
    who: str,
    note: Optional[str] = None,
    signed_in: bool = False,
    only_check: bool = False,
) -> PutResult:
    """Take the facts of a file, a spreadsheet or YAML by its name; other facts stay as they are.

    Raises:
        WrongRows: naming every row that is wrong.
        FactError: the file cannot be read at all.
    """
    rows, problems = _read(content, name)
    records, row_of = _records(rows, problems)
    versions = {
        row.document["id"]: row.version for row in rows if row.version and "id" in row.document
    }
    current = store.all()
    waiting = store.waiting()
    for fact in records:
        stored = current.get(fact)
        if stored is not None and versions.get(fact, stored.version) != stored.version:
            problems.append(RowProblem(row_of[fact], "version", CHANGED))
        elif fact in waiting and not (stored and stored.record == records[fact]):
            problems.append(
                RowProblem(row_of[fact], "", Sentence("a change of it waits for a second person"))
            )
    if problems:
        raise WrongRows(sorted(problems, key=lambda problem: problem.row))
    try:
        return store.put_all(
            list(records.values()), who, versions, note, signed_in, only_check=only_check
        )
    except WrongRecords as error:
        raise WrongRows(
            [
                RowProblem(row_of.get(problem.fact, 0), problem.field, problem.reason)
                for problem in error.found
            ]
        ) from error


def _read(content: bytes, name: str) -> Tuple[List[Row], List[RowProblem]]:
    ending = PurePath(name).suffix.casefold()
    if ending == SPREADSHEET:
        return read_sheet(content)
    if ending in YAML:
        return _read_yaml(content), []
    raise FactError(Sentence("Write a spreadsheet (.xlsx) or YAML (.yml)."))


def _read_yaml(content: bytes) -> List[Row]:
    try:
        entries: Any = parse_yaml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FactError(Sentence("This is no text in UTF-8.")) from error
    entries = [entries] if isinstance(entries, dict) else entries
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FactError(Sentence("The file holds no list of records."))
    return [Row(number, entry, None) for number, entry in enumerate(entries, start=1)]


def _records(
    rows: List[Row], problems: List[RowProblem]
) -> Tuple[Dict[str, FactRecord], Dict[str, int]]:
    """The records of rows, and which row each is of; what is wrong is added to the problems."""
    records: Dict[str, FactRecord] = {}
    row_of: Dict[str, int] = {}
    if not rows:
        raise FactError(Sentence("The file holds no fact."))
    for row in rows:
        try:
            record = FactRecord.parse_obj(row.document)
        except ValidationError as error:
            problems += [
                RowProblem(row.number, problem.field, problem.reason)
                for problem in field_problems(error)
            ]
            continue
        if record.id in records:
            again = Sentence("stands in row {row} already", row=row_of[record.id])
            problems.append(RowProblem(row.number, "id", again))
        else:
            records[record.id], row_of[record.id] = record, row.number
    return records, row_of
