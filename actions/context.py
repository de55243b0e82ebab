"""What every action does: read the conversation, decide, write, say."""

import datetime
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any, Dict, List, Text

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers.decide import decide
from assistant.answers.decision import Memory
from assistant.answers.remembering import memory_of
from assistant.answers.write import write
from assistant.database import now
from assistant.facts.store import FactStore
from assistant.handover.offering import Offers
from assistant.settings import HandoverSettings, Settings
from assistant.understanding.question import Question, questions_of
from assistant.understanding.said import decision_metadata

log = structlog.get_logger(__name__)

DEFAULT_LANGUAGE = "fr"


@lru_cache(maxsize=1)
def store() -> FactStore:
    """The fact store, opened once."""
    return FactStore(Settings().facts_url)


@lru_cache(maxsize=1)
def offers() -> Offers:
    """The ways to a person of the office, read once."""
    return Offers(HandoverSettings())


def questions(tracker: Tracker) -> List[Question]:
    """The questions of the latest message; one empty one where it was not parsed."""
    latest: Dict[str, Any] = tracker.latest_message
    return questions_of(latest) or [Question(text=latest.get("text") or "")]


def memory(tracker: Tracker) -> Memory:
    """What the conversation remembers."""
    return memory_of(reversed(tracker.events), tracker.get_slot("fact"))


class DecidingAction(Action, ABC):
    """An action that says what is decided about the latest message."""

    @abstractmethod
    def name(self) -> Text:
        """The action's name in the domain."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        today, snapshot = datetime.date.today(), store().snapshot()
        decision = decide(questions(tracker), memory(tracker), snapshot, today)
        language = tracker.get_slot("language") or DEFAULT_LANGUAGE
        reply = write(decision, snapshot, language, today)
        document = decision.document()
        log.info("decision", action=self.name(), language=language, **document)
        # What goes with the reply travels as the event's metadata; channels of text leave it unread.
        details = decision_metadata(document, reply.facts)
        channel = tracker.get_latest_input_channel()
        ways = offers().buttons(decision, tracker.sender_id, channel, language, now())
        buttons = [*reply.buttons, *ways]
        dispatcher.utter_message(text=reply.text, buttons=buttons or None, **details)
        fact = decision.memory.fact
        return [] if fact == tracker.get_slot("fact") else [SlotSet("fact", fact)]
