"""Conversations: the list, which holds no word of them; one, read for a reason; marks; tests."""

import time
from typing import Dict, List, Optional, Tuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from assistant.conversations.as_test import as_test
from assistant.conversations.names import VISITORS_CHANNELS
from assistant.conversations.reading import Overview
from assistant.desk.access import role_required
from assistant.desk.audit import note
from assistant.desk.conversations.forms import MARKS, Marking, Reason
from assistant.desk.conversations.noted import noted
from assistant.desk.conversations.stores import people, reading
from assistant.desk.roles import Role
from assistant.handover.marks import Mark

ON_A_PAGE = 30
MOST_MARKED = 200
# A reason holds for one conversation, so long.
REASON_SECONDS = 15 * 60
REASONS = "conversation_reasons"


@role_required(Role.EDITOR)
@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """The conversations that something was said in last, or those with a mark."""
    channel, mark = request.GET.get("channel", ""), request.GET.get("mark", "")
    found, following = _found(channel, mark, request.GET.get("before", ""))
    marks = people().marks.of([overview.name for overview in found])
    named = {value: label for value, label in MARKS}
    rows = [(overview, named[marks[overview.name].value] if overview.name in marks else "")
            for overview in found]  # fmt: skip
    return render(
        request,
        "conversations/list.html",
        {
            "rows": rows,
            "channels": VISITORS_CHANNELS,
            "channel": channel,
            "marks": MARKS[1:],
            "mark": mark,
            "following": following,
        },
    )


@role_required(Role.EDITOR)
@require_safe
def conversation(request: HttpRequest, name: str) -> HttpResponse:
    """A conversation, to who gave a reason; the form for one to who did not."""
    overview = _overview(name)
    context = {"overview": overview, "noted": noted(name)}
    if not _may_read(request, name):
        return render(request, "conversations/reason.html", {**context, "form": Reason()})
    marked = people().marks.of([name]).get(name)
    form = Marking(initial={"mark": marked.value if marked else ""})
    lines = reading().lines(name)
    return render(request, "conversations/read.html", {**context, "lines": lines, "form": form})


@role_required(Role.EDITOR)
@require_POST
def reason(request: HttpRequest, name: str) -> HttpResponse:
    """Note why somebody reads a conversation."""
    overview = _overview(name)
    form = Reason(request.POST)
    if not form.is_valid():
        return render(
            request,
            "conversations/reason.html",
            {"overview": overview, "noted": noted(name), "form": form},
            status=422,
        )
    note(
        request, gettext_noop("Conversation read"), f"{noted(name)}: {form.cleaned_data['reason']}"
    )
    reasons = {
        read: until for read, until in _reasons(request).items() if until > time.time()
    }  # those that hold no more would fill the session
    request.session[REASONS] = {**reasons, name: time.time() + REASON_SECONDS}
    return redirect("conversation", name)


@role_required(Role.EDITOR)
@require_POST
def mark(request: HttpRequest, name: str) -> HttpResponse:
    """Mark a conversation, or take its mark away."""
    overview = _overview(name)
    form = Marking(request.POST)
    if not _may_read(request, name) or not form.is_valid():
        return redirect("conversation", name)
    chosen = Mark(form.cleaned_data["mark"]) if form.cleaned_data["mark"] else None
    people().marks.set(name, chosen, request.user.get_username(), overview.said)
    note(
        request,
        gettext_noop("Conversation marked"),
        f"{noted(name)}: {chosen.value if chosen else '–'}",
    )
    messages.success(request, gettext("The mark was kept."))
    return redirect("conversation", name)


@role_required(Role.EDITOR)
@require_safe
def test(request: HttpRequest, name: str) -> HttpResponse:
    """A conversation as a file of a test of the dialogue, to who gave a reason to read it."""
    overview = _overview(name)
    if not _may_read(request, name):
        return redirect("conversation", name)
    note(request, gettext_noop("Test made of a conversation"), noted(name))
    title = f"{overview.channel} {overview.said:%Y-%m-%d %H:%M}"
    response = HttpResponse(
        as_test(title, reading().events(name)), content_type="application/yaml; charset=utf-8"
    )
    file = f"test_{overview.channel}_{overview.said:%Y%m%d_%H%M}.yml"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _found(channel: str, mark: str, before: str) -> Tuple[List[Overview], Optional[int]]:
    """What a page of the list shows, and where the next one begins, if there is one."""
    if mark in {one.value for one in Mark}:
        names = people().marks.marked(Mark(mark), MOST_MARKED)
        found = reading().some(names)
        return [one for one in found if channel in ("", one.channel)], None
    found = reading().latest(
        ON_A_PAGE + 1,
        int(before) if before.isdecimal() and len(before) < 19 else None,
        channel if channel in VISITORS_CHANNELS else None,
    )
    is_more = len(found) > ON_A_PAGE
    return found[:ON_A_PAGE], found[ON_A_PAGE - 1].position if is_more else None


def _overview(name: str) -> Overview:
    found = reading().overview(name)
    if found is None:
        raise Http404
    return found


def _reasons(request: HttpRequest) -> Dict[str, float]:
    reasons: Dict[str, float] = request.session.get(REASONS, {})
    return reasons


def _may_read(request: HttpRequest, name: str) -> bool:
    return _reasons(request).get(name, 0.0) > time.time()
