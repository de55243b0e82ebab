"""Reading and writing ``data/facts/<subject>.yml``."""

import datetime
from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import Any, Dict, Iterable, List

from pydantic import ValidationError
from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from assistant.facts.errors import WrongRecords
from assistant.facts.record import FactRecord, problems_in
from assistant.facts.wording import problems_of


def _plain(value: Any) -> Any:
    """Undo YAML's own reading of dates and numbers where records hold text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def read_records(folder: Path) -> Dict[str, FactRecord]:
    """Read and check every record of a folder; id → record, in the files' order.

    Raises:
        WrongRecords: naming file, record and field of every problem.
    """
    records: Dict[str, FactRecord] = {}
    file_of: Dict[str, Path] = {}
    problems: List[str] = []
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise WrongRecords([f"{folder}: there are no .yml files in this folder"])
    for path in paths:
        try:
            entries = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or []
        except (YAMLError, UnicodeDecodeError) as error:
            problems.append(f"{path}: not YAML: {error}")
            continue
        if not isinstance(entries, list):
            problems.append(f"{path}: holds no list of records")
            continue
        for position, entry in enumerate(entries, start=1):
            name = entry.get("id") if isinstance(entry, dict) else None
            where = f"{path}: record {name or f'number {position}'}"
            try:
                record = FactRecord.parse_obj(_plain(entry))
            except ValidationError as error:
                problems += [f"{where}: {problem}" for problem in problems_in(error)]
                continue
            if record.id in records:
                problems.append(f"{where}: field id: stands in {file_of[record.id]} already")
            elif record.subject != path.stem:
                problems.append(f"{where}: field id: belongs into {record.subject}.yml")
            else:
                records[record.id] = record
                file_of[record.id] = path
    if not problems:
        problems = [
            f"{file_of[fact]}: record {fact}: field {field}: {problem}"
            for fact, field, problem in problems_of(records, datetime.date.today())
        ]
    if problems:
        raise WrongRecords(problems)
    return records


def _block_style(value: Any) -> Any:
    """Mark texts of several lines to be written as YAML block scalars."""
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    if isinstance(value, dict):
        return {key: _block_style(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_block_style(item) for item in value]
    return value


def write_yaml(documents: Iterable[Dict[str, Any]]) -> str:
    """Records as YAML, in the form that the project's files have."""
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 10_000
    out = StringIO()
    yaml.dump([_block_style(document) for document in documents], out)
    return out.getvalue()


def write_records(records: Iterable[FactRecord], folder: Path) -> List[Path]:
    """Write records into one file a subject; returns the files written."""
    by_subject: Dict[str, List[Dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_subject[record.subject].append(record.document())
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for subject, documents in by_subject.items():
        path = folder / f"{subject}.yml"
        path.write_text(write_yaml(documents), encoding="utf-8")
        paths.append(path)
    return paths
