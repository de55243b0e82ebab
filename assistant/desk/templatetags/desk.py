"""Dates, times and numbers as people of the page's language write them, with Western digits."""

import datetime
from typing import Any, Optional

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.translation import get_language

from assistant.facts.languages import LOCALES, language_of
from assistant.facts.values import write_partial_date

register = template.Library()


def page_language() -> str:
    """The language of the page: one that the assistant speaks."""
    return language_of(get_language()) or "fr"


def _locale() -> Locale:
    return LOCALES[page_language()]


def _moment(value: datetime.datetime) -> datetime.datetime:
    """A moment as the office's clocks have it; the stores' have no zone, and are UTC."""
    if timezone.is_naive(value):
        value = value.replace(tzinfo=datetime.timezone.utc)
    return timezone.localtime(value)


@register.filter
def day(value: Optional[datetime.date]) -> str:
    """A day: 17 mai 2022."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = _moment(value).date()
    return str(format_date(value, "long", locale=_locale()))


@register.filter
def partial_day(value: Optional[str]) -> str:
    """A date known to the year, the month or the day."""
    return write_partial_date(value, page_language()) if value else ""


@register.filter
def moment(value: Optional[datetime.datetime]) -> str:
    """A day and the time of day, by the 24 hours that the office counts (CLDR has "PM" for
    French in Tunisia)."""
    if value is None:
        return ""
    then = _moment(value)
    return f"{format_date(then, 'medium', locale=_locale())} {then:%H:%M}"


@register.filter
def ago(value: Optional[datetime.datetime]) -> str:
    """How long ago a moment was."""
    if value is None:
        return ""
    passed = _moment(value) - timezone.now()
    return str(format_timedelta(passed, add_direction=True, locale=_locale()))


@register.filter
def number(value: Any) -> str:
    """A number, grouped as the language does."""
    return str(format_decimal(value, locale=_locale())) if value is not None else ""


@register.filter
def isolated(value: Any) -> str:
    """A text whose direction does not touch what stands around it (a number in Arabic)."""
    return f"\u2068{value}\u2069"
