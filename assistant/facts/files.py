"""Reading and writing ``data/facts/<subject>.yml``."""

from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import Any, Dict, Iterable, List, Sequence

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from assistant.facts.errors import FactError, WrongRecords
from assistant.facts.problems import problems_between
from assistant.facts.record import FactRecord, problems_in
from assistant.facts.yaml_text import read_yaml


class _Reading:
    """Collects the records of files, and every problem with them."""

    def __init__(self) -> None:
        self.records: Dict[str, FactRecord] = {}
        self.file_of: Dict[str, Path] = {}
        self.problems: List[str] = []

    def read(self, path: Path, entries: Any, of_subject: bool) -> None:
        """Take the records of a file; ``of_subject``: of the subject that it is named after."""
        if not isinstance(entries, list) or not entries:
            self.problems.append(f"{path}: holds no list of records")
            return
        for position, entry in enumerate(entries, start=1):
            name = entry.get("id") if isinstance(entry, dict) else None
            where = f"{path}: record {name or f'number {position}'}"
            try:
                record = FactRecord.parse_obj(entry)
            except ValidationError as error:
                self.problems += [f"{where}: {problem}" for problem in problems_in(error)]
                continue
            if record.id in self.records:
                self.problems.append(
                    f"{where}: field id: stands in {self.file_of[record.id]} already"
                )
            elif of_subject and record.subject != path.stem:
                self.problems.append(f"{where}: field id: belongs into {record.subject}.yml")
            else:
                self.records[record.id] = record
                self.file_of[record.id] = path

    def finish(self) -> Dict[str, FactRecord]:
        """The records.

        Raises:
            WrongRecords: anything was wrong.
        """
        if self.problems:
            raise WrongRecords(self.problems)
        return self.records


def read_records(folder: Path) -> Dict[str, FactRecord]:
    """Read and check every record of a folder; id → record, in the files' order.

    Raises:
        WrongRecords: naming file, record and field of every problem.
    """
    if not folder.is_dir():
        raise WrongRecords([f"{folder}: there is no such folder"])
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise WrongRecords([f"{folder}: there are no .yml files in this folder"])
    reading = _Reading()
    for path in paths:
        try:
            reading.read(path, read_yaml(path), of_subject=True)
        except FactError as error:
            reading.problems.append(str(error))
    if not reading.problems:
        reading.problems += [
            f"{reading.file_of[problem.fact]}: record {problem}"
            for problem in problems_between(reading.records)
        ]
    return reading.finish()


def read_new_records(path: Path) -> Sequence[FactRecord]:
    """The records of one file, a single one or a list of them, of any subject.

    Raises:
        FactError: the file cannot be read; WrongRecords where its records are wrong.
    """
    entries = read_yaml(path)
    reading = _Reading()
    reading.read(path, [entries] if isinstance(entries, dict) else entries, of_subject=False)
    return list(reading.finish().values())


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
