"""What a model answers on every evaluation set, and to visitors' messages, for a comparison with
another model (``assistant.publishing``): ``python -m benchmarks.answers MODEL FILE``."""

import datetime
import itertools
import re
from pathlib import Path
from typing import Iterator, List, Optional

import typer
from rasa.core.agent import Agent
from scipy.stats import binomtest

from assistant.answers.decision import Decision
from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore
from assistant.model import checked
from assistant.publishing.answers import Answered, Answers
from assistant.publishing.comparison import CHANCE
from assistant.publishing.places import write
from assistant.settings import Settings
from benchmarks import blind, claims
from benchmarks.conversations import HeldTurn
from benchmarks.evaluate import SETS, Evaluated, evaluated
from benchmarks.measures import Measure, Share
from benchmarks.questions import Asked
from benchmarks.understanding import Understood, load, understand

VISITORS = "visitors"
# At the end of what is told; it differs from training to training.
CONFIDENCE = re.compile(r" [01]\.\d\d$")


def shown(decision: Decision) -> str:
    """What a decision does, in a few words that tell it from another."""
    steps = []
    for step in decision.document()["steps"]:
        name = step.pop("step")
        beside = [str(step[key]) for key in ("fact", "verdict", "reason", "topic", "kind", "danger")
                  if step.get(key)]  # fmt: skip
        steps.append(f"{name} {' '.join(beside)}".strip())
    return " + ".join(steps)


def _question(name: str, one: Understood, right: bool, listed: bool = True) -> Answered:
    return Answered(
        set=name,
        group=one.asked.group,
        text=one.asked.text,
        expected=one.asked.label,
        got=shown(one.decision),
        right=right,
        listed=listed,
        danger=one.asked.intent == "distress",
    )


def _turn(name: str, turn: HeldTurn) -> Answered:
    return Answered(
        set=name,
        group=turn.group,
        text=turn.text,
        expected=turn.expected,
        got=" ".join([*turn.said.steps, *turn.said.shown]) or turn.said.intent,
        right=turn.right,
        danger=turn.expected == "danger",
    )


def _told(name: str, told: blind.Told, listed: bool) -> Answered:
    return Answered(
        set=f"{name}: {told.measure}",
        group=told.group,
        text=told.text,
        expected=told.expected,
        got=CONFIDENCE.sub("", told.got),
        right=told.right,
        listed=listed,
        danger="danger" in told.measure,
    )


def of_sets(result: Evaluated) -> Iterator[Answered]:
    """Every answer of an evaluation; of the halves that are held out, whether it is right and no
    more, as nobody is to read them."""
    for name, outcomes in (("questions", result.questions), ("exam", result.exam)):
        for one in outcomes:
            yield _question(name, one, one.right)
    for name, judged in result.claims.items():
        for told in judged:
            right = told.verdict is told.claim.due or (
                told.claim.either_or_none and told.verdict is None
            )
            listed = name != claims.HELD_OUT.name
            yield _question(f"claims, {name}", told.understood, right, listed)
    for turn in result.conversations:
        yield _turn("conversations", turn)
    for turn in result.several:
        yield _turn("several questions", turn)
    for name, of_half in result.blind.items():
        for one_told in of_half:
            if one_told.text:
                yield _told(f"blind, {name}", one_told, name != blind.HELD_OUT.name)


def of_visitors(agent: Agent, snapshot: Snapshot, texts: List[str]) -> Iterator[Answered]:
    """What is decided about visitors' messages, each as the first of a conversation."""
    asked = [Asked("", VISITORS, text) for text in texts]
    for one in understand(agent, snapshot, asked):
        yield Answered(
            set=VISITORS, group=one.reply_language, text=one.asked.text, got=shown(one.decision)
        )


def misses_surely(measure: Measure) -> bool:
    """Whether a measure misses one of its bars by more than chance would: with few messages, one
    answer that differs from training to training is no verdict."""
    worse = "greater" if measure.at_most else "less"
    for group, bar in measure.bars.items():
        share = measure.shares.get(group, Share(0, 0))
        if share.total and binomtest(share.count, share.total, bar, worse).pvalue < CHANCE:
            return True
    return False


def main(
    model: Path,
    file: Path,
    visitors: Optional[Path] = typer.Option(None, help="Visitors' messages, one a line."),
    every: int = typer.Option(1, min=1, help="Ask only every n-th of the questions for facts."),
) -> None:
    """Write what a model answers into a file."""
    path = checked(model)
    steps = itertools.count(1)

    def tell(name: str) -> None:
        typer.echo(f"answering: {name}, {next(steps)} of {len(SETS) + 1}")

    result = evaluated(path, every, tell)
    found = list(of_sets(result))
    texts = visitors.read_text(encoding="utf-8").splitlines() if visitors else []
    if texts:
        tell(VISITORS)
        # Visitors are answered from what the staff keeps.
        store = FactStore(Settings().facts_url)
        found += of_visitors(load(path), store.snapshot(), texts)
        store.close()
    missed = [measure.name for measure in result.measures() if misses_surely(measure)]
    made = Answers(model=path.name, at=datetime.datetime.now(), missed=missed, answers=found)
    write(file, made)


if __name__ == "__main__":
    typer.run(main)
