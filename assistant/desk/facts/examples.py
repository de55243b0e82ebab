"""How people ask for a new fact: filed with the examples that the staff accepted."""

from typing import Dict, List, Sequence, Tuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from assistant.examples.blocks import Block
from assistant.examples.reviewed import Outcome, Reviewed, ReviewedExamples
from assistant.publishing.places import Places
from assistant.settings import ROOT, Settings
from assistant.understanding.question import is_fact

LEARNED = ROOT / "data" / "nlu"
LANGUAGES_ASKED_IN = {
    "fr": _("In French"),
    "en": _("In English"),
    "ar": _("In Arabic"),
    "aeb": _("In Derja"),
}
OUTCOMES: Dict[Outcome, str] = {
    Outcome.KNOWN: gettext_noop("is known already"),
    Outcome.ELSEWHERE: gettext_noop("asks for another fact already: it was not taken"),
    Outcome.TESTED: gettext_noop("is a question of the tests, which must not be learned"),
    Outcome.PERSONAL: gettext_noop("holds something personal: it was not taken"),
    Outcome.UNUSABLE: gettext_noop("cannot be learned from: it was not taken"),
}


class NewExamples:
    """The examples that there are, and how more come to them."""

    def __init__(self) -> None:
        folder = Places(Settings().publishing_dir).reviewed
        self._reviewed = ReviewedExamples(folder, LEARNED)

    @property
    def areas(self) -> List[str]:
        """What people ask about: ``membership``, ``numbers``, …"""
        labels = [label.partition("/") for label in self._reviewed.labels]
        return sorted({intent for intent, _, topic in labels if is_fact(topic)})

    def file(self, area: str, fact_id: str, texts: Sequence[Tuple[str, str]]) -> List[Reviewed]:
        """Accept questions (language, text) as examples of a fact."""
        label = f"{area}/{fact_id}"
        return [self._reviewed.add(Block(label, language), text) for language, text in texts]
