"""Says, in each language that is spoken here, which ones they are."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from assistant.facts.languages import LANGUAGES


class ActionOtherLanguage(Action):
    """Says, in each language that is spoken here, which ones they are."""

    def name(self) -> Text:
        return "action_other_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> List[EventType]:
        topic = context.questions(tracker)[0].topic
        replies = [context.replies_in(language).other_language(topic) for language in LANGUAGES]
        joined = replies[0]._replace(text="\n".join(reply.text for reply in replies))
        return context.utter(dispatcher, tracker, joined)
