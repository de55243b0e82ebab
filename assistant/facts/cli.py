"""The ``facts`` command: what the assistant knows, for the staff who keep it true."""

import datetime
import getpass
from pathlib import Path
from typing import Any, Dict, List, Optional

import typer

from assistant.facts.due import SOON, due
from assistant.facts.errors import FactError, WrongRecords, sentences
from assistant.facts.fields import typed, value_field
from assistant.facts.files import read_new_records, read_records, write_records, write_yaml
from assistant.facts.importing import SPREADSHEET, take_file
from assistant.facts.languages import LANGUAGES
from assistant.facts.listing import (
    due_table,
    facts_table,
    history_table,
    holds_until,
    waiting_table,
)
from assistant.facts.phrases import Phrases
from assistant.facts.problems import problems_of
from assistant.facts.record import FactRecord, Status
from assistant.facts.reminding import remind
from assistant.facts.shown import answer_or_why_not, difference
from assistant.facts.spreadsheet import write_sheet
from assistant.facts.store import FactStore, Made
from assistant.facts.told import ToldGroup, err, out
from assistant.settings import MailSettings, Settings

app = typer.Typer(help=__doc__, cls=ToldGroup, no_args_is_help=True, pretty_exceptions_enable=False)

BY = typer.Option(None, "--by", help="Who makes the change (default: FACTS_USER or your login).")
VERSION = typer.Option(None, "--version", help="Refuse if the fact has changed since this version.")


def _store() -> FactStore:
    try:
        return FactStore(Settings().facts_url)
    except ImportError as error:
        raise FactError(f"FACTS_URL names a database that needs more installed: {error}") from error


def _who(by: Optional[str]) -> str:
    try:
        return by or Settings().facts_user or getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise FactError("Your login has no name: say who you are with --by.") from None


def _language(name: str) -> str:
    if name not in LANGUAGES:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(LANGUAGES)}")
    return name


@app.command("list")
def list_facts(
    status: Optional[Status] = typer.Option(None, help="Only facts of this status."),
    subject: Optional[str] = typer.Option(None, help="Only facts of this subject."),
    expired: bool = typer.Option(False, "--expired", help="Only facts that hold no longer."),
    within: int = typer.Option(
        0, min=0, max=36_500, help="With --expired: or that will not in so many days."
    ),
    language: str = typer.Option("fr", help="Language of the answers shown.", callback=_language),
) -> None:
    """List the facts with their answers."""
    store = _store()
    today = datetime.date.today()
    ends = today + datetime.timedelta(days=within)
    chosen = [
        each
        for each in store.all().values()
        if status in (None, each.record.status)
        and subject in (None, each.record.subject)
        and not (expired and holds_until(each.record, ends))
    ]
    out.print(facts_table(chosen, store.wording(today), language, today))


def _print_answers(store: FactStore, record: FactRecord) -> None:
    if record.status is Status.RETIRED:
        out.print(f"{record.id} is retired: nothing of it is shown.")
        return
    wording = store.wording()
    for language in LANGUAGES:
        out.print(f"{language}: {answer_or_why_not(wording, record, language)}")


def _print_waiting(fact_id: str, made: Made) -> bool:
    """Tell that a change waits, where it does."""
    if made.waits:
        out.print(
            f"{fact_id} is shown to people in danger: the change waits until two people have "
            f"approved it at the staff desk."
        )
    return made.waits


@app.command()
def show(fact_id: str) -> None:
    """Show one fact whole: its record, its version and its answers."""
    store = _store()
    stored = store.get(fact_id)
    out.print(write_yaml([stored.record.document()]))
    out.print(f"version {stored.version}")
    _print_answers(store, stored.record)


@app.command("set")
def set_value(
    fact_id: str,
    value: str = typer.Argument(..., help="The new value; YAML for lists and the like."),
    field: Optional[str] = typer.Option(None, help="Another field: answer.fr, value.text.ar, …"),
    source_document: Optional[str] = typer.Option(None, help="Where the new value stands."),
    source_section: Optional[str] = typer.Option(None, help="The section of that document."),
    source_date: Optional[str] = typer.Option(None, help="The date of that document."),
    valid_from: Optional[str] = typer.Option(None, help="The date the value holds from."),
    valid_until: Optional[str] = typer.Option(None, help="The date the value holds until."),
    note: Optional[str] = typer.Option(None, help="Why, for the history."),
    by: Optional[str] = BY,
    version: Optional[int] = VERSION,
) -> None:
    """Set a fact's value (or another field). The next answer shows it."""
    store = _store()
    stored = store.get(fact_id)
    name = value_field(stored.record) if field is None else field
    changes: Dict[str, Any] = {name: typed(fact_id, name, value)}
    if source_document or source_section or source_date:
        old = stored.record.sources[0]
        source = {
            "document": source_document or old.document,
            "section": source_section or old.section,
        }
        changes["sources"] = [{**source, "date": source_date} if source_date else source]
    dates = {"valid_from": valid_from, "valid_until": valid_until}
    changes.update({date: text for date, text in dates.items() if text})
    # What is written was read here: a change of somebody else's meanwhile is not overwritten.
    seen = stored.version if version is None else version
    made = store.change(fact_id, changes, _who(by), version=seen, note=note)
    _print_answers(store, made.record)
    _print_waiting(fact_id, made)


