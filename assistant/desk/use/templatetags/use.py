"""Periods, shares and times as people of the page's language write them."""

from typing import Optional

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_percent
from babel.units import format_unit
from django import template

from assistant.desk.templatetags.desk import page_language
from assistant.facts.languages import LOCALES
from assistant.use.periods import Period, Unit

register = template.Library()
SECOND = 1000  # milliseconds


@register.filter
def period_name(value: Period) -> str:
    """A day, the days of a week, or a month: 2–8 nov. 2026."""
    locale = LOCALES[page_language()]
    if value.unit is Unit.DAY:
        return str(format_date(value.first, "full", locale=locale))
    if value.unit is Unit.MONTH:
        return str(format_skeleton("yMMMM", value.first, locale=locale))
    return str(format_interval(value.first, value.last, "yMMMd", locale=locale))


@register.filter
def share(value: Optional[float]) -> str:
    """A share in per cent, with a decimal where it has one."""
    if value is None:
        return ""
    locale = LOCALES[page_language()]
    pattern = locale.percent_formats[None].pattern.replace("0", "0.#", 1)
    return str(format_percent(round(value, 3), pattern, locale=locale))


@register.filter
def seconds(milliseconds: int) -> str:
    """A time in seconds: 0,4 s."""
    locale = LOCALES[page_language()]
    return str(
        format_unit(round(milliseconds / SECOND, 2), "second", "short", "#,##0.##", locale=locale)
    )


@register.filter
def coordinate(value: float) -> str:
    """A length in a chart, which no language writes with a comma."""
    return f"{value:.2f}"
