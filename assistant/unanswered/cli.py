"""The ``unanswered`` command: what visitors asked in vain, and what the staff makes of it."""

import getpass
import time
from typing import Dict, List, NoReturn, Optional, Union

import typer
from rich.console import Console
from rich.table import Table

from assistant.database import now
from assistant.examples.reviewed import ReviewedExamples
from assistant.facts.store import FactStore
from assistant.publishing import aside, trial
from assistant.publishing.active import active, serving_model
from assistant.publishing.places import Places
from assistant.publishing.switching import Kind, switch
from assistant.settings import ROOT, Settings
from assistant.unanswered import grouping_aside
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.filing import LabelProblem, Labels, file
from assistant.unanswered.groups import GROUP_FROM, WEEKS, nearest_facts, summaries
from assistant.unanswered.store import UnansweredStore

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

NLU_DIR = ROOT / "data" / "nlu"
LOOKS_EVERY = 2.0  # seconds
NOT_ACTIVATED = {
    "not_compared": "Nothing was tried that could be activated: see `try` and `compare`.",
    "compared_with_another": "It was compared with another model than the one that serves: `try` again.",
    "worse": "It answers worse than the model that serves: see `compare`. Nothing was changed.",
    "nothing_before": "No model was activated: there is none to go back to.",
    "not_whole": "The model cannot be loaded. Nothing was changed.",
    "not_all_work": "Not every process of Rasa works. Nothing was changed.",
    "not_up": "The model did not come up: the one of before serves again.",
}


