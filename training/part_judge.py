"""``make splitting``: learn from messages of several questions when a part of one is a question.

The messages of ``training/several.yml`` were written apart from those of
``tests/conversations/several.yml``, which measure. Each part that they can be cut into is a case: does the reply to
it show a fact that its writer asked for? A logistic regression over ``part_judge.features_of``
learns to tell; its weights and the threshold that serves messages of one question and of several
best go to ``data/part_judge.yml``.
"""

import asyncio
import datetime
import logging
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple

import numpy as np
import typer
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from assistant.answers.decide import decide
from assistant.answers.decision import Decision, Memory
from assistant.facts.snapshot import Snapshot
from assistant.model import checked, model_path
from assistant.nlu.classified_questions import as_question
from assistant.nlu.part_judge import PartJudge, features_of, with_pairs
from assistant.nlu.properties import PARTS, WHOLE
from assistant.nlu.question_collector import QuestionCollector
from assistant.understanding.question import Question
from benchmarks.conversations import answered
from benchmarks.knowledge import files_snapshot

MESSAGES = Path(__file__).with_name("several.yml")
THRESHOLDS = [round(step / 20, 2) for step in range(2, 14)]
TOLERANCE = 0.01
STRENGTH = 0.05  # of the fit against the penalty; chosen by cross-validation on the same messages
HEADER = """\
# How much each feature of a part (assistant/nlu/part_judge.py), scaled, and each pair of them
# speaks for a question of its own: log-odds. Written by `make splitting`; not by hand.
"""


class SeveralAsked(NamedTuple):
    """A message as the collector sees it when it decides, and the facts it asks for."""

    whole: Dict[str, Any]
    parts: List[Dict[str, Any]]
    facts: List[str]


class Case(NamedTuple):
    """A part of a message: its features, and whether it asks for something of its own."""

    features: Dict[str, float]
    asks: bool


def _taken_apart(agent: Agent, text: str) -> Tuple[Dict[str, Any], List[Dict[str, Any]]]:
    """The whole and the parts, as the collector sees them when it decides."""
    message = UserMessage(text)
    parsed = asyncio.run(agent.processor.parse_message(message, only_output_properties=False))
    return parsed.get(WHOLE) or {}, parsed.get(PARTS) or []


def _decided(questions: List[Dict[str, Any]], memory: Memory, snapshot: Snapshot) -> Decision:
    asked = [Question.parse_obj(question) for question in questions]
    return decide(asked, memory, snapshot, datetime.date.today())


def cases_of(message: SeveralAsked, snapshot: Snapshot) -> List[Case]:
    """The cases of a message whose writer asked for these facts."""
    whole, parts, facts = message
    cases = []
    memory = Memory()
    for position, part in enumerate(parts):
        features = features_of(part, whole, position, len(parts), memory.fact is not None)
        question = as_question(part)
        shown = _decided([question], memory, snapshot).shown if question else ()
        asks = bool(shown) and shown[-1] in facts and shown[-1] != memory.fact
        cases.append(Case(features, asks))
        if asks:
            memory = Memory(shown[-1])
    return cases


def learn(cases: List[Case]) -> PartJudge:
    """A logistic regression over the features and their pairs; an L1 penalty leaves few of them.
    The threshold is still to be chosen."""
    names = list(cases[0].features)
    matrix = np.array([[case.features[name] for name in names] for case in cases])
    mean, std = matrix.mean(axis=0), matrix.std(axis=0)
    std[std == 0] = 1.0
    pairs = [with_pairs(dict(zip(names, row))) for row in (matrix - mean) / std]
    fitted = LogisticRegression(
        penalty="l1",
        C=STRENGTH,
        solver="liblinear",
        intercept_scaling=10.0,
        random_state=0,
        max_iter=3000,
    ).fit([list(values.values()) for values in pairs], [case.asks for case in cases])
    return PartJudge(
        threshold=0.5,
        bias=round(float(fitted.intercept_[0]), 3),
        scale={
            name: [round(float(m), 3), round(float(s), 3) or 1.0]
            for name, m, s in zip(names, mean, std)
        },
        weights={
            name: round(float(weight), 3)
            for name, weight in zip(pairs[0], fitted.coef_[0])
            if round(float(weight), 3)
        },
    )


def share_right(messages: List[SeveralAsked], candidate: PartJudge, snapshot: Snapshot) -> float:
    """The share of the messages that are right: of several questions, all answered; of one, that
    one alone."""
    right = []
    collector = QuestionCollector(QuestionCollector.get_default_config(), candidate)
    for message in messages:
        found = collector.questions_among(message.whole, message.parts)
        shown = list(_decided(found, Memory(), snapshot).shown)
        several = len(message.facts) > 1
        right.append(answered(message.facts, shown) if several else shown == message.facts)
    return float(np.mean(right))


def middle_of_the_best(rights: Dict[float, float]) -> float:
    """The middle of the thresholds that are as good as the best, within the tolerance: which of
    them is best is chance. Of two in the middle, the stricter: what was not asked for is worse
    than a question that is asked once more."""
    best = max(rights.values())
    good = sorted(threshold for threshold, right in rights.items() if right >= best - TOLERANCE)
    return good[len(good) // 2]


def main() -> None:
    """Learn the weights, choose the threshold, write both."""
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(checked(model_path())))
    snapshot = files_snapshot()
    messages = [
        SeveralAsked(*_taken_apart(agent, item["text"]), item["facts"])
        for items in YAML(typ="safe").load(MESSAGES.read_text(encoding="utf-8")).values()
        for item in items
    ]
    messages = [message for message in messages if message.parts]
    cases = [case for message in messages for case in cases_of(message, snapshot)]
    judge = learn(cases)
    table = Table("threshold", "right")
    rights = {}
    for threshold in THRESHOLDS:
        rights[threshold] = share_right(messages, judge._replace(threshold=threshold), snapshot)
        table.add_row(f"{threshold:.2f}", f"{rights[threshold]:.1%}")
    chosen = middle_of_the_best(rights)
    path = QuestionCollector.tables_path
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        YAML().dump(judge._replace(threshold=chosen)._asdict(), file)
    asked = sum(case.asks for case in cases)
    console = Console()
    console.print(table)
    console.print(f"{len(cases)} parts, {asked} of them questions: {path.name} written.")


if __name__ == "__main__":
    typer.run(main)
