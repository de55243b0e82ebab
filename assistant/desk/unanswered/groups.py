"""The pages on what was asked in vain: the groups, one of them, and what they became."""

from collections import Counter
from typing import Any, Dict, List, Optional, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_POST, require_safe

from assistant.desk.access import role_required
from assistant.desk.accounts.models import User
from assistant.desk.audit import note
from assistant.desk.roles import Role
from assistant.desk.unanswered import stores
from assistant.desk.unanswered.forms import FilingForm
from assistant.desk.unanswered.words import word
from assistant.examples.reviewed import Outcome, Reviewed
from assistant.settings import Settings
from assistant.unanswered import grouping_aside
from assistant.unanswered.filing import file
from assistant.unanswered.groups import GROUP_FROM, nearest_facts, summaries
from assistant.unanswered.tables import MessageRow

ON_A_PAGE = 25
ACCEPTED_ON_A_PAGE = 100
MOST_MESSAGES = 200  # of a group, in one sitting
TEXT = "text-"


class _Groups:
    """The groups that wait, as Django's paginator reads them."""

    def __init__(self, least: int, most: Optional[int]) -> None:
        self._least, self._most = least, most

    def count(self) -> int:
        """How many there are."""
        return stores.unanswered().number_of_groups(self._least, self._most)

    __len__ = count

    def __getitem__(self, part: slice) -> List[Any]:
        today = timezone.localdate()
        limit = part.stop - part.start
        return summaries(stores.unanswered(), today, self._least, self._most, limit, part.start)


@role_required(Role.READER)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What was asked more than once, the largest group first."""
    return _list(request, GROUP_FROM, None)


@role_required(Role.READER)
@require_safe
def once(request: HttpRequest) -> HttpResponse:
    """What was asked once, the latest first."""
    return _list(request, 1, GROUP_FROM - 1)


def _list(request: HttpRequest, least: int, most: Optional[int]) -> HttpResponse:
    page = Paginator(cast(Any, _Groups(least, most)), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "once": most is not None,
        "ungrouped": stores.unanswered().ungrouped(),
        "grouping": grouping_aside.is_under_way(Settings()),
        "role": _role(request),
        "roles": Role,
    }
    return render(request, "unanswered/list.html", shown)


@role_required(Role.EDITOR)
@require_POST
def group_now(request: HttpRequest) -> HttpResponse:
    """Have the messages grouped, aside."""
    grouping_aside.begin(Settings())
    messages.success(request, gettext("The messages are being grouped: look again in a minute."))
    return redirect("unanswered")


@role_required(Role.READER)
@require_safe
def group(request: HttpRequest, first: int) -> HttpResponse:
    """The messages of a group, and what it may become."""
    waiting = _waiting(first)
    return _group_page(request, first, waiting, _form(None, waiting))


@role_required(Role.EDITOR)
@require_POST
def file_group(request: HttpRequest, first: int) -> HttpResponse:
    """Make something of the messages that were ticked."""
    waiting = _waiting(first)
    form = _form(request.POST, waiting)
    ticked = {int(one) for one in request.POST.getlist("message") if one.isdecimal()}
    chosen = [row.id for row in waiting if row.id in ticked]
    if not chosen:
        form.add_error(None, gettext("Tick at least one message."))
    if not form.is_valid():
        return _group_page(request, first, waiting, form, status=422)
    filing = form.filing(cast(User, request.user).username)
    texts = {
        number: request.POST[f"{TEXT}{number}"]
        for number in chosen
        if request.POST.get(f"{TEXT}{number}", "").strip()
    }
    filed = file(
        stores.unanswered(), stores.accepted(), stores.labels(set(stores.asked_facts())), filing,
        chosen, texts,
    )  # fmt: skip
    about = f"{first}: {filed.messages} {filing.became.value} {filing.label or ''}".strip()
    note(request, gettext_noop("Unanswered messages filed"), about)
    messages.success(request, _filed(filed.messages, filing.became.value))
    for sentence in _left_out(filed.examples):
        messages.warning(request, sentence)
    return redirect("unanswered")


@role_required(Role.READER)
@require_safe
def accepted(request: HttpRequest) -> HttpResponse:
    """The examples that were accepted and are not in the project's own yet."""
    examples = sorted(stores.accepted().all())
    page = Paginator(examples, ACCEPTED_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "role": _role(request), "roles": Role}
    return render(request, "unanswered/accepted.html", shown)


@role_required(Role.EDITOR)
@require_POST
def remove_accepted(request: HttpRequest) -> HttpResponse:
    """Accept some examples no more."""
    count = stores.accepted().remove(set(request.POST.getlist("text")))
    if count:
        note(request, gettext_noop("Accepted examples removed"), str(count))
    messages.success(
        request,
        ngettext("%(count)d example was removed.", "%(count)d examples were removed.", count)
        % {"count": count},
    )
    return redirect("accepted-examples")


# --- inside ------------------------------------------------------------------------------------


def _role(request: HttpRequest) -> int:
    return int(cast(User, request.user).role)


def _waiting(first: int) -> List[MessageRow]:
    waiting = stores.unanswered().of_group(first)[:MOST_MESSAGES]
    if not waiting:
        raise Http404
    return waiting


def _form(data: Any, waiting: List[MessageRow]) -> FilingForm:
    facts = stores.asked_facts()
    near = [one.fact for one in nearest_facts(waiting)]
    return FilingForm(data, stores.labels(set(facts)), facts, near)


def _group_page(
    request: HttpRequest,
    first: int,
    waiting: List[MessageRow],
    form: FilingForm,
    status: int = 200,
) -> HttpResponse:
    sent = request.POST
    rows = [
        {
            "row": row,
            "ticked": not sent or str(row.id) in sent.getlist("message"),
            "text": sent.get(f"{TEXT}{row.id}", row.text),
        }
        for row in waiting
    ]
    shown: Dict[str, Any] = {
        "first": first,
        "rows": rows,
        "form": form,
        "facts": stores.asked_facts(),
        "near": nearest_facts(waiting),
        "became": stores.unanswered().became_before([first]).get(first),
        "may_file": _role(request) >= Role.EDITOR,
    }
    return render(request, "unanswered/group.html", shown, status=status)


def _filed(count: int, became: str) -> str:
    told = ngettext(
        "%(count)d message filed: %(became)s.", "%(count)d messages filed: %(became)s.", count
    )
    return told % {"count": count, "became": word(became)}


def _left_out(examples: List[Reviewed]) -> List[str]:
    """What is told of the messages that did not become examples."""
    counts = Counter(one.outcome for one in examples if one.outcome is not Outcome.FILED)
    told = [(count, word(outcome.value)) for outcome, count in counts.items()]
    return [
        ngettext(
            "%(count)d message did not become an example: %(why)s.",
            "%(count)d messages did not become examples: %(why)s.",
            count,
        )
        % {"count": count, "why": why}
        for count, why in told
    ]
