"""Says that a question is out of scope, and offers the nearest known facts."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionOutOfScope(Action):
    """Says that a question is out of scope, and offers the nearest known facts."""

    def name(self) -> Text:
        return "action_out_of_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        reply = context.replies(tracker).to_questions(
            context.questions(tracker), context.memory(tracker)
        )
        return context.utter(dispatcher, tracker, reply)
