"""The pages that try what was accepted, compare and activate."""

from typing import Any, Dict, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from assistant.desk.access import role_required
from assistant.desk.accounts.models import User
from assistant.desk.audit import note
from assistant.desk.roles import Role
from assistant.desk.unanswered import stores
from assistant.publishing import aside, switching, trial
from assistant.publishing.active import active, serving_model
from assistant.publishing.switching import Kind

ON_A_PAGE = 50


@role_required(Role.READER)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Which model serves, what is tried, and what it answers otherwise."""
    places = stores.places()
    compared, serves = trial.comparison(places), serving_model(places).name
    changed = compared.changed if compared else []
    shown = {
        **_state(request),
        "active": active(places),
        "serves": serves,
        "accepted": len(stores.accepted().all()),
        "compared": compared,
        "serves_tried": compared is not None and compared.after == serves,
        "compared_with_serving": compared is not None and compared.before == serves,
        "changed": Paginator(changed, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "unanswered/publishing.html", shown)


@role_required(Role.READER)
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the trial and the switch have come; where they have ended, the whole page."""
    shown = _state(request)
    response = render(request, "unanswered/progress.html", shown)
    if not shown["under_way"]:
        response["HX-Refresh"] = "true"
    return response


@role_required(Role.PUBLISHER)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Train a model aside on what was accepted, and compare it."""
    try:
        trial.begin(stores.places(), _name(request))
        note(request, gettext_noop("Trial begun"), "")
    except aside.Busy:
        messages.error(request, gettext("One is under way already."))
    return redirect("publishing")


@role_required(Role.PUBLISHER)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Interrupt the trial."""
    if trial.stop(stores.places()):
        note(request, gettext_noop("Trial interrupted"), "")
    return redirect("publishing")


@role_required(Role.PUBLISHER)
@require_POST
def activate(request: HttpRequest) -> HttpResponse:
    """Have the tried model serve."""
    return _switch(request, Kind.ACTIVATE, gettext_noop("Model activated"))


@role_required(Role.PUBLISHER)
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Have the model of before serve."""
    return _switch(request, Kind.BACK, gettext_noop("Model of before activated"))


def _switch(request: HttpRequest, kind: Kind, what: str) -> HttpResponse:
    places = stores.places()
    tried = trial.current(places)
    named = tried.model if tried and kind is Kind.ACTIVATE else None
    try:
        switching.begin(places, kind, _name(request))
        note(request, what, named or "")
    except aside.Busy:
        messages.error(request, gettext("One is under way already."))
    return redirect("publishing")


def _state(request: HttpRequest) -> Dict[str, Any]:
    places = stores.places()
    tried, switch = trial.current(places), switching.current(places)
    under_way = [one for one in (tried, switch) if one and one.is_under_way]
    return {
        "trial": tried,
        "switch": switch,
        "under_way": bool(under_way),
        "may_publish": int(cast(User, request.user).role) >= Role.PUBLISHER,
    }


def _name(request: HttpRequest) -> str:
    return cast(User, request.user).username
