"""The ``facts`` command: what the assistant knows, for the staff who keep it true."""

import getpass
import json
from difflib import unified_diff
from pathlib import Path
from typing import Any, Dict, List, NoReturn, Optional

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML
from sqlalchemy.exc import SQLAlchemyError

from assistant.facts.errors import FactError, WrongRecords
from assistant.facts.files import read_records, write_records, write_yaml
from assistant.facts.languages import LANGUAGES
from assistant.facts.record import FactRecord, Status, problems_in
from assistant.facts.store import FactStore
from assistant.settings import Settings

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console()
err = Console(stderr=True)

BY = typer.Option(None, "--by", help="Who makes the change (default: FACTS_USER or your login).")
VERSION = typer.Option(None, "--version", help="Refuse if the fact has changed since this version.")


def _fail(error: Exception) -> NoReturn:
    err.print(str(error), style="red", markup=False)
    raise typer.Exit(1)


def _store() -> FactStore:
    try:
        return FactStore(Settings().facts_url)
    except SQLAlchemyError as error:
        _fail(FactError(f"The fact database cannot be opened: {error}"))


def _who(by: Optional[str]) -> str:
    return by or Settings().facts_user or getpass.getuser()


def _in_yaml(value: str) -> Any:
    return YAML(typ="safe").load(value)


@app.command("list")
def list_facts(
    status: Optional[Status] = typer.Option(None, help="Only facts of this status."),
    subject: Optional[str] = typer.Option(None, help="Only facts of this subject."),
    language: str = typer.Option("fr", help="Language of the answers shown."),
) -> None:
    """List the facts with their answers."""
    store = _store()
    wording = store.wording()
    table = Table("fact", "status", "answer", "source", "confirmed")
    for stored in store.all().values():
        record = stored.record
        if status not in (None, record.status) or subject not in (None, record.subject):
            continue
        shown = "" if record.status == Status.RETIRED else wording.answer(record, language)
        source = record.sources[0]
        table.add_row(
            record.id,
            record.status.value,
            shown,
            f"{source.document}, {source.section}" + (f", {source.date}" if source.date else ""),
            f"{stored.confirmed_at:%Y-%m-%d}" if stored.confirmed_at else "",
        )
    out.print(table)


@app.command()
def show(fact_id: str) -> None:
    """Show one fact whole: its record, its version and its answers."""
    store = _store()
    try:
        stored = store.get(fact_id)
        out.print(write_yaml([stored.record.document()]), markup=False, highlight=False)
        out.print(f"version {stored.version}", highlight=False)
        if stored.record.status != Status.RETIRED:
            for language in LANGUAGES:
                answer = store.wording().answer(stored.record, language)
                out.print(f"{language}: {answer}", markup=False, highlight=False)
    except FactError as error:
        _fail(error)


def _value_field(record: FactRecord) -> str:
    """The field of the record's value that a single word on the command line sets."""
    fields = [name for name in record.value.__fields__ if name != "type"]
    if len(fields) != 1 or record.value.type in ("text", "place", "list"):
        raise FactError(
            f"The value of {record.id} has several parts: name one with --field, as "
            f"'facts set {record.id} … --field value.{fields[0]}'."
        )
    return f"value.{fields[0]}"


@app.command("set")
def set_value(
    fact_id: str,
    value: str = typer.Argument(..., help="The new value; YAML for lists and the like."),
    field: Optional[str] = typer.Option(None, help="Another field: answer.fr, value.text.ar, …"),
    source_document: Optional[str] = typer.Option(None, help="Where the new value stands."),
    source_section: Optional[str] = typer.Option(None, help="The section of that document."),
    source_date: Optional[str] = typer.Option(None, help="The date of that document."),
    valid_from: Optional[str] = typer.Option(None, help="The date the value holds from."),
    note: Optional[str] = typer.Option(None, help="Why, for the history."),
    by: Optional[str] = BY,
    version: Optional[int] = VERSION,
) -> None:
    """Set a fact's value (or another field). The next answer shows it."""
    store = _store()
    try:
        record = store.get(fact_id).record
        name = field or _value_field(record)
        keeps_text = name.startswith(("answer.", "title.", "question.")) or name == "value.number"
        changes: Dict[str, Any] = {name: value if keeps_text else _in_yaml(value)}
        if source_document or source_section or source_date:
            old = record.sources[0]
            source = {
                "document": source_document or old.document,
                "section": source_section or old.section,
            }
            changes["sources"] = [{**source, "date": source_date} if source_date else source]
        if valid_from:
            changes["valid_from"] = valid_from
        record = store.change(fact_id, changes, _who(by), version=version, note=note)
        for language in LANGUAGES:
            answer = store.wording().answer(record, language)
            out.print(f"{language}: {answer}", markup=False, highlight=False)
    except FactError as error:
        _fail(error)


