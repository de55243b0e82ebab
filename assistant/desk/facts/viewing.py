"""The pages that show facts: the list, one fact, its history, what is due, files to take away."""

import datetime
from typing import Any, Dict, List, NamedTuple, Optional, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assistant.desk.access import role_required
from assistant.desk.accounts.models import User
from assistant.desk.facts.labels import DONE, WHY_DUE
from assistant.desk.facts.preview import drafted, previews
from assistant.desk.facts.shown import Shown, shown_differences, shown_history
from assistant.desk.facts.store import fact_store
from assistant.desk.roles import Role
from assistant.desk.sentences import said
from assistant.desk.templatetags.desk import page_language
from assistant.facts.due import Due, due
from assistant.facts.errors import FactError, UnknownFact
from assistant.facts.files import write_yaml
from assistant.facts.people import same_person
from assistant.facts.record import FactRecord, Status
from assistant.facts.rows import Stored, parse_record
from assistant.facts.shown import sources_line
from assistant.facts.spreadsheet import write_sheet
from assistant.facts.tables import WaitingRow

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Listed(NamedTuple):
    """A fact as a row of the list."""

    record: FactRecord
    stored: Stored
    title: str
    value: str
    source: str
    due: List[Due]


def today() -> datetime.date:
    """The office's day."""
    return timezone.localdate()


def get_or_404(fact_id: str) -> Stored:
    """A fact by its id.

    Raises:
        Http404: there is none.
    """
    try:
        return fact_store().get(fact_id)
    except UnknownFact as error:
        raise Http404 from error


@role_required(Role.READER)
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """All facts, by subject; those of a subject, a status or with some words where asked for."""
    store = fact_store()
    everything = store.all()
    waiting = store.waiting()
    by_fact: Dict[str, List[Due]] = {}
    for each in due(everything, set(waiting), today()):
        by_fact.setdefault(each.record.id, []).append(each)
    subject, status = request.GET.get("subject", ""), request.GET.get("status", "")
    words = request.GET.get("words", "").casefold()
    rows = [
        row
        for row in _listed(everything, by_fact)
        if subject in ("", row.record.subject)
        and (
            row.record.status.value == status if status else row.record.status is not Status.RETIRED
        )
        and (not words or words in _searched(row))
    ]
    subjects: Dict[str, List[Listed]] = {}
    for row in rows:
        subjects.setdefault(row.record.subject, []).append(row)
    context = {
        "subjects": subjects,
        "all_subjects": list(dict.fromkeys(s.record.subject for s in everything.values())),
        "statuses": [status.value for status in Status],
        "subject": subject,
        "status": status,
        "words": request.GET.get("words", ""),
        "count": len(rows),
    }
    return render(request, "facts/list.html", context)


def _listed(everything: Dict[str, Stored], by_fact: Dict[str, List[Due]]) -> List[Listed]:
    language = page_language()
    wording = fact_store().wording(today())
    found = []
    for fact, stored in everything.items():
        record = stored.record
        try:
            value = str(wording.value(record, language))
        except FactError:
            value = ""  # Its own page tells what is wrong.
        found.append(
            Listed(
                record,
                stored,
                record.title[language],
                value,
                sources_line(record),
                by_fact.get(fact, []),
            )
        )
    return found


def _searched(row: Listed) -> str:
    record = row.record
    texts = [*record.title.values(), *record.question.values(), *record.answer.values()]
    return " ".join([record.id, row.value, row.source, *texts]).casefold()


@role_required(Role.READER)
@require_safe
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """One fact: what visitors are told, from where, and what waits."""
    stored = get_or_404(fact_id)
    store = fact_store()
    context: Dict[str, Any] = {
        "stored": stored,
        "record": stored.record,
        "title": stored.record.title[page_language()],
        "takes_two": fact_id in store.takes_two(),
        "retired": stored.record.status is Status.RETIRED,
    }
    row = store.waiting().get(fact_id)
    if row is not None:
        context["waiting"] = shown_waiting(request, row)
    if stored.record.status is not Status.RETIRED:
        try:
            context["previews"] = previews(stored.record, store.snapshot(), today())
        except FactError as error:
            context["wrong"] = said(error.sentence)
    return render(request, "facts/fact.html", context)


class ShownWaiting(NamedTuple):
    """A change that waits for a second person, what visitors would be told, and whether whoever
    looks may be that person."""

    row: WaitingRow
    told: str
    done: str
    parts: List[Shown]
    agreed_already: bool
    may_approve: bool


def shown_waiting(request: HttpRequest, row: WaitingRow) -> ShownWaiting:
    """A change that waits, as the account of a request sees it."""
    user = cast(User, request.user)
    agreed = any(same_person(user.username, name) for name in row.agreed)
    return ShownWaiting(
        row,
        _told(row),
        gettext(DONE.get(row.what, row.what)),
        shown_differences(row.before, row.after),
        agreed,
        user.role >= Role.PUBLISHER and not agreed,
    )


def _told(row: WaitingRow) -> str:
    try:
        record = parse_record(row.fact_id, row.after)
        return (
            drafted(fact_store().snapshot(), record)
            .wording(today())
            .answer(record, page_language())
        )
    except FactError as error:
        return said(error.sentence)


@role_required(Role.READER)
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """The changes of what people in danger are shown that wait for a second person."""
    rows = [shown_waiting(request, row) for row in fact_store().waiting().values()]
    return render(request, "facts/waiting_list.html", {"rows": rows})


@role_required(Role.READER)
@require_safe
def history(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Every change of a fact, with what it changed."""
    stored = get_or_404(fact_id)
    context = {
        "record": stored.record,
        "stored": stored,
        "title": stored.record.title[page_language()],
        "changes": shown_history(fact_store().history(fact_id)),
        "waiting": fact_store().waiting().get(fact_id),
    }
    return render(request, "facts/history.html", context)


class ListedDue(NamedTuple):
    """Something due as a row of the list."""

    due: Due
    title: str
    why: str
    late: bool


@role_required(Role.READER)
@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """What the staff has to see to, the most pressing first."""
    store = fact_store()
    found = due(store.all(), set(store.waiting()), today())
    rows = [
        ListedDue(
            each,
            each.record.title[page_language()],
            WHY_DUE[each.why.value],
            each.is_late(today()),
        )
        for each in found
    ]
    return render(request, "facts/due.html", {"rows": rows, "waiting": len(store.waiting())})


@role_required(Role.READER)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All facts as a file: a spreadsheet, or YAML where that is asked for."""
    stored = list(fact_store().all().values())
    if request.GET.get("form") == "yml":
        content = write_yaml([each.record.document() for each in stored]).encode()
        return _file(content, "application/yaml", "facts.yml")
    return _file(write_sheet(stored), SHEET_TYPE, "facts.xlsx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def last_change(fact_id: str) -> Optional[int]:
    """The number of a fact's last change."""
    rows = fact_store().history(fact_id)
    return rows[-1].id if rows else None
