"""A conversation that a person of the office has taken: what is said, and what they say."""

from typing import Callable, Optional

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from assistant.desk.access import role_required
from assistant.desk.audit import note
from assistant.desk.conversations.forms import Words
from assistant.desk.conversations.noted import noted
from assistant.desk.conversations.stores import people, reading, server
from assistant.desk.roles import Role
from assistant.handover.callbacks import Gone
from assistant.handover.client import NotDone
from assistant.handover.takeovers import Takeover

# htmx asks no more for a part of a page that answers so.
NO_MORE = 286


@role_required(Role.EDITOR)
@require_safe
def thread(request: HttpRequest, name: str) -> HttpResponse:
    """The conversation, to who has taken it."""
    takeover = _theirs(request, name)
    if takeover is None:
        return _gone(request)
    context = {"takeover": takeover, "lines": reading().lines(name), "after": 0, "form": Words()}
    return render(request, "conversations/live.html", context)


@role_required(Role.EDITOR)
@require_safe
def lines(request: HttpRequest, name: str) -> HttpResponse:
    """What was said after so many lines, for the page that shows these."""
    takeover = _theirs(request, name)
    if takeover is None:
        return render(request, "conversations/ended.html", status=NO_MORE)
    after = request.GET.get("after", "")
    known = int(after) if after.isdecimal() and len(after) < 9 else 0
    said = reading().lines(name)[known:]
    if not said:
        return HttpResponse(status=204)
    context = {"takeover": takeover, "lines": said, "after": known}
    return render(request, "conversations/more.html", context)


@role_required(Role.EDITOR)
@require_POST
def take(request: HttpRequest, name: str) -> HttpResponse:
    """Take a conversation that waits."""
    who = request.user.get_username()
    refused = _refused(request, lambda: server().take(name, who))
    if refused is not None:
        return refused
    note(request, gettext_noop("Conversation taken"), noted(name))
    return redirect("live", name)


@role_required(Role.EDITOR)
@require_POST
def say(request: HttpRequest, name: str) -> HttpResponse:
    """Say something to the visitor."""
    form, who = Words(request.POST), request.user.get_username()
    if form.is_valid():
        text = form.cleaned_data["text"]
        refused = _refused(request, lambda: server().say(name, who, text))
        if refused is not None:
            return refused
    return redirect("live", name)


@role_required(Role.EDITOR)
@require_POST
def give_back(request: HttpRequest, name: str) -> HttpResponse:
    """Give the conversation back to the assistant."""
    who = request.user.get_username()
    refused = _refused(request, lambda: server().give_back(name, who))
    if refused is not None:
        return refused
    note(request, gettext_noop("Conversation given back"), noted(name))
    messages.success(request, gettext("The assistant answers again."))
    return redirect("waiting")


def _theirs(request: HttpRequest, name: str) -> Optional[Takeover]:
    takeovers = people().takeovers
    takeover = takeovers.of(name)
    if takeover is None or takeovers.has_ended(takeover):
        return None
    return takeover if takeover.staff == request.user.get_username() else None


def _refused(request: HttpRequest, act: Callable[[], None]) -> Optional[HttpResponse]:
    """The answer where something cannot be done; None where it is done."""
    try:
        act()
    except Gone:
        return _gone(request)
    except NotDone:
        messages.error(request, gettext("The assistant's server does not answer: try again."))
        return redirect("waiting")
    return None


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(
        request,
        gettext("This conversation is not yours: it is over, or a colleague has it."),
    )
    return redirect("waiting")