@app.command()
def add(
    file: Path = typer.Argument(..., help="A YAML file with one record."),
    by: Optional[str] = BY,
) -> None:
    """Add a new fact from a YAML file."""
    try:
        entry = _in_yaml(file.read_text(encoding="utf-8"))
        entry = entry[0] if isinstance(entry, list) else entry
        record = FactRecord.parse_obj(json.loads(json.dumps(entry, default=str)))
        _store().add(record, _who(by))
    except ValidationError as error:
        _fail(WrongRecords([f"{file}: {problem}" for problem in problems_in(error)]))
    except (FactError, OSError) as error:
        _fail(error)
    out.print(f"{record.id} added.")


@app.command()
def retire(fact_id: str, by: Optional[str] = BY, version: Optional[int] = VERSION) -> None:
    """Stop showing a fact; its history stays."""
    try:
        _store().retire(fact_id, _who(by), version)
    except FactError as error:
        _fail(error)
    out.print(f"{fact_id} retired.")


@app.command()
def confirm(
    fact_id: str,
    note: Optional[str] = typer.Option(None, help="How it was checked, for the history."),
    by: Optional[str] = BY,
) -> None:
    """Note that a fact was checked today and holds."""
    try:
        _store().confirm(fact_id, _who(by), note)
    except FactError as error:
        _fail(error)
    out.print(f"{fact_id} confirmed.")


def _difference(before: Optional[Dict[str, Any]], after: Optional[Dict[str, Any]]) -> str:
    texts = [write_yaml([document]) if document else "" for document in (before, after)]
    lines: List[str] = list(
        unified_diff(*(text.splitlines() for text in texts), "before", "after", lineterm="", n=0)
    )
    return "\n".join(line for line in lines[2:] if not line.startswith("@@"))


@app.command()
def history(fact_id: Optional[str] = typer.Argument(None)) -> None:
    """Show every change: who, when, before, after."""
    table = Table("when (UTC)", "fact", "who", "what", "change", "note")
    for row in _store().history(fact_id):
        change = "" if row.what == "add" else _difference(row.before, row.after)
        table.add_row(
            f"{row.at:%Y-%m-%d %H:%M:%S}", row.fact_id, row.who, row.what, change, row.note or ""
        )
    out.print(table)


@app.command()
def check(
    folder: Optional[Path] = typer.Option(None, help="Check these files, not the database."),
) -> None:
    """Check that every fact can be written in every language."""
    try:
        if folder:
            count, problems = len(read_records(folder)), []
        else:
            store = _store()
            count, problems = len(store.all()), store.check()
    except FactError as error:
        _fail(error)
    if problems:
        _fail(FactError("\n".join(problems)))
    out.print(f"{count} facts, each written in {', '.join(LANGUAGES)}.")


@app.command()
def load(
    folder: Optional[Path] = typer.Argument(None, help="Default: data/facts."),
    take_files_for: List[str] = typer.Option(
        [], help="A fact for which the file's record replaces the staff's (may be repeated)."
    ),
    by: Optional[str] = BY,
) -> None:
    """Take the records of YAML files: new ones and those nobody touched here."""
    try:
        records = read_records(folder or Settings().facts_dir)
        result = _store().load(records, _who(by), tuple(take_files_for))
    except FactError as error:
        _fail(error)
    out.print(
        f"{len(result.added)} added, {len(result.updated)} updated, "
        f"{len(result.unchanged)} unchanged, {len(result.differing)} kept as changed here."
    )
    for fact, (ours, theirs) in result.differing.items():
        out.print(f"\n{fact} differs (- here, + in the file):", highlight=False)
        out.print(_difference(ours, theirs), markup=False, highlight=False)


@app.command()
def export(folder: Path = typer.Argument(..., help="Where the YAML files are written.")) -> None:
    """Write all facts as YAML, one file a subject."""
    stored = _store().all().values()
    for path in write_records([item.record for item in stored], folder):
        out.print(str(path), highlight=False)


if __name__ == "__main__":
    app()
