"""Runs questions through the trained pipeline and the reply's own decisions."""

import asyncio
import datetime
import logging
import time
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from actions.context import phrases
from assistant.answers.question import FOLLOWUPS, Question, questions_of
from assistant.answers.reply import Memory, Replies
from assistant.facts.store import FactStore
from benchmarks.questions import Asked

REFUSED = "(refused)"


class Outcome(NamedTuple):
    """What became of a question: its label, the one understood, the facts that the reply shows,
    and the seconds it took."""

    asked: Asked
    understood: str
    facts: List[str]
    confidence: float
    reply_language: str
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the visitor gets what was asked for.

        Out of scope, any refusal is right; in danger, help of any kind; in small talk and
        follow-ups, the intent with its topic.
        """
        intent = self.asked.label.split("/")[0]
        if intent == "out_of_scope":
            return self.understood.split("/")[0] in ("out_of_scope", REFUSED, "nlu_fallback")
        if intent == "distress":
            return self.understood.split("/")[0] == intent
        if intent == "ask":
            return self.asked.label.partition("/")[2] in self.facts
        return self.understood == self.asked.label

    @property
    def wrong_fact(self) -> bool:
        """Whether a fact was shown that was not asked for, alone or beside the one that was."""
        return any(fact != self.asked.label.partition("/")[2] for fact in self.facts)


def understand(model: Path, store: FactStore, asked: List[Asked]) -> List[Outcome]:
    """Ask every question of a model, each as the first message of a conversation."""
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))
    writers = {
        language: Replies(store, phrases(), language, datetime.date.today())
        for language in ("fr", "en", "ar")
    }
    return asyncio.run(_understand(agent, writers, asked))


async def _understand(
    agent: Agent, writers: Dict[str, Replies], asked: List[Asked]
) -> List[Outcome]:
    outcomes = []
    for question in asked:
        started = time.perf_counter()
        parsed = await agent.processor.parse_message(UserMessage(question.text))
        seconds = time.perf_counter() - started
        language = next((e["value"] for e in parsed["entities"] if e["entity"] == "language"), "fr")
        understood, facts = _understood(parsed, writers[language])
        confidence = parsed["intent"]["confidence"]
        outcomes.append(Outcome(question, understood, facts, confidence, language, seconds))
    return outcomes


def _understood(parsed: Dict[str, Any], writer: Replies) -> Tuple[str, List[str]]:
    """What the first question of a message is understood as, and the facts that are shown."""
    questions = questions_of(parsed)
    question: Question = questions[0]
    facts: List[str] = []
    if question.intent in ("ask", *FOLLOWUPS):
        facts = [fact["id"] for fact in writer.to_questions(questions, Memory()).facts]
    if question.intent == "ask":
        return (f"ask/{facts[0]}" if facts else REFUSED), facts
    label = f"{question.intent}/{question.topic}" if question.topic else str(question.intent)
    return label, facts
