"""``make threshold``: chooses the FallbackClassifier's threshold on ``tests/questions``.

A right answer is worth 1, none 0, and a wrong one costs ``COST_OF_WRONG``: a wrong answer is
worse than none. The threshold with the highest total is printed beside its neighbours; set it
in ``config.yml``.
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

from assistant.launch import model_path
from benchmarks.questions import QUESTIONS_DIR, Asked, read_questions

COST_OF_WRONG = 3.0
THRESHOLDS = np.arange(0.2, 0.96, 0.05)


class Guess(NamedTuple):
    """What the classifier would answer if it always answered."""

    asked: Asked
    label: str
    confidence: float


async def _guess(agent: Agent, asked: Asked) -> Guess:
    parsed = await agent.processor.parse_message(UserMessage(asked.text))
    intent = next(
        entry
        for entry in parsed["intent_ranking"]
        if entry["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME
    )
    label = next(
        entry["label"]
        for entry in parsed["label_ranking"]
        if entry["label"].split("/")[0] == intent["name"]
    )
    return Guess(asked, label, intent["confidence"])


def guesses(agent: Agent, questions: List[Asked]) -> List[Guess]:
    """Guess every question for a fact or out of scope."""

    async def all_of_them() -> List[Guess]:
        return [await _guess(agent, asked) for asked in questions]

    return asyncio.run(all_of_them())


def value(found: List[Guess], threshold: float) -> float:
    """The worth of answering, with a fact, what is at least this sure; a mean a question."""
    worth = 0.0
    for guess in found:
        if guess.label.startswith("ask/") and guess.confidence >= threshold:
            worth += 1.0 if guess.label == guess.asked.label else -COST_OF_WRONG
    return worth / len(found)


def main() -> None:
    """Print the worth of each threshold."""
    configure_structlog(logging.WARNING)
    questions = [
        asked
        for asked in read_questions(QUESTIONS_DIR)
        if asked.label.split("/")[0] in ("ask", "out_of_scope")
    ]
    found = guesses(Agent.load(str(model_path())), questions)
    table = Table("threshold", "value", "facts right", "wrong facts shown")
    for threshold in THRESHOLDS:
        shown = [g for g in found if g.label.startswith("ask/") and g.confidence >= threshold]
        right = sum(guess.label == guess.asked.label for guess in shown)
        facts = sum(asked.label.startswith("ask/") for asked in questions)
        table.add_row(
            f"{threshold:.2f}",
            f"{value(found, threshold):.4f}",
            f"{right / facts:.1%}",
            f"{(len(shown) - right) / len(questions):.1%}",
        )
    console = Console(width=80)
    console.print(table)
    console.print(f"Best: {max(THRESHOLDS, key=lambda t: value(found, t)):.2f}")


if __name__ == "__main__":
    typer.run(main)