def _fail(sentence: str) -> NoReturn:
    err.print(sentence, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def _by(given: Optional[str], settings: Settings) -> str:
    return given or settings.facts_user or getpass.getuser()


def _places() -> Places:
    return Places(Settings().publishing_dir)


def reviewed_examples(settings: Settings) -> ReviewedExamples:
    """What the staff accepted, by the settings."""
    return ReviewedExamples(Places(settings.publishing_dir).reviewed, NLU_DIR)


def labels_known(settings: Settings) -> Labels:
    """The labels that messages may become examples of, by the settings."""
    facts = FactStore(settings.facts_url)
    try:
        asked = {record.id for record in facts.snapshot().records.values() if record.asked}
    finally:
        facts.close()
    return Labels(reviewed_examples(settings).labels, asked)


@app.command("list")
def list_groups(
    singles: bool = typer.Option(False, "--singles", help="Also what was asked once."),
    messages: bool = typer.Option(False, "--messages", help="Every message of each group."),
) -> None:
    """List what waits, the largest group first."""
    store = UnansweredStore(Settings().unanswered_url)
    table = Table("group", "messages", "languages", "why", f"{WEEKS} weeks", "nearest", "asked")
    for one in summaries(store, now().date(), 1 if singles else GROUP_FROM):
        rows = store.of_group(one.first)
        near = nearest_facts(rows)[:1]
        said = [f"{row.id} {row.text}" for row in rows] if messages else [one.shown]
        if one.became_before:
            said.append(f"(like it: {one.became_before.value})")
        cells = [
            str(one.first),
            str(one.messages),
            _counts(one.languages),
            _counts(one.whys),
            " ".join(map(str, one.weeks)),
            near[0].fact if near else "",
            "\n".join(said),
        ]
        table.add_row(*map(_plain, cells))
    left, new = store.number_of_groups(1, GROUP_FROM - 1), store.ungrouped()
    store.close()
    out.print(table)
    out.print(f"{left} asked once, {new} not grouped yet.")


def _counts(counts: Dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _plain(cell: str) -> str:
    return cell.replace("[", r"\[")


@app.command("group")
def group_messages() -> None:
    """Group what was asked in vain: aside, on one thread, where nobody else wants the processor."""
    settings = Settings()
    grouping = grouping_aside.begin(settings)
    if grouping is None:
        _fail("They are being grouped already.")
    if grouping.wait():
        _fail(grouping_aside.said(settings))
    store = UnansweredStore(settings.unanswered_url)
    out.print(f"{store.number_of_groups(GROUP_FROM)} groups wait.")
    store.close()


@app.command("file")
def file_group(
    first: int = typer.Argument(..., help="The group, as `list` names it."),
    became: Became = typer.Argument(..., help="What its messages become."),
    label: Optional[str] = typer.Option(
        None, help="As in data/nlu: forum/imrf.dates, distress/sea."
    ),
    only: List[int] = typer.Option([], help="Only these messages of the group."),
    note: Optional[str] = typer.Option(None, help="What a new fact has to tell."),
    by: Optional[str] = typer.Option(None, help="Who decides it."),
) -> None:
    """Make something of a group; where there is a label, its messages become examples."""
    settings = Settings()
    store = UnansweredStore(settings.unanswered_url)
    waiting = {row.id: row.text for row in store.of_group(first)}
    chosen = {number: text for number, text in waiting.items() if not only or number in only}
    if not chosen:
        _fail(f"No message of group {first} waits.")
    filing = Filing(_by(by, settings), became, label, note)
    known, reviewed = labels_known(settings), reviewed_examples(settings)
    try:
        filed = file(store, reviewed, known, filing, list(chosen), chosen)
    except LabelProblem:
        named = ", ".join(known.of(became)) or "none"
        _fail(f"--label goes with {became.value}: {named}.")
    finally:
        store.close()
    for one in filed.examples:
        where = f" ({one.label})" if one.label else ""
        out.print(f"{one.outcome.value}{where}: {one.text}", markup=False)
    out.print(f"{filed.messages} messages: {became.value}; {filed.accepted} new examples.")


@app.command("try")
def try_accepted(
    wait: bool = typer.Option(False, "--wait", help="Until it is compared, or has failed."),
    stop: bool = typer.Option(False, "--stop", help="Interrupt the one that is under way."),
    by: Optional[str] = typer.Option(None, help="Who tries it."),
) -> None:
    """Train a model aside on what was accepted, and compare it with the one that serves."""
    places = _places()
    if stop:
        out.print("Interrupted." if trial.stop(places) else "None is under way.")
        return
    try:
        trial.begin(places, _by(by, Settings()))
    except aside.Busy:
        out.print("One is under way.")
    said = ""
    while True:
        now_at = trial.current(places)
        if now_at is None:
            _fail("It was not begun.")
        told = f"{now_at.phase.value} {now_at.told}".strip()
        if told != said:
            out.print(told, markup=False)
            said = told
        if not now_at.is_under_way:
            break
        if not wait:
            return
        time.sleep(LOOKS_EVERY)
    if now_at.phase is not trial.Phase.COMPARED:
        _fail(now_at.reason or "It was interrupted: `try` takes it up again.")


@app.command()
def compare(
    changed: bool = typer.Option(False, "--changed", help="Every answer that changed."),
) -> None:
    """Show what the tried model answers otherwise than the one that serves."""
    found = trial.comparison(_places())
    if found is None:
        _fail("Nothing was tried yet.")
    out.print(f"{found.before} → {found.after}", markup=False)
    table = Table("set", "messages", "right", "right then", "won", "lost", "changed", "worse")
    for one in found.sets:
        cells: List[Union[str, int, None]] = [
            one.name, one.total, one.before, one.after, one.won, one.lost, one.changed,
            "worse" if one.worse else "",
        ]  # fmt: skip
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    out.print(table)
    if changed:
        answers = Table("set", "message", "expected", "before", "after", "change")
        for each in found.changed:
            answers.add_row(
                *map(_plain, (each.set, each.text, each.expected, each.before, each.after,
                              each.change.value))
            )  # fmt: skip
        out.print(answers)
    for name in found.missed:
        out.print(f"misses its bar now: {name}", style="red", markup=False)
    out.print("It answers worse." if found.worse else "It may be activated.")


@app.command("activate")
def activate_tried(by: Optional[str] = typer.Option(None, help="Who activates it.")) -> None:
    """Have the tried model serve: each process of Rasa is started again, one after the other."""
    _switch(Kind.ACTIVATE, by)


@app.command("back")
def go_back(by: Optional[str] = typer.Option(None, help="Who goes back.")) -> None:
    """Have the model of before serve again."""
    _switch(Kind.BACK, by)


@app.command()
def state() -> None:
    """Tell which model serves, and how many examples were accepted."""
    settings = Settings()
    places = Places(settings.publishing_dir)
    chosen = active(places)
    out.print(f"Serves: {serving_model(places).name}", markup=False)
    if chosen:
        out.print(f"Activated by {chosen.by}, {chosen.at:%Y-%m-%d %H:%M} UTC.", markup=False)
    out.print(f"Accepted examples: {len(reviewed_examples(settings).all())}")


def _switch(kind: Kind, by: Optional[str]) -> None:
    settings = Settings()
    out.print("Waiting until each process of Rasa serves it …")
    try:
        ended = switch(settings, kind, _by(by, settings))
    except aside.Busy:
        _fail("One is under way.")
    if ended.refused:
        _fail(f"{NOT_ACTIVATED[ended.refused]} {ended.detail}".strip())
    out.print(f"{ended.model} serves.", markup=False)


if __name__ == "__main__":
    app()
