"""``make evaluate``: tables, pictures, and a page with every failure.

``tests/questions`` helped to choose settings; ``tests/exam`` was written by other hands, who saw
neither the assistant nor its data, and chose none. The bars hold for both together; each is shown.
"""

from collections import defaultdict
from typing import Dict, List, Tuple

import typer
from rich.console import Console
from rich.table import Table

from actions.context import store
from assistant.launch import model_path
from assistant.settings import ROOT
from benchmarks.conversations import ask_several, hold_conversations
from benchmarks.in_process import InProcessAssistant
from benchmarks.measures import GROUPS, Measure, Share, of_questions, of_turns
from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, Asked, read_questions
from benchmarks.report import write_report
from benchmarks.understanding import Outcome, understand

REPORT_DIR = ROOT / "reports" / "evaluation"


def topic_of(label: str) -> str:
    """The row of the table that a label counts in: a fact's subject, or an intent."""
    intent, _, topic = label.partition("/")
    return f"ask/{topic.split('.')[0]}" if intent == "ask" else intent


def topic_table(outcomes: List[Outcome]) -> Table:
    """Right replies by topic and language."""
    counts: Dict[Tuple[str, str], List[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        cell = counts[topic_of(outcome.asked.label), outcome.asked.group]
        cell[0] += outcome.right
        cell[1] += 1
    table = Table("topic", *GROUPS, title="Right replies by topic")
    for row in sorted({row for row, _ in counts}):
        shares = [Share(*counts[row, group]) for group in GROUPS]
        table.add_row(
            row, *[f"{s.value:.0%} ({s.count}/{s.total})" if s.total else "" for s in shares]
        )
    return table


def measure_table(title: str, measures: List[Measure]) -> Table:
    """Measures by language, with 95 % intervals."""
    table = Table("measure", *GROUPS, "all", title=title)
    for measure in measures:
        cells = [str(measure.shares.get(group, Share(0, 0))) for group in (*GROUPS, "all")]
        table.add_row(measure.name, *cells)
    return table


def sample(questions: List[Asked], every: int) -> List[Asked]:
    """Every n-th of the questions for facts, which are most; all others, whose shares are small
    and told by few."""
    facts = [asked for asked in questions if asked.label.startswith("ask/")]
    kept = set(facts[::every])
    return [asked for asked in questions if asked in kept or not asked.label.startswith("ask/")]


def main(
    every: int = typer.Option(1, min=1, help="Ask only every n-th of the questions for facts."),
) -> None:
    """Measure, report, and fail below the bars."""
    console = Console(width=150)
    model = model_path()
    outcomes, exam = (
        understand(model, store(), sample(read_questions(folder), every))
        for folder in (QUESTIONS_DIR, EXAM_DIR)
    )
    assistant = InProcessAssistant(model)
    conversations = hold_conversations(assistant, store())
    several = ask_several(assistant, store())
    double = [turn for turn in several if "+" in turn.expected]
    single = [turn for turn in several if "+" not in turn.expected]
    measures = [
        *of_questions([*outcomes, *exam]),
        of_turns("conversation turns right", conversations, {"all": 0.90}),
        of_turns("several questions all answered", double, {"all": 0.82}),
        of_turns("one question that sounds like two", single, {"all": 0.78}),
    ]
    console.print(topic_table(outcomes))
    console.print(measure_table("All questions and conversations", measures))
    console.print(measure_table("tests/questions alone", of_questions(outcomes)))
    console.print(measure_table("tests/exam alone", of_questions(exam)))
    seconds = sorted(outcome.seconds for outcome in outcomes)
    console.print(f"Median time to parse a message: {1000 * seconds[len(seconds) // 2]:.0f} ms.")
    page = write_report(outcomes, exam, [*conversations, *several], REPORT_DIR)
    console.print(f"Report: {page.relative_to(ROOT)}")
    missed = [failure for measure in measures for failure in measure.failures()]
    if missed:
        console.print("\n".join(missed), style="red")
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
