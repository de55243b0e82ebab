"""Runs questions through the trained pipeline and the assistant's own decisions."""

import asyncio
import datetime
import logging
import time
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Sequence

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from assistant.answers.decide import decide
from assistant.answers.decision import Answer, Decision, Memory, OutOfScope, Refusal
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import HUMAN_CONTACT, Question, questions_of
from benchmarks.questions import Asked

REFUSED = "(refused)"


class Understood(NamedTuple):
    """What became of a question: what it was understood as, what was decided, and the seconds
    it took."""

    asked: Asked
    intent: str
    topic: str
    decision: Decision
    confidence: float
    reply_language: str
    seconds: float

    @property
    def label(self) -> str:
        """The label understood; where a question for a fact shows none, that it was refused. A wish
        for a person is one, whatever the reply to it shows."""
        if self.intent == HUMAN_CONTACT:
            return self.intent
        if self.answers and self.decision.shown:
            return f"{self.intent}/{self.decision.shown[0]}"
        if self.answers:
            return REFUSED
        return f"{self.intent}/{self.topic}" if self.topic else self.intent

    @property
    def answers(self) -> bool:
        """Whether it was taken for a question, rather than for danger or small talk."""
        kinds = (Answer, Refusal)
        return self.asked.fact is not None or any(isinstance(s, kinds) for s in self.decision.steps)

    @property
    def right(self) -> bool:
        """Whether the visitor gets what was asked for.

        Out of scope, any refusal is right; in danger, help of any kind; in small talk and
        follow-ups, the intent with its topic.
        """
        if self.asked.fact:
            return self.asked.fact in self.decision.shown
        if self.asked.intent == "out_of_scope":
            refused = any(isinstance(s, (Refusal, OutOfScope)) for s in self.decision.steps)
            return not self.decision.shown and (refused or self.intent == "nlu_fallback")
        if self.asked.intent == "distress":
            return self.intent == "distress"
        return self.label == self.asked.label

    @property
    def facts(self) -> List[str]:
        """The facts shown; those of danger and of how to reach a person are no answers."""
        return [step.fact for step in self.decision.steps if isinstance(step, Answer)]

    @property
    def wrong_fact(self) -> bool:
        """Whether a fact was shown that was not asked for, alone or beside the one that was."""
        of_questions = [fact for fact in self.facts if self.intent != "human_contact"]
        return any(fact != self.asked.fact for fact in of_questions)

    @property
    def gives_verdict(self) -> bool:
        """Whether a "yes" or a "no" stands before an answer."""
        return any(isinstance(s, Answer) and s.verdict for s in self.decision.steps)

    @property
    def one_tap_away(self) -> bool:
        """Whether the fact that was asked for is among the questions offered."""
        return self.asked.fact in self.decision.offers

    @property
    def refused_for(self) -> List[str]:
        """The reasons of the refusals."""
        reasons = [s.reason.value for s in self.decision.steps if isinstance(s, Refusal)]
        return reasons + [str(s.topic) for s in self.decision.steps if isinstance(s, OutOfScope)]


def load(model: Path) -> Agent:
    """The trained model, to parse with, quietly."""
    configure_structlog(logging.WARNING)
    return Agent.load(str(model))


def understand(agent: Agent, snapshot: Snapshot, asked: Sequence[Asked]) -> List[Understood]:
    """Ask every question of a model, each as the first message of a conversation."""
    return asyncio.run(_understand(agent, snapshot, asked))


async def _understand(agent: Agent, snapshot: Snapshot, asked: Sequence[Asked]) -> List[Understood]:
    return [await _understood(agent, snapshot, question) for question in asked]


async def _understood(agent: Agent, snapshot: Snapshot, asked: Asked) -> Understood:
    started = time.perf_counter()
    parsed: Dict[str, Any] = await agent.processor.parse_message(UserMessage(asked.text))
    seconds = time.perf_counter() - started
    spoken = (e["value"] for e in parsed["entities"] if e["entity"] == "language")
    questions: List[Question] = questions_of(parsed)
    decision = decide(questions, Memory(), snapshot, datetime.date.today())
    first = questions[0]
    return Understood(
        asked,
        str(first.intent),
        first.topic or "",
        decision,
        parsed["intent"]["confidence"],
        next(spoken, "fr"),
        seconds,
    )
