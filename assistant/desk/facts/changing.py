"""The pages that change facts. ``FactStore`` decides; what it refuses is told at the control."""

from typing import Any, Callable, Dict, List, Optional

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from assistant.desk.access import role_required
from assistant.desk.audit import note
from assistant.desk.facts.documents import merge
from assistant.desk.facts.forms import FactForm, as_data
from assistant.desk.facts.preview import previews
from assistant.desk.facts.shown import ShownChange, shown, shown_history
from assistant.desk.facts.store import fact_store
from assistant.desk.facts.viewing import get_or_404, last_change, today
from assistant.desk.roles import Role
from assistant.desk.sentences import said
from assistant.desk.templatetags.desk import page_language
from assistant.facts.errors import ChangedMeanwhile, FactError, Problem, WrongRecords
from assistant.facts.record import FactRecord, field_problems
from assistant.facts.shape import value_types
from assistant.facts.store import Made

WAITS = gettext_noop(
    "People in danger are shown this: your change waits until somebody else agrees to it."
)


def who(request: HttpRequest) -> str:
    """The name that the history has of whoever changes something."""
    return str(request.user.get_username())


# --- the editor ---------------------------------------------------------------------------------


@role_required(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Change a fact."""
    stored = get_or_404(fact_id)
    document = stored.record.document()
    state = {"version": stored.version, "seen": last_change(fact_id)}
    if request.method == "GET":
        form = FactForm(stored.record.value.type, None, document, ["id"], **state)
        return _editor(request, form, fact_id)
    form = FactForm(_posted_type(request), request.POST, document, ["id"], **state)
    if not form.is_valid():
        return _editor(request, form, fact_id)
    if form.cleaned_data["version"] != stored.version:
        return _shown_meanwhile(request, form, fact_id)
    record = _record(form, fact_id)
    if record is None:
        return _editor(request, form, fact_id)
    if record == stored.record:
        messages.info(request, gettext("Nothing was changed."))
        return _to(fact_id)
    try:
        made = fact_store().replace(
            record,
            who(request),
            form.cleaned_data["version"],
            form.cleaned_data["note"] or None,
            signed_in=True,
        )
    except ChangedMeanwhile:
        return _shown_meanwhile(request, form, fact_id)
    except WrongRecords as error:
        form.tell(error.found, fact_id)
        return _editor(request, form, fact_id)
    except FactError as error:
        form.add_error(None, said(error.sentence))
        return _editor(request, form, fact_id)
    return _done(request, fact_id, made, gettext_noop("Fact changed"), gettext("The change is made: the next answer shows it."))  # fmt: skip


def _posted_type(request: HttpRequest) -> str:
    kind = request.POST.get("value.type", "")
    return kind if kind in value_types() else "text"


def _record(form: FactForm, fact_id: str) -> Optional[FactRecord]:
    """The record that was written; None where it is none, which the form then tells."""
    try:
        return FactRecord.parse_obj(form.document())
    except ValidationError as error:
        problems = [
            Problem(fact_id, problem.field, problem.reason) for problem in field_problems(error)
        ]
        form.tell(problems, fact_id)
        return None


def _shown_meanwhile(request: HttpRequest, form: FactForm, fact_id: str) -> HttpResponse:
    """The editor once more, with what somebody else changed meanwhile, and what was written."""
    store = fact_store()
    stored = store.get(fact_id)
    theirs = stored.record.document()
    rows = [row for row in store.history(fact_id) if row.id > (form.cleaned_data["seen"] or 0)]
    base = next((row.before for row in rows if row.before), theirs)
    merged = merge(base, theirs, form.values())
    state = {"version": stored.version, "seen": last_change(fact_id)}
    data = as_data({**merged.values, **state, "note": form.cleaned_data["note"]})
    again = FactForm(stored.record.value.type, data, theirs, ["id"], **state)
    again.is_valid()
    both = [shown(each) for each in merged.both]
    return _editor(request, again, fact_id, shown_history(rows), both, status=409)


def _editor(
    request: HttpRequest,
    form: FactForm,
    fact_id: str,
    meanwhile: Optional[List[ShownChange]] = None,
    both: Any = (),
    status: int = 200,
) -> HttpResponse:
    stored = get_or_404(fact_id)
    context = {
        "form": form,
        "record": stored.record,
        "stored": stored,
        "title": stored.record.title[page_language()],
        "takes_two": fact_id in fact_store().takes_two(),
        "waiting": fact_store().waiting().get(fact_id),
        "meanwhile": meanwhile,
        "both": both,
    }
    return render(request, "facts/edit.html", context, status=status)


@role_required(Role.EDITOR)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The reply with what is written in the editor, a part of its page."""
    form = FactForm(_posted_type(request), request.POST, None)
    context: Dict[str, Any] = {}
    form.is_valid()
    try:
        record = FactRecord.parse_obj({**form.document(), "id": request.POST.get("id", "")})
        context["previews"] = previews(record, fact_store().snapshot(), today())
    except ValidationError as error:
        context["wrong"] = [f"{each.field}: {said(each.reason)}" for each in field_problems(error)]
    except FactError as error:
        context["wrong"] = [said(error.sentence)]
    return render(request, "facts/preview.html", context)


# --- one click ----------------------------------------------------------------------------------


@role_required(Role.EDITOR)
@require_POST
def confirm(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Note that a fact was checked today."""
    get_or_404(fact_id)
    why = request.POST.get("note", "")[:500] or None
    return _made(
        request,
        fact_id,
        lambda: fact_store().confirm(fact_id, who(request), why, signed_in=True),
        gettext_noop("Fact confirmed"),
        gettext("The fact is confirmed as of today."),
    )


@role_required(Role.EDITOR)
@require_POST
def retire(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Stop showing a fact."""
    version = _version(request)
    get_or_404(fact_id)
    return _made(
        request,
        fact_id,
        lambda: fact_store().retire(fact_id, who(request), version, signed_in=True),
        gettext_noop("Fact retired"),
        gettext("The fact is shown no more; its history stays."),
    )


@role_required(Role.EDITOR)
@require_POST
def restore(request: HttpRequest, fact_id: str, change: int) -> HttpResponse:
    """Put a fact back as it was after one of its changes."""
    version = _version(request)
    get_or_404(fact_id)
    return _made(
        request,
        fact_id,
        lambda: fact_store().restore(fact_id, change, who(request), version, signed_in=True),
        gettext_noop("Fact put back"),
        gettext("The fact is as it was then: the next answer shows it."),
    )


@role_required(Role.PUBLISHER)
@require_POST
def approve(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Agree to a change that waits for a second person."""
    return _made(
        request,
        fact_id,
        lambda: fact_store().approve(fact_id, who(request)),
        gettext_noop("Change approved"),
        gettext("You agreed, and the change is made: the next answer shows it."),
        gettext("You agreed. One more person has to."),
    )


@role_required(Role.EDITOR)
@require_POST
def withdraw(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Make nothing of a change that waits."""
    try:
        fact_store().withdraw(fact_id, who(request), request.POST.get("note", "")[:500] or None)
    except FactError as error:
        messages.error(request, said(error.sentence))
    else:
        note(request, gettext_noop("Proposed change withdrawn"), fact_id)
        messages.success(request, gettext("Nothing is made of that change."))
    return _to(fact_id)


def _version(request: HttpRequest) -> Optional[int]:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None


def _made(
    request: HttpRequest,
    fact_id: str,
    change: Callable[[], Made],
    what: str,
    done: str,
    waits: Optional[str] = None,
) -> HttpResponse:
    """Make a change, and tell what became of it."""
    try:
        made = change()
    except ChangedMeanwhile:
        messages.error(
            request,
            gettext(
                "Somebody else changed this fact meanwhile. Look at it again: nothing was done."
            ),
        )
    except WrongRecords as error:
        for problem in error.found:
            messages.error(request, f"{problem.fact}: {said(problem.reason)}")
    except FactError as error:
        messages.error(request, said(error.sentence))
    else:
        return _done(request, fact_id, made, what, done, waits)
    return _to(fact_id)


def _done(
    request: HttpRequest,
    fact_id: str,
    made: Made,
    what: str,
    done: str,
    waits: Optional[str] = None,
) -> HttpResponse:
    note(request, what, f"{fact_id} …" if made.waits else fact_id)
    if made.waits:
        messages.warning(request, waits or gettext(WAITS))
    else:
        messages.success(request, done)
    return _to(fact_id)


def _to(fact_id: str) -> HttpResponse:
    known = fact_id in fact_store().all()
    return redirect("fact", fact_id) if known else redirect("facts-waiting")
