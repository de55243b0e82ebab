"""Facts as a spreadsheet: a row a fact, a column a part of its record."""

import datetime
from io import BytesIO
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from assistant.facts.errors import FactError, Sentence
from assistant.facts.rows import Stored
from assistant.facts.shape import Part, Shape, part_in, parts_of, set_part, value_types

SHEET = "facts"
VERSION = "version"
KIND = "value.type"
WIDTH = 28
YES, NO = "yes", "no"
MOST_ROWS = 5_000
# Bytes, unpacked: a file of a few kilobytes may hold gigabytes.
LARGEST = 50_000_000
UNREADABLE = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError)


class Row(NamedTuple):
    """A row as somebody wrote it: its number in the sheet, the record's plain data, and the version
    of the fact that it was made from, where it says so."""

    number: int
    document: Dict[str, Any]
    version: Optional[int]


class RowProblem(NamedTuple):
    """What is wrong with a row: in which column, empty for the row as a whole, and why."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"row {self.row}: {self.column}" if self.column else f"row {self.row}"
        return f"{where}: {self.reason}"


# --- writing -----------------------------------------------------------------------------------


def write_sheet(facts: Sequence[Stored]) -> bytes:
    """The facts as a workbook."""
    flat = [{VERSION: stored.version, **_flat(stored.record.document())} for stored in facts]
    columns = _columns(flat)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(flat, start=2):
        for place, column in enumerate(columns, start=1):
            _write(sheet.cell(number, place), row.get(column))
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = WIDTH
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Cell, value: Any) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.value = value
    if isinstance(value, str):
        # Text stays text: no formula, no date, no number that loses its zeros.
        cell.data_type = "s"
        cell.number_format = "@"


def _columns(flat: Sequence[Mapping[str, Any]]) -> List[str]:
    known = [VERSION]
    for kind in value_types():
        for part in parts_of(kind):
            known += [name for name in _names(part, flat) if name not in known]
    used = {column for row in flat for column in row}
    return ["id", *(name for name in known if name in used and name != "id")]


def _names(part: Part, flat: Sequence[Mapping[str, Any]]) -> List[str]:
    if part.shape is not Shape.RECORDS:
        return [part.name]
    begins = f"{part.name}."
    numbers = {int(name.split(".")[1]) for row in flat for name in row if name.startswith(begins)}
    return [f"{begins}{n}.{inner.name}" for n in sorted(numbers) for inner in part.parts]


def _flat(document: Mapping[str, Any]) -> Dict[str, Any]:
    found: Dict[str, Any] = {}
    for part in parts_of(document["value"]["type"]):
        value = part_in(document, part.name)
        if value is None:
            continue
        if part.shape is Shape.RECORDS:
            for number, item in enumerate(value, start=1):
                found.update({f"{part.name}.{number}.{key}": each for key, each in item.items()})
        else:
            found[part.name] = _cell_of(part.shape, value)
    return found


def _cell_of(shape: Shape, value: Any) -> Any:
    if shape is Shape.FLAG:
        return YES if value else NO
    if shape in (Shape.LINES, Shape.CHOICES):
        return "\n".join(value)
    return value


# --- reading -----------------------------------------------------------------------------------


def read_sheet(content: bytes) -> Tuple[List[Row], List[RowProblem]]:
    """The rows of a workbook's first sheet, and what is wrong with any.

    Raises:
        FactError: it is no workbook, or has no row of names.
    """
    try:
        if sum(part.file_size for part in ZipFile(BytesIO(content)).infolist()) > LARGEST:
            raise FactError(Sentence("This spreadsheet is too large."))
        book = load_workbook(BytesIO(content), read_only=True)
        lines = list(book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2))
    except UNREADABLE as error:
        raise FactError(Sentence("This is no spreadsheet that can be read (.xlsx).")) from error
    names = [str(cell.value).strip() if cell.value is not None else "" for cell in _first(lines)]
    if "id" not in names or KIND not in names:
        raise FactError(
            Sentence("The first row must name the columns, among them 'id' and 'value.type'.")
        )
    if len(lines) > MOST_ROWS + 1:
        raise FactError(Sentence("There are more than {most} rows.", most=MOST_ROWS))
    rows: List[Row] = []
    problems: List[RowProblem] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {name: cell for name, cell in zip(names, line) if cell.value not in (None, "")}
        cells.pop("", None)
        if cells:
            problems += _unreadable(number, cells)
            rows.append(_row(number, {name: cell.value for name, cell in cells.items()}))
    return rows, problems


def _first(lines: Sequence[Any]) -> Any:
    return lines[0] if lines else ()


def _unreadable(number: int, cells: Mapping[str, Any]) -> Iterator[RowProblem]:
    for name, cell in cells.items():
        if cell.data_type == "f":
            yield RowProblem(number, name, Sentence("holds a formula: write what it comes to"))
        elif cell.data_type == "e":
            yield RowProblem(number, name, Sentence("holds an error: write a value"))


def _row(number: int, cells: Mapping[str, Any]) -> Row:
    kind = str(cells.get(KIND, ""))
    parts = {part.name: part for part in parts_of(kind)} if kind in value_types() else {}
    document: Dict[str, Any] = {}
    listed: Dict[str, Dict[int, Dict[str, Any]]] = {}
    for name, value in cells.items():
        if name == VERSION:
            continue
        head, _, rest = name.partition(".")
        place, _, inner = rest.partition(".")
        if head in parts and parts[head].shape is Shape.RECORDS and place.isdecimal():
            listed.setdefault(head, {}).setdefault(int(place), {})[inner] = _text(value)
        else:
            shape = parts[name].shape if name in parts else Shape.TEXT
            set_part(document, name, _read(shape, value))
    for head, items in listed.items():
        document[head] = [items[place] for place in sorted(items)]
    version = cells.get(VERSION)
    return Row(number, document, version if isinstance(version, int) else None)


def _read(shape: Shape, value: Any) -> Any:
    if shape is Shape.NUMBER:
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if shape is Shape.FLAG:
        known = {YES: True, NO: False}
        return known.get(str(value).strip().casefold(), value)
    text = _text(value)
    if shape in (Shape.LINES, Shape.CHOICES):
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text


def _text(value: Any) -> str:
    """What a cell says, whatever a spreadsheet program made of it."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")
