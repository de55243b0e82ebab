"""``make evaluate``: a table by language and topic, a confusion picture, a page of failures."""

import math
from collections import defaultdict
from typing import Dict, List, Tuple

import typer
from rich.console import Console
from rich.table import Table

from actions.context import store
from assistant.launch import model_path
from assistant.settings import ROOT
from benchmarks.questions import read_questions
from benchmarks.report import write_report
from benchmarks.understanding import Outcome, understand

REPORT_DIR = ROOT / "reports" / "evaluation"
GROUPS = ("fr", "en", "ar", "aeb-Arab", "aeb-Latn")
# Shares of right answers to questions for facts; Derja's are aims of the next issue.
BARS = {"fr": 0.95, "en": 0.95, "ar": 0.92}
Z95 = 1.96


def wilson(right: int, total: int) -> Tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    share = right / total
    centre = (share + Z95**2 / (2 * total)) / (1 + Z95**2 / total)
    margin = (
        Z95
        * math.sqrt(share * (1 - share) / total + Z95**2 / (4 * total**2))
        / (1 + Z95**2 / total)
    )
    return centre - margin, centre + margin


def topic_of(label: str) -> str:
    """The row of the table that a label counts in: a fact's subject, or an intent."""
    intent, _, topic = label.partition("/")
    return f"ask/{topic.split('.')[0]}" if intent == "ask" else intent


def _table(outcomes: List[Outcome]) -> Table:
    counts: Dict[Tuple[str, str], List[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        rows = [topic_of(outcome.asked.label), "every label"]
        if outcome.asked.label.startswith("ask/"):
            rows.append("every fact")
        for row in rows:
            cell = counts[row, outcome.asked.group]
            cell[0] += outcome.right
            cell[1] += 1
    table = Table("topic", *GROUPS, title="Share of right replies")
    for row in sorted({row for row, _ in counts}):
        cells = []
        for group in GROUPS:
            right, total = counts[row, group]
            cells.append(f"{right / total:.1%} ({right}/{total})" if total else "")
        table.add_row(row, *cells)
    return table


def main() -> None:
    """Measure, report, and fail below the bars."""
    console = Console(width=140)
    outcomes = understand(model_path(), store(), read_questions())
    console.print(_table(outcomes))
    refused = [o for o in outcomes if o.asked.label.startswith("out_of_scope")]
    safe = [o for o in outcomes if not o.asked.label.startswith("distress")]
    seconds = sorted(outcome.seconds for outcome in outcomes)
    console.print(
        f"A fact shown to an out-of-scope question: "
        f"{sum(o.wrong_fact for o in refused) / len(refused):.1%}; false alarms of danger: "
        f"{sum(o.understood.startswith('distress') for o in safe) / len(safe):.1%}; "
        f"median time to parse: {1000 * seconds[len(seconds) // 2]:.0f} ms."
    )
    console.print(f"Report: {write_report(outcomes, REPORT_DIR).relative_to(ROOT)}")
    below = []
    for group, bar in BARS.items():
        facts = [o for o in outcomes if o.asked.group == group and o.asked.label.startswith("ask/")]
        right = sum(outcome.right for outcome in facts)
        low, high = wilson(right, len(facts))
        console.print(f"{group}: {right / len(facts):.1%} of facts (95 %: {low:.1%}–{high:.1%})")
        if right / len(facts) < bar:
            below.append(f"{group} is below its bar of {bar:.0%}")
    if below:
        console.print("; ".join(below), style="red")
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
