"""Answers questions and follow-ups from the fact store."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context


class ActionAnswer(Action):
    """Answers questions and follow-ups from the fact store."""

    def name(self) -> Text:
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        writer = context.replies(tracker)
        reply = writer.to_questions(context.questions(tracker), context.memory(tracker))
        return context.utter(dispatcher, tracker, reply)
