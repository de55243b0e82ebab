"""Says that a message was not understood, what can be asked, and how to reach a person."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionFallback(Action):
    """Says that a message was not understood, what can be asked, and how to reach a person."""

    def name(self) -> Text:
        return "action_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        reply = context.replies(tracker).fallback(
            context.questions(tracker)[0], context.memory(tracker)
        )
        return context.utter(dispatcher, tracker, reply)
