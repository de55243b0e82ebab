"""What every action needs: the store, the conversation's language, its questions."""

import datetime
from functools import lru_cache
from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers.phrases import Phrases
from assistant.answers.question import Question, questions_of
from assistant.answers.reply import Memory, Replies, Reply
from assistant.facts.store import FactStore
from assistant.settings import Settings

DEFAULT_LANGUAGE = "fr"


@lru_cache(maxsize=1)
def store() -> FactStore:
    """The fact store, opened once."""
    return FactStore(Settings().facts_url)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases, read once."""
    return Phrases(Settings().phrases_dir)


def replies(tracker: Tracker) -> Replies:
    """A writer of replies in the conversation's language, as of today."""
    return replies_in(tracker.get_slot("language") or DEFAULT_LANGUAGE)


def replies_in(language: str) -> Replies:
    """A writer of replies in a language, as of today."""
    return Replies(store(), phrases(), language, datetime.date.today())


def questions(tracker: Tracker) -> List[Question]:
    """The questions of the latest message; one empty one where it was not parsed."""
    latest: Dict[str, Any] = tracker.latest_message
    return questions_of(latest) or [Question(text=latest.get("text") or "")]


def memory(tracker: Tracker) -> Memory:
    """What the conversation remembers."""
    return Memory(tracker.get_slot("fact"), tracker.get_slot("clarifying"))


def utter(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply) -> List[EventType]:
    """Say a reply; remember what changed by it (events are kept few)."""
    # What goes with the facts travels as the event's metadata; channels of text leave it unread.
    details = {"facts": reply.facts} if reply.facts else {}
    dispatcher.utter_message(text=reply.text, buttons=reply.buttons or None, **details)
    before = memory(tracker)
    events: List[EventType] = []
    if reply.fact not in (None, before.fact):
        events.append(SlotSet("fact", reply.fact))
    if reply.clarifying != before.clarifying:
        events.append(SlotSet("clarifying", reply.clarifying))
    return events
