"""The editor's form, made from the types of a record: a control a part."""

import re
from typing import Any, Dict, Iterable, List, Mapping, Optional

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assistant.desk.facts.documents import document_of, flat
from assistant.desk.facts.labels import choice_label, part_help, part_label
from assistant.desk.sentences import said
from assistant.facts.errors import Problem
from assistant.facts.languages import LANGUAGES
from assistant.facts.shape import Part, Shape, parts_of, value_types

MOST_SOURCES = 20
SOURCE = re.compile(r"sources\.(\d{1,2})\.")
# What is seldom looked at stands folded.
FOLDED = {
    *("kind", "asked", "mentions", "named", "states", "event", "recurs"),
    *("touches_danger", "featured", "clarifies", "card.type", "card.facts"),
}
DIRECTIONS = {"ar": "rtl"}


class LinesField(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        lines = (value or "").splitlines() if isinstance(value, str) else value or []
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """The lines as one text."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value


class TextField(forms.CharField):
    """A text of one or several lines, which end as records have them."""

    def to_python(self, value: Any) -> str:
        """The text, with the ends of lines that browsers change put back."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class FactForm(forms.Form):
    """A record's parts. What is wrong with them is told at their controls."""

    use_required_attribute = False
    note = forms.CharField(label=_("Why, for the history"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        value_type: str,
        data: Optional[Mapping[str, Any]] = None,
        document: Optional[Mapping[str, Any]] = None,
        locked: Iterable[str] = (),
        **state: Any,
    ) -> None:
        super().__init__(data, initial={**(flat(document) if document else {}), **state})
        self._value_type = value_type
        for part in parts_of(value_type):
            if part.shape is Shape.RECORDS:
                for number in range(self._sources(document)):
                    for inner in part.parts:
                        name = f"{part.name}.{number}.{inner.name}"
                        needed = inner.needed and number == 0
                        self._add(inner._replace(name=name, needed=needed))
            else:
                self._add(part)
        for name in locked:
            self.fields[name].disabled = True

    def _sources(self, document: Optional[Mapping[str, Any]]) -> int:
        """How many sources there is room for: one more than there are."""
        if self.is_bound:
            found = [int(match[1]) for match in map(SOURCE.match, self.data) if match]
            return min(max(found, default=0) + 1, MOST_SOURCES)
        return min(len((document or {}).get("sources", ())) + 1, MOST_SOURCES)

    def _add(self, part: Part) -> None:
        field = _field(part, self._value_type)
        field.label = part_label(part.name)
        field.help_text = part_help(part.name)
        if part.language:
            field.widget.attrs.update(lang=part.language, dir=DIRECTIONS.get(part.language, "ltr"))
        self.fields[part.name] = field

    # --- as the page shows it ------------------------------------------------------------

    def side_by_side(self) -> List[List[forms.BoundField]]:
        """The texts of the three languages, a row of three each."""
        heads = dict.fromkeys(
            name.rsplit(".", 1)[0] for name in self.fields if name.rsplit(".", 1)[-1] in LANGUAGES
        )
        order = sorted(heads, key=lambda head: ["answer", "title", "question"].index(head) + 1
                       if head in ("answer", "title", "question") else 0)  # fmt: skip
        return [[self[f"{head}.{language}"] for language in LANGUAGES] for head in order]

    def value_fields(self) -> List[forms.BoundField]:
        """The parts of the value that are in no language."""
        names = [name for name in self.fields if name.startswith("value.")]
        return [self[name] for name in names if name.rsplit(".", 1)[-1] not in LANGUAGES]

    def sources(self) -> List[List[forms.BoundField]]:
        """The sources, a row each."""
        rows: Dict[str, List[forms.BoundField]] = {}
        for name in self.fields:
            found = SOURCE.match(name)
            if found:
                rows.setdefault(found[1], []).append(self[name])
        return list(rows.values())

    def folded(self) -> List[forms.BoundField]:
        """What is seldom looked at."""
        return [self[name] for name in self.fields if name in FOLDED]

    def folded_wrong(self) -> bool:
        """Whether anything of that is wrong, and must be seen."""
        return any(field.errors for field in self.folded())

    def others(self) -> List[forms.BoundField]:
        """Everything else that is seen: status, dates, term, note."""
        shown = {field.name for field in [*self.value_fields(), *self.folded()]}
        rows = [*self.side_by_side(), *self.sources()]
        shown |= {field.name for row in rows for field in row}
        return [
            self[name] for name in self.fields if name not in shown and not self[name].is_hidden
        ]

    # --- as the store has it -------------------------------------------------------------

    def document(self) -> Dict[str, Any]:
        """The record's plain data, from what was written."""
        return document_of(self.values())

    def values(self) -> Dict[str, Any]:
        """What was written, by the parts' names, in the form of plain data."""
        values: Dict[str, Any] = {"value.type": self._value_type}
        for name in self.fields:
            if name in self.cleaned_data and name not in ("note", "version", "seen"):
                value = self.cleaned_data[name]
                values[name] = value.isoformat() if hasattr(value, "isoformat") else value
        return values

    def tell(self, problems: Iterable[Problem], fact_id: str) -> None:
        """Put what is wrong beside the control that it is about."""
        for problem in problems:
            if problem.fact == fact_id:
                self.add_error(self._control(problem.field), said(problem.reason))
            else:
                self.add_error(None, f"{problem.fact}, {problem.field}: {said(problem.reason)}")

    def _control(self, field: str) -> Optional[str]:
        if field in self.fields:
            return field
        inside = [
            name for name in self.fields if name.startswith(f"{field}.") and name != "value.type"
        ]
        return inside[0] if inside else None


def as_data(values: Mapping[str, Any]) -> QueryDict:
    """Values of parts as a browser would send them."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if isinstance(value, bool):
            if value:
                data[name] = "on"
        elif isinstance(value, (list, tuple)):
            if name == "mentions":
                data.setlist(name, list(value))
            else:
                data[name] = "\n".join(value)
        elif value is not None:
            data[name] = str(value)
    return data


def _field(part: Part, value_type: str) -> forms.Field:
    needed = part.needed
    if part.name == "value.type":
        alike = _types_alike(value_type)
        choices = [(name, choice_label(part.name, name)) for name in alike]
        return forms.ChoiceField(choices=choices)
    if part.shape is Shape.CHOICE:
        choices = [(name, choice_label(part.name, name)) for name in part.choices]
        return forms.ChoiceField(
            choices=choices if needed else [("", "–"), *choices], required=needed
        )
    if part.shape is Shape.CHOICES:
        choices = [(name, choice_label(part.name, name)) for name in part.choices]
        return forms.MultipleChoiceField(
            choices=choices, required=needed, widget=forms.CheckboxSelectMultiple
        )
    if part.shape is Shape.FLAG:
        return forms.BooleanField(required=False)
    if part.shape is Shape.NUMBER:
        return forms.IntegerField(required=needed)
    if part.shape is Shape.DAY:
        calendar = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(required=needed, widget=calendar, input_formats=["%Y-%m-%d"])
    if part.shape is Shape.LINES:
        return LinesField(required=needed, widget=forms.Textarea(attrs={"rows": 4}))
    rows = 6 if part.name.startswith("answer.") else 2
    widget = forms.Textarea(attrs={"rows": rows}) if part.language else forms.TextInput()
    return TextField(required=needed, widget=widget)


def _types_alike(value_type: str) -> List[str]:
    """The types of values that have the same parts: one may become the other."""
    kinds = value_types()
    parts = set(kinds[value_type].__fields__)
    return [name for name, kind in kinds.items() if set(kind.__fields__) == parts]
