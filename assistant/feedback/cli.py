"""The ``feedback`` command: what visitors think of the answers, for the staff."""

from collections import Counter
from typing import Optional

import typer
from rich.console import Console
from rich.table import Table

from assistant.feedback.store import FeedbackRow, FeedbackStore
from assistant.settings import Settings

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console()


def _thumb(row: FeedbackRow) -> str:
    return "helpful" if row.helpful else "not helpful"


@app.command("list")
def list_feedback(
    fact: Optional[str] = typer.Option(None, help="Only on this fact."),
    comments: bool = typer.Option(False, "--comments", help="Only with a visitor's comment."),
) -> None:
    """List the feedback, newest first."""
    table = Table("when (UTC)", "fact", "language", "opinion", "comment")
    for row in FeedbackStore(Settings().feedback_url).all(fact):
        if row.comment or not comments:
            table.add_row(
                f"{row.at:%Y-%m-%d %H:%M}", row.fact, row.language, _thumb(row), row.comment or ""
            )
    out.print(table)


@app.command()
def facts() -> None:
    """Count the opinions on each fact, the least helpful first."""
    counts = Counter(
        (row.fact, row.helpful) for row in FeedbackStore(Settings().feedback_url).all()
    )
    table = Table("fact", "helpful", "not helpful")
    for fact in sorted({fact for fact, _ in counts}, key=lambda name: -counts[name, False]):
        table.add_row(fact, str(counts[fact, True]), str(counts[fact, False]))
    out.print(table)


if __name__ == "__main__":
    app()
