"""What stands below the answer to who wants a person: ways to one of the office."""

import datetime
from typing import Dict, List, Optional

from assistant.answers.decision import Answer, Decision
from assistant.conversations.names import VISITORS_CHANNELS, WEB, is_in_group
from assistant.facts.errors import FactError
from assistant.facts.needed import CONTACT
from assistant.handover.office import Office
from assistant.handover.words import Wish, Words
from assistant.settings import HandoverSettings, Settings


class Offers:
    """The buttons of a reply that tells how to reach the office.

    Raises:
        FactError: the phrases cannot be read.
    """

    def __init__(self, settings: HandoverSettings) -> None:
        self._offers = settings.callbacks
        self._words = Words(Settings().phrases_dir)
        self._office = Office(settings.office_file)

    def buttons(
        self,
        decision: Decision,
        conversation: str,
        channel: Optional[str],
        language: str,
        moment: datetime.datetime,
    ) -> List[Dict[str, str]]:
        """None where the decision shows something else, where the channel has no way to a person,
        and where others would read what is typed.

        Args:
            moment: now, in UTC without a zone.
        """
        shows_contact = any(
            isinstance(step, Answer) and step.fact == CONTACT for step in decision.steps
        )
        if not (self._offers and shows_contact and channel in VISITORS_CHANNELS):
            return []
        if is_in_group(conversation):
            return []
        live = channel == WEB and self._is_open(moment)
        return self._words.buttons([Wish.LIVE] * live + [Wish.CALLBACK], language)

    def _is_open(self, moment: datetime.datetime) -> bool:
        try:
            return self._office.hours().is_open(moment)
        except FactError:
            return False
