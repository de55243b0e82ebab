"""Tells where the last answer comes from: document, section, date."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionSource(Action):
    """Tells where the last answer comes from: document, section, date."""

    def name(self) -> Text:
        return "action_source"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        reply = context.replies(tracker).source(context.memory(tracker).fact)
        return context.utter(dispatcher, tracker, reply)
