"""``make splitting``: learn when a part of a message is a question, and when a message is taken apart.

The messages of ``training/several.yml`` were written apart from those of
``tests/conversations/several.yml``, which measure; with them go those of ``tests/blind/learning``
and, as messages of one question, the questions for facts of ``tests/questions``.

Each part that a message can be cut into is a case: does the reply to it show a fact that its writer
asked for? A logistic regression over ``features_of_part`` learns to tell. With it, a message that
would be taken apart is a case of the second: is the reply to its parts right, or that to the whole?
Weights, and the thresholds that serve messages of each kind best, go to ``data/splitting.yml``.
"""

import asyncio
import datetime
import logging
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Tuple

import numpy as np
import typer
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.progress import track
from rich.table import Table
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from assistant.answers.decide import decide
from assistant.answers.decision import Memory
from assistant.facts.snapshot import Snapshot
from assistant.model import checked, model_path
from assistant.nlu.classified_questions import as_question
from assistant.nlu.judge import Judge, with_pairs
from assistant.nlu.part_features import features_of_part
from assistant.nlu.properties import PARTS, WHOLE
from assistant.nlu.question_collector import Judges, QuestionCollector
from assistant.understanding.question import Question
from benchmarks.blind import LEARNING, read_blind
from benchmarks.conversations import answered
from benchmarks.knowledge import files_snapshot
from benchmarks.questions import QUESTIONS_DIR, read_questions

MESSAGES = Path(__file__).with_name("several.yml")
PART_THRESHOLDS = [0.1, 0.15, 0.2, 0.25, 0.3]
MESSAGE_THRESHOLDS = [round(step / 20, 2) for step in range(4, 16)]
TOLERANCE = 0.005
# Of the fits against their penalties; chosen by cross-validation on the same messages, as was that
# parts are judged by pairs of features too, and messages by each alone.
PART_STRENGTH, MESSAGE_STRENGTH = 0.05, 0.1
HEADER = """\
# How much each feature of a part (assistant/nlu/part_features.py) and of a message
# (assistant/nlu/message_features.py), scaled, and each pair of them speaks for a question of its
# own, and for taking the message apart: log-odds. Written by `make splitting`; not by hand.
"""
SEVERAL, SOUNDS_SEVERAL, ONE = "several questions", "one that sounds like several", "one question"
KINDS = (SEVERAL, SOUNDS_SEVERAL, ONE)
ALWAYS = Judge(threshold=0.0, bias=0.0, scale={}, weights={})
NEVER = ALWAYS._replace(threshold=1.0)


class Written(NamedTuple):
    """A message, of what kind it is, and the facts it asks for."""

    kind: str
    text: str
    facts: List[str]


class Asked(NamedTuple):
    """A message as the collector sees it when it decides, of what kind it is, and the facts it
    asks for."""

    kind: str
    whole: Dict[str, Any]
    parts: List[Dict[str, Any]]
    facts: List[str]


class Case(NamedTuple):
    """Something to be judged: its features, and whether the answer is yes."""

    features: Dict[str, float]
    yes: bool


def written() -> Iterator[Written]:
    """All messages to learn from."""
    groups = YAML(typ="safe").load(MESSAGES.read_text(encoding="utf-8"))
    for item in (item for items in groups.values() for item in items):
        kind = SEVERAL if len(item["facts"]) > 1 else SOUNDS_SEVERAL
        yield Written(kind, item["text"], item["facts"])
    blind = read_blind(LEARNING)
    for _, entry in blind.entries("several"):
        yield Written(SEVERAL, entry["text"], entry["facts"])
    for name in ("sounds_double", "names_answered"):
        for _, entry in blind.entries(name):
            yield Written(SOUNDS_SEVERAL, entry["text"], [entry["fact"]])
    for asked in read_questions(QUESTIONS_DIR):
        if asked.fact:
            yield Written(ONE, asked.text, [asked.fact])


def taken_apart(agent: Agent, message: Written) -> Asked:
    """The whole and the parts of a message, as the collector sees them when it decides."""
    parsing = agent.processor.parse_message(UserMessage(message.text), only_output_properties=False)
    parsed = asyncio.run(parsing)
    return Asked(message.kind, parsed.get(WHOLE) or {}, parsed.get(PARTS) or [], message.facts)


def _shown(questions: List[Dict[str, Any]], memory: Memory, snapshot: Snapshot) -> List[str]:
    asked = [Question.parse_obj(question) for question in questions]
    return list(decide(asked, memory, snapshot, datetime.date.today()).shown)


def part_cases(message: Asked, snapshot: Snapshot) -> List[Case]:
    """The parts of a message: whether each asks for a fact that was not shown before."""
    cases = []
    memory = Memory()
    for position, part in enumerate(message.parts):
        after_another = memory.fact is not None
        features = features_of_part(
            part, message.whole, position, len(message.parts), after_another
        )
        question = as_question(part)
        shown = _shown([question], memory, snapshot) if question else []
        asks = bool(shown) and shown[-1] in message.facts and shown[-1] != memory.fact
        cases.append(Case(features, asks))
        if asks:
            memory = Memory(shown[-1])
    return cases


