"""Rasa's responses (``endpoints.yml``), among them help in danger, which is written here."""

import datetime
from typing import Any, Dict, Optional, Text

import structlog
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.answers.remembering import memory_of
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import DANGER_GENERAL, DANGER_INTENT
from assistant.responses.action_calls import check_results_by_one_validator, limit_action_calls
from assistant.responses.help_facts import HelpFacts
from assistant.responses.replies import OTHER_LANGUAGE_INTENT, response
from assistant.settings import Settings
from assistant.understanding.question import questions_of

log = structlog.get_logger(__name__)

INTENTS = {"utter_danger": DANGER_INTENT, "utter_other_language": OTHER_LANGUAGE_INTENT}
GENERAL = DANGER_GENERAL.split(".")[1]


class ResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Writes ``utter_danger`` and ``utter_other_language`` from the facts, and what else there is
    from the domain, as Rasa does.

    It runs in Rasa's process and needs neither the action server nor a database that works.
    """

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig],
        domain: Domain,
        settings: Optional[Settings] = None,
    ) -> None:
        super().__init__(domain.responses)
        settings = settings or Settings()
        limit_action_calls(settings.actions_within)
        check_results_by_one_validator()
        self._help = HelpFacts(settings)

    async def generate(
        self,
        utter_action: Text,
        tracker: DialogueStateTracker,
        output_channel: Text,
        **kwargs: Any,
    ) -> Optional[Dict[Text, Any]]:
        """A response as Rasa's dictionary; what goes with its facts is in ``facts``."""
        written = None
        if utter_action in INTENTS:
            written = await self._written(utter_action, tracker)
        return written or await super().generate(utter_action, tracker, output_channel, **kwargs)

    async def _written(
        self, utter_action: Text, tracker: DialogueStateTracker
    ) -> Optional[Dict[Text, Any]]:
        snapshot = await self._help.now()
        if snapshot is None:
            return None
        language = tracker.get_slot("language") or LANGUAGES[0]
        today, topic = datetime.date.today(), _topic(tracker)
        newest_first = (event.as_dict() for event in reversed(tracker.events))
        memory = memory_of(newest_first, tracker.get_slot("fact"))
        intent = INTENTS[utter_action]
        # Where the numbers for one kind of danger cannot be written, those for any kind can.
        for kind in (topic, GENERAL) if topic else (None,):
            try:
                return response(intent, kind, memory, snapshot, language, today)
            except Exception:
                log.exception("help.not_written", response=utter_action, kind=kind)
        return None


def _topic(tracker: DialogueStateTracker) -> Optional[str]:
    latest = tracker.latest_message
    questions = questions_of(latest.parse_data) if latest else []
    return questions[0].topic if questions else None
