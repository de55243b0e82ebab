"""Gives a person in danger the numbers to call, before anything else."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionDanger(Action):
    """Gives a person in danger the numbers to call, before anything else."""

    def name(self) -> Text:
        return "action_danger"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        reply = context.replies(tracker).danger(context.questions(tracker)[0].topic)
        return context.utter(dispatcher, tracker, reply)
