"""Those who wait: visitors who want a person now, and those who are to be contacted."""

import datetime
from functools import wraps
from typing import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from assistant.conversations.names import channel_of
from assistant.database import now
from assistant.desk.access import role_required
from assistant.desk.audit import note
from assistant.desk.conversations.forms import Due
from assistant.desk.conversations.stores import people
from assistant.desk.roles import Role
from assistant.handover.callbacks import Gone
from assistant.handover.tables import CallbackRow

MOST_DONE = 20
END_OF_DAY = datetime.time(17)
View = Callable[..., HttpResponse]


@role_required(Role.EDITOR)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All who wait."""
    callbacks = people().callbacks
    context = {
        "takeovers": people().takeovers.all(),
        "callbacks": [(row, channel_of(row.conversation)) for row in callbacks.waiting()],
        "done": callbacks.done(MOST_DONE),
        "now": now(),
    }
    return render(request, "conversations/waiting.html", context)


@role_required(Role.EDITOR)
@require_safe
def waiting_now(request: HttpRequest) -> HttpResponse:
    """The part of the page that tells who wants a person now."""
    return render(request, "conversations/now.html", {"takeovers": people().takeovers.all()})


def _of_a_request(view: View) -> View:
    """A view of one request to be contacted; one that is gone, or another's, is said so."""

    @wraps(view)
    def found(request: HttpRequest, number: int) -> HttpResponse:
        try:
            return view(request, people().callbacks.get(number))
        except Gone:
            messages.error(request, gettext("This request has changed meanwhile: look again."))
            return redirect("waiting")

    return found


@role_required(Role.EDITOR)
@require_safe
@_of_a_request
def callback(request: HttpRequest, row: CallbackRow) -> HttpResponse:
    """One request, with how its visitor is reached; who looked is noted."""
    if row.contact:
        note(request, gettext_noop("Contact of a visitor seen"), f"{row.id}")
    return render(
        request,
        "conversations/callback.html",
        {
            "row": row,
            "channel": channel_of(row.conversation),
            "is_mine": row.owner == request.user.get_username(),
            "form": Due(initial={"due": _local(row.due)}),
        },
    )


@role_required(Role.EDITOR)
@require_POST
@_of_a_request
def own(request: HttpRequest, row: CallbackRow) -> HttpResponse:
    """Take a request, or give it up: ``before`` is whose the page showed it as."""
    owner = request.user.get_username() if "take" in request.POST else None
    people().callbacks.assign(row.id, request.POST.get("before") or None, owner)
    note(request, gettext_noop("Request given to"), f"{row.id}: {owner or '–'}")
    return redirect("callback", row.id)


@role_required(Role.EDITOR)
@require_POST
@_of_a_request
def due(request: HttpRequest, row: CallbackRow) -> HttpResponse:
    """Set by when a visitor is to be answered: before the request is deleted."""
    form = Due(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Write a day."))
        return redirect("callback", row.id)
    moment = _utc(form.cleaned_data["due"])
    if moment > row.deleted_on:
        messages.error(request, gettext("The request is deleted before that day."))
        return redirect("callback", row.id)
    people().callbacks.postpone(row.id, moment)
    note(request, gettext_noop("Request to be answered by"), f"{row.id}: {moment:%Y-%m-%d}")
    return redirect("callback", row.id)


@role_required(Role.EDITOR)
@require_POST
@_of_a_request
def done(request: HttpRequest, row: CallbackRow) -> HttpResponse:
    """Note that a visitor was answered; how they are reached is deleted."""
    people().callbacks.finish(row.id, request.user.get_username())
    note(request, gettext_noop("Request answered"), f"{row.id}")
    messages.success(request, gettext("The contact was deleted."))
    return redirect("waiting")


def _local(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment.replace(tzinfo=datetime.timezone.utc)).date()


def _utc(day: datetime.date) -> datetime.datetime:
    end = datetime.datetime.combine(day, END_OF_DAY, timezone.get_current_timezone())
    return end.astimezone(datetime.timezone.utc).replace(tzinfo=None)
