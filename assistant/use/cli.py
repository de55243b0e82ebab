"""The ``use`` command: how much the assistant is used, without a word of what was written.

Figures are told of periods that are over, of days once their week is. What is below five is hidden,
and so is what it could be worked out from.
"""

import sys
from typing import List, Optional

import typer
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from assistant.facts.told import ToldGroup, out
from assistant.feedback.store import FeedbackStore
from assistant.settings import Settings, UseSettings
from assistant.shares import Share
from assistant.use.days import today
from assistant.use.figures import Counts, Figures, figures_of
from assistant.use.periods import Period, Unit
from assistant.use.rows import as_csv
from assistant.use.store import UseStore
from assistant.watching.failures import first_line

HIDDEN = "–"


class _Group(ToldGroup):
    """Tells which databases it is that cannot be read."""

    def sentence(self, error: Exception) -> Optional[str]:
        if isinstance(error, SQLAlchemyError):
            reason = first_line(str(getattr(error, "orig", None) or type(error).__name__))
            return f"The databases of use and opinions (USE_URL, FEEDBACK_URL): {reason}."
        return super().sentence(error)


app = typer.Typer(help=__doc__, cls=_Group, no_args_is_help=True, pretty_exceptions_enable=False)
By = typer.Option(Unit.WEEK, help="By day, week or month.")


def _figures() -> Figures:
    settings = UseSettings()
    store, feedback = UseStore(settings.use_url), FeedbackStore(Settings().feedback_url)
    try:
        day = today(settings.zone)
        return figures_of(store, feedback, settings.zone, day, settings.use_days)
    finally:
        store.close()
        feedback.close()


@app.command()
def show(
    by: Unit = By,
    last: int = typer.Option(8, min=1, help="So many of the latest."),
) -> None:
    """Show the figures of the latest periods, side by side."""
    figures = _figures()
    periods = figures.of(by)[-last:]
    table = Table("", *(_title(period) for period in periods))
    _add(table, "messages", figures.messages, periods)
    _add(table, "visitors, each once a day", figures.visitors, periods)
    _add(table, "messages of danger, beside", figures.dangers, periods)
    table.add_row("questions answered", *(_share(figures.answered(each)) for each in periods))
    taken = [figures.taken.get(period) for period in periods]
    table.add_row("ms, median", *(str(each.median) if each else HIDDEN for each in taken))
    table.add_row("ms, 95 of 100", *(str(each.p95) if each else HIDDEN for each in taken))
    for title, counts in {
        "channel": figures.channels.by,
        "language": figures.languages.by,
        "question": figures.questions.by,
        "other message": figures.others.by,
        "opinion": figures.opinions.by,
        "topic": figures.topics,
    }.items():
        table.add_section()
        for name in sorted(counts):
            _add(table, f"{title}: {name}", counts[name], periods)
    out.print(table)


@app.command("csv")
def write_csv(by: Unit = By) -> None:
    """Write all figures as comma-separated values; what is hidden is empty."""
    sys.stdout.write(as_csv(_figures(), by))


def _add(table: Table, title: str, counts: Counts, periods: List[Period]) -> None:
    table.add_row(title, *(str(counts.get(period, HIDDEN)) for period in periods))


def _title(period: Period) -> str:
    return f"{period.first:%Y-%m}" if period.unit is Unit.MONTH else f"{period.first:%m-%d}"


def _share(share: Optional[Share]) -> str:
    return HIDDEN if share is None else str(share)


if __name__ == "__main__":
    app()
