"""What a group becomes, as somebody says it in one sitting."""

from typing import Any, Dict, List, Mapping, Optional, Tuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assistant.desk.templatetags.desk import page_language
from assistant.desk.unanswered.words import word
from assistant.facts.record import FactRecord
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.filing import Labels

LONGEST_NOTE = 1000
NOTHING_CHOSEN = ("", "—")
# The field that a choice needs.
NEEDS = {
    Became.EXAMPLE: "fact",
    Became.NEW_FACT: "note",
    Became.OUT_OF_SCOPE: "kind",
    Became.DANGER: "danger",
}


class FilingForm(forms.Form):
    """What the messages of a group become; the fields that the choice needs are read, no others."""

    became = forms.ChoiceField(
        label=_("What does it become?"),
        choices=[(one.value, one.value) for one in Became],
        widget=forms.RadioSelect,
    )
    fact = forms.ChoiceField(label=_("Fact"), required=False)
    area = forms.ChoiceField(
        label=_("Area"), required=False, help_text=_("Only for a fact that nobody asked for yet.")
    )
    kind = forms.ChoiceField(label=_("Kind of what is out of scope"), required=False)
    danger = forms.ChoiceField(label=_("Kind of danger"), required=False)
    note = forms.CharField(
        label=_("What the new fact has to tell"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Optional[Mapping[str, Any]],
        labels: Labels,
        facts: Mapping[str, FactRecord],
        near: List[str],
    ) -> None:
        super().__init__(data)
        self._labels = labels
        choices: Any = {name: field for name, field in self.fields.items()}
        choices["became"].choices = [(one.value, word(one.value)) for one in Became]
        choices["fact"].choices = self._facts(facts, near)
        choices["area"].choices = [NOTHING_CHOSEN, *((area, area) for area in labels.areas)]
        for name, became in (("kind", Became.OUT_OF_SCOPE), ("danger", Became.DANGER)):
            named = [(label, word(label)) for label in labels.of(became)]
            choices[name].choices = [NOTHING_CHOSEN, *named]

    def clean(self) -> Dict[str, Any]:
        """See that what the choice needs is there."""
        cleaned = super().clean() or {}
        became = cleaned.get("became")
        needed = NEEDS.get(Became(became)) if became else None
        if needed and not cleaned.get(needed):
            self.add_error(needed, gettext("This is needed for what you chose."))
        fact = cleaned.get("fact")
        unheard = became == Became.EXAMPLE.value and fact in self._labels.new_facts
        if unheard and not cleaned.get("area"):
            self.add_error("area", gettext("Say what area the new fact belongs to."))
        return cleaned

    def filing(self, by: str) -> Filing:
        """What was decided."""
        became = Became(self.cleaned_data["became"])
        note = self.cleaned_data["note"] if became is Became.NEW_FACT else None
        return Filing(by, became, self._label(became), note)

    def _label(self, became: Became) -> Optional[str]:
        if became is Became.EXAMPLE:
            fact = self.cleaned_data["fact"]
            return self._labels.of_facts().get(fact) or f"{self.cleaned_data['area']}/{fact}"
        needed = NEEDS.get(became)
        return self.cleaned_data[needed] if needed in ("kind", "danger") else None

    def _facts(self, facts: Mapping[str, FactRecord], near: List[str]) -> List[Any]:
        """The facts by their titles, those that the messages may be about first."""
        language = page_language()
        names = {fact: record.title[language] for fact, record in facts.items()}
        others: List[Tuple[str, str]] = sorted(
            ((fact, name) for fact, name in names.items() if fact not in near),
            key=lambda item: item[1],
        )
        first = [(fact, names[fact]) for fact in near if fact in names]
        groups = [(gettext("Nearest"), first), (gettext("All others"), others)]
        return [NOTHING_CHOSEN, *((title, rows) for title, rows in groups if rows)]
