"""Asks what a visitor wants to know who has only told something."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionInform(Action):
    """Asks what a visitor wants to know who has only told something."""

    def name(self) -> Text:
        return "action_inform"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        reply = context.replies(tracker).told(
            context.questions(tracker)[0], context.memory(tracker)
        )
        if reply:
            return context.utter(dispatcher, tracker, reply)
        dispatcher.utter_message(response="utter_ask_more")
        return []