@app.command()
def add(
    file: Path = typer.Argument(..., help="A YAML file with one record, or a list of records."),
    by: Optional[str] = BY,
) -> None:
    """Add new facts from a YAML file: all of them or, if anything is wrong, none."""
    records = read_new_records(file)
    waiting = _store().add_all(records, _who(by))
    for record in records:
        if not _print_waiting(record.id, Made(record, record.id in waiting)):
            out.print(f"{record.id} added.")


@app.command()
def retire(fact_id: str, by: Optional[str] = BY, version: Optional[int] = VERSION) -> None:
    """Stop showing a fact; its history stays."""
    if not _print_waiting(fact_id, _store().retire(fact_id, _who(by), version)):
        out.print(f"{fact_id} retired.")


@app.command()
def confirm(
    fact_id: str,
    note: Optional[str] = typer.Option(None, help="How it was checked, for the history."),
    by: Optional[str] = BY,
) -> None:
    """Note that a fact was checked today and holds."""
    if not _print_waiting(fact_id, _store().confirm(fact_id, _who(by), note)):
        out.print(f"{fact_id} confirmed.")


@app.command()
def waiting() -> None:
    """Show the changes that wait for a second person; they are approved at the staff desk."""
    out.print(waiting_table(_store().waiting().values()))


@app.command()
def withdraw(
    fact_id: str,
    note: Optional[str] = typer.Option(None, help="Why, for the history."),
    by: Optional[str] = BY,
) -> None:
    """Make nothing of the change of a fact that waits for a second person."""
    _store().withdraw(fact_id, _who(by), note)
    out.print(f"{fact_id}: nothing waits any more.")


@app.command("due")
def list_due(
    within: int = typer.Option(SOON, min=0, max=36_500, help="Or will be in so many days."),
    mail: bool = typer.Option(False, "--mail", help="Remind REMINDERS_TO, if anything is due."),
) -> None:
    """List what the staff has to see to: changes that wait, facts that hold no longer or soon, that
    are to be confirmed, or were long not looked at."""
    store = _store()
    today = datetime.date.today()
    found = due(store.all(), set(store.waiting()), today, within)
    out.print(due_table(found, today))
    if mail:
        # SMTPException is an OSError, and told as one.
        out.print(f"{remind(found, MailSettings())} reminded.")


@app.command()
def history(fact_id: Optional[str] = typer.Argument(None)) -> None:
    """Show every change: who, when, before, after."""
    store = _store()
    rows = store.history(fact_id)
    if fact_id and not rows:
        store.get(fact_id)  # says that there is none
    out.print(history_table(rows))


@app.command()
def check(
    folder: Optional[Path] = typer.Option(None, help="Check these files, not the database."),
) -> None:
    """Check that every reply can be written, on any day, in every language; warn of facts that
    hold no longer."""
    if folder:
        records = read_records(folder)
        problems = sentences(problems_of(records, Phrases(Settings().phrases_dir)))
    else:
        store = _store()
        records = {fact: stored.record for fact, stored in store.all().items()}
        problems = store.check() if records else ["There are no facts yet: 'facts load'."]
    if problems:
        raise WrongRecords(problems)
    today = datetime.date.today()
    for record in records.values():
        if not holds_until(record, today):
            err.print(
                f"Warning: {record.id} held until {record.valid_until}: set its new value and "
                f"its new dates, or retire it.",
                style="yellow",
            )
    out.print(f"{len(records)} facts, each written in {', '.join(LANGUAGES)}.")


@app.command()
def load(
    folder: Optional[Path] = typer.Argument(None, help="Default: data/facts."),
    take_files_for: List[str] = typer.Option(
        [], help="A fact for which the file's record replaces the staff's (may be repeated)."
    ),
    by: Optional[str] = BY,
) -> None:
    """Take the records of YAML files: new ones and those nobody touched here."""
    records = read_records(folder or Settings().facts_dir)
    result = _store().load(records, _who(by), take_files_for)
    out.print(
        f"{len(result.added)} added, {len(result.updated)} updated, "
        f"{len(result.unchanged)} unchanged, {len(result.differing)} kept as changed here."
    )
    for fact in result.waiting:
        out.print(f"{fact} is shown to people in danger: its change waits for two people.")
    for fact, (ours, theirs) in result.differing.items():
        out.print(f"\n{fact} differs (- here, + in the file):")
        out.print(difference(ours, theirs))


@app.command("import")
def import_file(
    file: Path = typer.Argument(..., help="A spreadsheet (.xlsx) or YAML."),
    only_check: bool = typer.Option(False, "--check", help="Take nothing, tell what would be."),
    note: Optional[str] = typer.Option(None, help="Why, for the history."),
    by: Optional[str] = BY,
) -> None:
    """Take the facts of a file, new ones and changed ones: all or, if any row is wrong, none."""
    who = _who(by)
    result = take_file(_store(), file.read_bytes(), file.name, who, note, only_check=only_check)
    out.print(
        f"{len(result.added)} added, {len(result.changed)} changed, "
        f"{len(result.unchanged)} unchanged, {len(result.waiting)} wait for two people."
    )


@app.command()
def export(
    target: Path = typer.Argument(..., help="A folder for YAML files, or a file named ….xlsx."),
) -> None:
    """Write all facts: as YAML, one file a subject, or as a spreadsheet."""
    stored = list(_store().all().values())
    if target.suffix == SPREADSHEET:
        target.write_bytes(write_sheet(stored))
        out.print(str(target))
        return
    for path in write_records([item.record for item in stored], target):
        out.print(str(path))


if __name__ == "__main__":
    app()
