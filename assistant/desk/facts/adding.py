"""The pages by which facts come in: a new one with its questions, and files of many."""

import re
from typing import Any, Dict, List, Sequence, Tuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from assistant.desk.access import role_required
from assistant.desk.audit import note
from assistant.desk.facts.changing import who
from assistant.desk.facts.examples import LANGUAGES_ASKED_IN, OUTCOMES, NewExamples
from assistant.desk.facts.forms import DIRECTIONS, FactForm, LinesField
from assistant.desk.facts.labels import CHOICES, VALUE_TYPES, part_label
from assistant.desk.facts.store import fact_store
from assistant.desk.roles import Role
from assistant.desk.sentences import said
from assistant.examples.reviewed import Outcome, Reviewed
from assistant.facts.errors import FactError, Problem, WrongRecords
from assistant.facts.importing import WrongRows, take_file
from assistant.facts.needed import DANGER_SUBJECT
from assistant.facts.record import FactRecord, Kind, field_problems
from assistant.facts.shape import value_types
from assistant.facts.store import PutResult

NAME = re.compile(r"[a-z][a-z0-9_]*")
NAME_TOLD = _("Small letters, digits and _ only, a letter first.")
LARGEST_FILE = 2_000_000  # bytes


class NewFact(forms.Form):
    """What decides how the editor of a new fact looks: what it is about, and its value's type."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=40,
        help_text=_("What it is about, as help or iom_tunisia."),
        widget=forms.TextInput(attrs={"list": "subjects"}),
    )
    attribute = forms.CharField(
        label=_("What it tells of its subject"),
        max_length=40,
        help_text=_("In a word, as languages; it is never shown to visitors."),
    )
    kind = forms.ChoiceField(label=_("Asked for by"), choices=())
    value_type = forms.ChoiceField(label=_("Type of value"), choices=())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(k.value, gettext(CHOICES[k.value])) for k in Kind]  # type: ignore[attr-defined]
        self.fields["value_type"].choices = [  # type: ignore[attr-defined]
            (name, gettext(VALUE_TYPES[name])) for name in value_types()
        ]

    def clean_subject(self) -> str:
        """Refuse what cannot stand in an identifier."""
        subject = self._name("subject")
        if subject == DANGER_SUBJECT:
            # Its answers would never be given: the classifier has to learn the kind first.
            raise forms.ValidationError(
                _("A new kind of danger has to be recognised first: ask who keeps the program.")
            )
        return subject

    def clean_attribute(self) -> str:
        """Refuse what cannot stand in an identifier."""
        return self._name("attribute")

    def clean(self) -> Any:
        """Refuse an identifier that is taken."""
        found = super().clean()
        if {"subject", "attribute"} <= set(self.cleaned_data) and self.id in fact_store().all():
            self.add_error("attribute", _("There is such a fact already."))
        return found

    @property
    def id(self) -> str:
        """The new fact's identifier."""
        return f"{self.cleaned_data['subject']}.{self.cleaned_data['attribute']}"

    def _name(self, field: str) -> str:
        name = str(self.cleaned_data[field])
        if not NAME.fullmatch(name):
            raise forms.ValidationError(NAME_TOLD)
        return name


class ExamplesForm(forms.Form):
    """How people ask for a fact: the area of their questions, and some in each language."""

    area = forms.ChoiceField(label=_("Area of the questions"), choices=())

    def __init__(self, areas: List[str], data: Any = None) -> None:
        super().__init__(data, prefix="examples")
        self.fields["area"].choices = [(area, area) for area in areas]  # type: ignore[attr-defined]
        for language, label in LANGUAGES_ASKED_IN.items():
            direction = DIRECTIONS.get(language, "rtl" if language == "aeb" else "ltr")
            attrs = {"rows": 5, "lang": "ar" if language == "aeb" else language, "dir": direction}
            self.fields[language] = LinesField(
                label=label,
                required=language != "aeb",
                widget=forms.Textarea(attrs=attrs),
                help_text=_("One question a line, as people write them."),
            )

    def texts(self) -> List[Tuple[str, str]]:
        """The questions with their languages."""
        return [
            (language, text)
            for language in LANGUAGES_ASKED_IN
            for text in self.cleaned_data[language]
        ]


