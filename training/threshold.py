"""``make threshold``: chooses the FallbackClassifier's threshold on ``tests/questions``.

A wrong answer is worse than none, so the threshold is the highest one at which still
``LEAST_RIGHT`` of the questions for facts get theirs. It is printed beside its neighbours; set
it in ``config.yml``.
"""

import asyncio
import logging
from typing import List, NamedTuple

import numpy as np
import typer
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table

from assistant.model import checked, model_path
from assistant.nlu.properties import asks_fact, split_label
from benchmarks.questions import QUESTIONS_DIR, Asked, read_questions

LEAST_RIGHT = 0.96
THRESHOLDS = np.arange(0.2, 0.96, 0.05)


class Guess(NamedTuple):
    """What the classifier would answer if it always answered."""

    asked: Asked
    label: str
    confidence: float


async def _guess(agent: Agent, asked: Asked) -> Guess:
    parsed = await agent.processor.parse_message(
        UserMessage(asked.text), only_output_properties=False
    )
    intent = next(
        entry
        for entry in parsed["intent_ranking"]
        if entry["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME
    )
    label = next(
        entry["label"]
        for entry in parsed["label_ranking"]
        if split_label(entry["label"])[0] == intent["name"]
    )
    return Guess(asked, label, intent["confidence"])


def guesses(agent: Agent, questions: List[Asked]) -> List[Guess]:
    """Guess every question for a fact or out of scope."""

    async def all_of_them() -> List[Guess]:
        return [await _guess(agent, asked) for asked in questions]

    return asyncio.run(all_of_them())


class Worth(NamedTuple):
    """What a threshold gives: the shares of facts that are answered right, and of all questions
    that are shown a wrong one."""

    threshold: float
    right: float
    wrong: float


def worth(found: List[Guess], threshold: float) -> Worth:
    """What comes of showing each fact that is at least this sure."""
    shown = [g for g in found if asks_fact(g.label) and g.confidence >= threshold]
    right = sum(guess.label == guess.asked.label for guess in shown)
    facts = sum(asks_fact(guess.asked.label) for guess in found)
    return Worth(threshold, right / facts, (len(shown) - right) / len(found))


def choose(worths: List[Worth]) -> Worth:
    """The highest threshold with enough right answers; the lowest where none has enough."""
    enough = [each for each in worths if each.right >= LEAST_RIGHT]
    return max(enough) if enough else min(worths)


def main() -> None:
    """Print the worth of each threshold."""
    configure_structlog(logging.WARNING)
    questions = [
        asked
        for asked in read_questions(QUESTIONS_DIR)
        if asks_fact(asked.label) or split_label(asked.label)[0] == "out_of_scope"
    ]
    found = guesses(Agent.load(str(checked(model_path()))), questions)
    worths = [worth(found, float(threshold)) for threshold in THRESHOLDS]
    table = Table("threshold", "facts right", "wrong facts shown")
    for each in worths:
        table.add_row(f"{each.threshold:.2f}", f"{each.right:.1%}", f"{each.wrong:.1%}")
    console = Console(width=80)
    console.print(table)
    console.print(f"Chosen: {choose(worths).threshold:.2f}")


if __name__ == "__main__":
    typer.run(main)
