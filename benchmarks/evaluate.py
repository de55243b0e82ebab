"""``make evaluate``: tables, pictures, and a page with every failure.

``tests/questions`` helped to choose settings; ``tests/exam`` was written by other hands, who saw
neither the assistant nor its data, and chose none. The bars hold for both together; each is shown.
"""

from collections import defaultdict
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Tuple

import typer
from rich.console import Console
from rich.table import Table

from assistant.model import model_path
from assistant.settings import ROOT
from assistant.shares import Share
from benchmarks import blind
from benchmarks.claims import (
    BARS,
    FLOORS,
    HELD_OUT,
    LEARNING,
    ToldClaim,
    judge_claims,
    of_claims,
    read_claims,
)
from benchmarks.conversations import HeldTurn, ask_several, hold_conversations
from benchmarks.in_process import InProcessAssistant
from benchmarks.knowledge import facts_of_files, files_snapshot
from benchmarks.measures import GROUPS, Measure, of_questions, of_turns
from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, Asked, read_questions
from benchmarks.report import write_report
from benchmarks.understanding import Understood, load, understand

REPORT_DIR = ROOT / "reports" / "evaluation"
# In the order in which a model is asked them.
SETS = ("questions", "exam", "claims", "blind", "conversations")


def topic_table(outcomes: List[Understood]) -> Table:
    """Right replies by intent and language."""
    counts: Dict[Tuple[str, str], List[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        cell = counts[outcome.asked.intent, outcome.asked.group]
        cell[0] += outcome.right
        cell[1] += 1
    table = Table("intent", *GROUPS, title="Right replies by intent")
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
    facts = [asked for asked in questions if asked.fact]
    kept = set(facts[::every])
    return [asked for asked in questions if asked in kept or not asked.fact]


class Evaluated(NamedTuple):
    """What a model made of every set; claims and blind messages by the halves' names."""

    questions: List[Understood]
    exam: List[Understood]
    claims: Dict[str, List[ToldClaim]]
    conversations: List[HeldTurn]
    several: List[HeldTurn]
    blind: Dict[str, List[blind.Told]]

    def of_all(self) -> List[Measure]:
        """The measures over questions and conversations."""
        double = [turn for turn in self.several if "+" in turn.expected]
        single = [turn for turn in self.several if "+" not in turn.expected]
        return [
            *of_questions([*self.questions, *self.exam]),
            of_turns("conversation turns right", self.conversations, {"all": 0.90}),
            of_turns("several questions all answered", double, {"all": 0.82}),
            of_turns("one question that sounds like two", single, {"all": 0.78}),
        ]

    def of_claims(self) -> Dict[str, List[Measure]]:
        """The measures over claims, by the half's name."""
        bars = {LEARNING.name: BARS, HELD_OUT.name: FLOORS}
        return {name: of_claims(judged, bars[name]) for name, judged in self.claims.items()}

    def of_blind(self) -> Dict[str, List[Measure]]:
        """The measures over blind messages, by the half's name."""
        return {name: blind.of_told(told, blind.BARS) for name, told in self.blind.items()}

    def measures(self) -> List[Measure]:
        """All measures."""
        judged = [*self.of_claims().values(), *self.of_blind().values()]
        return [*self.of_all(), *(measure for of_set in judged for measure in of_set)]


def evaluated(
    model: Path, every: int = 1, tell: Callable[[str], None] = lambda _: None
) -> Evaluated:
    """Ask a model everything; ``tell`` is told each set as it begins."""
    snapshot, agent = files_snapshot(), load(model)
    names = iter(SETS)
    tell(next(names))
    questions = understand(agent, snapshot, sample(read_questions(QUESTIONS_DIR), every))
    tell(next(names))
    exam = understand(agent, snapshot, sample(read_questions(EXAM_DIR), every))
    tell(next(names))
    claims = {
        folder.name: judge_claims(agent, snapshot, read_claims(folder))
        for folder in (LEARNING, HELD_OUT)
    }
    tell(next(names))
    halves = {half: blind.read_blind(half) for half in (blind.LEARNING, blind.HELD_OUT)}
    told = {half: blind.tell_singles(agent, snapshot, of) for half, of in halves.items()}
    tell(next(names))
    with facts_of_files():
        assistant = InProcessAssistant(model)
        conversations = hold_conversations(assistant)
        several = ask_several(assistant)
        for half, of in halves.items():
            told[half] += blind.tell_several(assistant, of)
            told[half] += blind.tell_conversations(assistant, of)
    of_blind = {half.name: told[half] for half in halves}
    return Evaluated(questions, exam, claims, conversations, several, of_blind)


def main(
    every: int = typer.Option(1, min=1, help="Ask only every n-th of the questions for facts."),
) -> None:
    """Measure, report, and fail below the bars."""
    console = Console(width=150)
    result = evaluated(model_path(), every)
    console.print(topic_table(result.questions))
    console.print(measure_table("All questions and conversations", result.of_all()))
    console.print(measure_table("tests/questions alone", of_questions(result.questions)))
    console.print(measure_table("tests/exam alone", of_questions(result.exam)))
    for name, of_set in result.of_claims().items():
        console.print(measure_table(f"tests/claims/{name}", of_set))
    for name, of_half in result.of_blind().items():
        console.print(measure_table(f"tests/blind/{name}", of_half))
    seconds = sorted(outcome.seconds for outcome in result.questions)
    console.print(f"Median time to parse a message: {1000 * seconds[len(seconds) // 2]:.0f} ms.")
    turns = [*result.conversations, *result.several]
    page = write_report(result.questions, result.exam, turns, REPORT_DIR)
    console.print(f"Report: {page.relative_to(ROOT)}")
    missed = [failure for measure in result.measures() for failure in measure.failures()]
    if missed:
        console.print("\n".join(missed), style="red")
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
