"""The pages on use: a period's figures among those before it, and all of them as a file."""

from typing import Any, Callable, Dict, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from assistant.database import NOT_TO_BE_HAD
from assistant.desk.access import role_required
from assistant.desk.facts.store import fact_store
from assistant.desk.roles import Role
from assistant.desk.templatetags.desk import page_language
from assistant.desk.use.charts import chosen, columns, lines
from assistant.desk.use.counted import counted
from assistant.desk.use.labels import (
    CHANNELS,
    KINDS,
    LANGUAGES,
    OPINIONS,
    QUARTERS,
    UNITS,
    topic_label,
)
from assistant.use.figures import Figures
from assistant.use.known import LEAST
from assistant.use.periods import Period, Unit
from assistant.use.rows import as_csv

MOST_TOPICS = 20


@role_required(Role.READER)
@require_safe
def use(request: HttpRequest) -> HttpResponse:
    """A day's, a week's or a month's figures, beside a chart of the latest ones."""
    unit = _unit(request)
    context: Dict[str, Any] = {"units": UNITS, "unit": unit.value, "least": LEAST}
    try:
        figures = counted().now()
    except NOT_TO_BE_HAD:
        return render(request, "use/away.html", context, status=503)
    if figures is None:
        return render(request, "use/counting.html", context)
    periods = figures.of(unit)
    period = chosen(periods, request.GET.get("first", ""))
    if period is not None:
        context["told"] = _of_period(figures, period)
        context["columns"] = columns(figures, unit, get_language_bidi())
    context.update({"periods": periods[::-1], "period": period})
    return render(request, "use/figures.html", context)


@role_required(Role.READER)
@require_safe
def use_file(request: HttpRequest) -> HttpResponse:
    """All figures by day, week or month, as comma-separated values."""
    unit = _unit(request)
    try:
        figures = counted().now()
    except NOT_TO_BE_HAD:
        return render(request, "use/away.html", status=503)
    if figures is None:
        return render(request, "use/counting.html", {"units": UNITS, "unit": unit.value})
    name = f'attachment; filename="use-by-{unit.value}.csv"'
    return HttpResponse(
        as_csv(figures, unit),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _unit(request: HttpRequest) -> Unit:
    named = request.GET.get("by", "")
    return Unit(named) if named in {unit.value for unit in Unit} else Unit.WEEK


def _of_period(figures: Figures, period: Period) -> Dict[str, Any]:
    messages = figures.messages.get(period)
    topics = lines(figures.topics, period, _topic(), None)
    questions, others = figures.questions, figures.others
    return {
        "messages": messages,
        "visitors": figures.visitors.get(period),
        "dangers": figures.dangers.get(period),
        "answered": figures.answered(period),
        "taken": figures.taken.get(period),
        "questions": lines(questions.by, period, _named(KINDS), questions.whole.get(period)),
        "others": lines(others.by, period, _named(KINDS), others.whole.get(period)),
        "opinions": lines(
            figures.opinions.by, period, _named(OPINIONS), figures.opinions.whole.get(period)
        ),
        "channels": lines(figures.channels.by, period, _named(CHANNELS), messages),
        "languages": lines(figures.languages.by, period, _named(LANGUAGES), messages),
        "quarters": lines(figures.quarters.by, period, _named(QUARTERS), messages),
        "topics": [line for line in topics if line.count][:MOST_TOPICS],
        "topics_hidden": any(line.count is None for line in topics),
    }


def _named(labels: Mapping[str, Any]) -> Callable[[str], str]:
    return lambda name: str(labels.get(name, name))


def _topic() -> Callable[[str], str]:
    language = page_language()
    titles: Dict[str, str] = {
        fact: stored.record.title[language] for fact, stored in fact_store().all().items()
    }
    return lambda topic: topic_label(topic, titles)
