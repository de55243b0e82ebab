"""Gives the last answer again, in the language spoken now."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionRepeat(Action):
    """Gives the last answer again, in the language spoken now."""

    def name(self) -> Text:
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        fact, writer = context.memory(tracker).fact, context.replies(tracker)
        reply = writer.fact(fact) if fact else writer.topics()
        return context.utter(dispatcher, tracker, reply)
