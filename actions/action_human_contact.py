"""Tells how to reach a person."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from assistant.answers.reply import CONTACT


class ActionHumanContact(Action):
    """Tells how to reach a person."""

    def name(self) -> Text:
        return "action_human_contact"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        return context.utter(dispatcher, tracker, context.replies(tracker).fact(CONTACT))