def message_cases(messages: List[Asked], part: Judge, snapshot: Snapshot) -> List[Case]:
    """The messages that are right only taken apart, or only whole."""
    cases = []
    collector = _collector(Judges(part, ALWAYS))
    whole_alone = _collector(Judges(part, NEVER))
    for message in messages:
        features = collector.apart(message.whole, message.parts).features
        if features is not None:
            apart, whole = (_right(message, each, snapshot) for each in (collector, whole_alone))
            if apart != whole:
                cases.append(Case(features, apart))
    return cases


def _collector(judges: Judges) -> QuestionCollector:
    return QuestionCollector(QuestionCollector.get_default_config(), judges)


def _right(message: Asked, collector: QuestionCollector, snapshot: Snapshot) -> bool:
    """Whether the reply is right: of several questions, all answered; of one, that one alone."""
    found = collector.questions_among(message.whole, message.parts)
    shown = _shown(found, Memory(), snapshot)
    return answered(message.facts, shown) if message.kind == SEVERAL else shown == message.facts


def learn_part(cases: List[Case]) -> Judge:
    """A judge by the features and their pairs; an L1 penalty leaves few of them. The threshold is
    still to be chosen."""
    fit = LogisticRegression(
        penalty="l1",
        C=PART_STRENGTH,
        solver="liblinear",
        intercept_scaling=10.0,
        random_state=0,
        max_iter=3000,
    )
    return _fitted(fit, cases, with_pairs)


def learn_message(cases: List[Case]) -> Judge:
    """A judge by the features alone. The threshold is still to be chosen."""
    fit = LogisticRegression(C=MESSAGE_STRENGTH, random_state=0, max_iter=3000)
    return _fitted(fit, cases, dict)


def _fitted(
    fit: LogisticRegression,
    cases: List[Case],
    weighed: Callable[[Dict[str, float]], Dict[str, float]],
) -> Judge:
    names = list(cases[0].features)
    matrix = np.array([[case.features[name] for name in names] for case in cases])
    mean, std = matrix.mean(axis=0), matrix.std(axis=0)
    std[std == 0] = 1.0
    rows = [weighed(dict(zip(names, row))) for row in (matrix - mean) / std]
    fit.fit([list(row.values()) for row in rows], [case.yes for case in cases])
    return Judge(
        threshold=0.5,
        bias=round(float(fit.intercept_[0]), 3),
        scale={
            name: [round(float(m), 3), round(float(s), 3) or 1.0]
            for name, m, s in zip(names, mean, std)
        },
        weights={
            name: round(float(weight), 3)
            for name, weight in zip(rows[0], fit.coef_[0])
            if round(float(weight), 3)
        },
    )


def shares_right(messages: List[Asked], judges: Judges, snapshot: Snapshot) -> Dict[str, float]:
    """The share of right messages of each kind."""
    collector = _collector(judges)
    right: Dict[str, List[bool]] = {}
    for message in messages:
        right.setdefault(message.kind, []).append(_right(message, collector, snapshot))
    return {kind: float(np.mean(each)) for kind, each in right.items()}


def middle_of_the_best(rights: Dict[float, float]) -> float:
    """The middle of the thresholds that are as good as the best, within the tolerance: which of
    them is best is chance. Of two in the middle, the stricter: what was not asked for is worse
    than a question that is asked once more."""
    best = max(rights.values())
    good = sorted(threshold for threshold, right in rights.items() if right >= best - TOLERANCE)
    return good[len(good) // 2]


def learn_both(messages: List[Asked], snapshot: Snapshot) -> Tuple[Judges, Table]:
    """Both judges, with the thresholds that are best for messages of several questions and of one,
    which count alike; and what each pair of thresholds is worth."""
    table = Table("part", "message", *KINDS)
    part = learn_part([case for message in messages for case in part_cases(message, snapshot)])
    best: Tuple[float, Judges] = (0.0, Judges(part, ALWAYS))
    for threshold in track(PART_THRESHOLDS, "Choosing thresholds …"):
        part = part._replace(threshold=threshold)
        message = learn_message(message_cases(messages, part, snapshot))
        means = {}
        for each in MESSAGE_THRESHOLDS:
            judges = Judges(part, message._replace(threshold=each))
            shares = shares_right(messages, judges, snapshot)
            several, *one = (shares.get(kind, 0.0) for kind in KINDS)
            means[each] = (several + float(np.mean(one))) / 2
            told = [f"{shares.get(kind, 0.0):.1%}" for kind in KINDS]
            table.add_row(f"{threshold:.2f}", f"{each:.2f}", *told)
        chosen = Judges(part, message._replace(threshold=middle_of_the_best(means)))
        best = max(best, (max(means.values()), chosen), key=lambda pair: pair[0])
    return best[1], table


def main() -> None:
    """Learn the weights, choose the thresholds, write both."""
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(checked(model_path())))
    to_read = track(list(written()), "Reading messages …")
    messages = [asked for asked in (taken_apart(agent, each) for each in to_read) if asked.parts]
    judges, table = learn_both(messages, files_snapshot())
    path = QuestionCollector.tables_path
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        YAML().dump({name: judge._asdict() for name, judge in judges._asdict().items()}, file)
    console = Console()
    console.print(table)
    console.print(f"{len(messages)} messages that may be taken apart: {path.name} written.")


if __name__ == "__main__":
    typer.run(main)
