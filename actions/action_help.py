"""Offers the topics as buttons."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionHelp(Action):
    """Offers the topics as buttons."""

    def name(self) -> Text:
        return "action_help"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        return context.utter(dispatcher, tracker, context.replies(tracker).topics())