@role_required(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First what a new fact is about, then the fact itself and how people ask for it."""
    first = NewFact(request.POST or request.GET or None)
    subjects = list(dict.fromkeys(fact.split(".")[0] for fact in fact_store().all()))
    if not first.is_valid():
        return render(request, "facts/new.html", {"form": first, "subjects": subjects})
    examples = NewExamples()
    document = {
        "id": first.id,
        "kind": first.cleaned_data["kind"],
        "status": "to_confirm",
        "value": {"type": first.cleaned_data["value_type"]},
    }
    kind = first.cleaned_data["value_type"]
    if request.method == "GET" or "id" not in request.POST:
        form = FactForm(kind, None, document, ["id"])
        return _new_editor(request, first, form, ExamplesForm(examples.areas))
    form = FactForm(kind, request.POST, document, ["id"])
    asked = ExamplesForm(examples.areas, request.POST)
    if not (form.is_valid() & asked.is_valid()):
        return _new_editor(request, first, form, asked)
    try:
        record = FactRecord.parse_obj(form.document())
        fact_store().add(record, who(request), signed_in=True)
    except ValidationError as error:
        found = [Problem(first.id, each.field, each.reason) for each in field_problems(error)]
        form.tell(found, first.id)
    except WrongRecords as error:
        form.tell(error.found, first.id)
        if not error.found:
            form.add_error(None, str(error))
    except FactError as error:
        form.add_error(None, said(error.sentence))
    if form.errors:
        return _new_editor(request, first, form, asked)
    note(request, gettext_noop("Fact added"), first.id)
    filed = examples.file(asked.cleaned_data["area"], first.id, asked.texts())
    _tell_filed(request, filed)
    return redirect("fact", first.id)


def _tell_filed(request: HttpRequest, filed: Sequence[Reviewed]) -> None:
    count = sum(each.outcome is Outcome.FILED for each in filed)
    told = ngettext(
        "The fact is added with %(count)s question. It is answered once a model has learned it.",
        "The fact is added with %(count)s questions. It is answered once a model has learned them.",
        count,
    )
    messages.success(request, told % {"count": count})
    for each in filed:
        if each.outcome is not Outcome.FILED:
            messages.warning(request, f"{each.text}: {gettext(OUTCOMES[each.outcome])}")


def _new_editor(
    request: HttpRequest, first: NewFact, form: FactForm, asked: ExamplesForm
) -> HttpResponse:
    wrong = form.errors or asked.errors
    context = {
        "form": form,
        "first": first,
        "asked": asked,
        "fact_id": first.id,
        "examples": [asked[name] for name in asked.fields if name != "area"],
    }
    return render(request, "facts/new_fact.html", context, status=422 if wrong else 200)


# --- files --------------------------------------------------------------------------------------


class FileForm(forms.Form):
    """A file of facts."""

    file = forms.FileField(
        label=_("Spreadsheet (.xlsx) or YAML"),
        help_text=_("As it is exported here: a row a fact. Other facts stay as they are."),
    )
    note = forms.CharField(label=_("Why, for the history"), required=False, max_length=500)
    only_check = forms.BooleanField(
        label=_("Only check, and tell what would change"), required=False, initial=True
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any file of facts."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large."))
        return file


@role_required(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def import_facts(request: HttpRequest) -> HttpResponse:
    """Take facts from a file: all of them or, where any row is wrong, none."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: Dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            context["result"] = _take(request, form)
            context["only_check"] = form.cleaned_data["only_check"]
        except WrongRows as error:
            context["problems"] = [
                (each.row, part_label(each.column) if each.column else "", said(each.reason))
                for each in error.problems
            ]
        except FactError as error:
            form.add_error("file", said(error.sentence))
    if form.errors or "problems" in context:
        status = 422
    return render(request, "facts/import.html", context, status=status)


def _take(request: HttpRequest, form: FileForm) -> PutResult:
    file = form.cleaned_data["file"]
    only_check = form.cleaned_data["only_check"]
    result = take_file(
        fact_store(),
        file.read(),
        file.name,
        who(request),
        form.cleaned_data["note"] or None,
        signed_in=True,
        only_check=only_check,
    )
    if not only_check:
        counts = f"+{len(result.added)} ~{len(result.changed)} …{len(result.waiting)}"
        note(request, gettext_noop("Facts imported"), counts)
    return result
