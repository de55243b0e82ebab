"""Typed values, written in a language."""

import datetime
from typing import Any, Callable, Dict, Sequence

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from assistant.facts.languages import LOCALES
from assistant.facts.patterns import Written
from assistant.facts.record import (
    AtLeast,
    Count,
    Day,
    Facts,
    Listing,
    Month,
    Phone,
    Place,
    Range,
    Text,
    Year,
)

LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"
OtherValue = Callable[[str], Written]


def write_partial_date(date: str, language: str) -> str:
    """Write ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as people of that language do."""
    locale = LOCALES[language]
    if len(date) == 4:
        return date
    if len(date) == 7:
        month = datetime.date.fromisoformat(f"{date}-01")
        return format_skeleton("yMMMM", month, locale=locale)
    return format_date(datetime.date.fromisoformat(date), format="long", locale=locale)


def _write_range(value: Range, language: str) -> Dict[str, Written]:
    locale = LOCALES[language]
    last = format_date(value.last, format="long", locale=locale)
    same_month = (value.first.year, value.first.month) == (value.last.year, value.last.month)
    first = (
        str(value.first.day)
        if same_month
        else format_date(value.first, format="long", locale=locale)
    )
    return {"value": last, "value_first": first, "value_last": last}


def _write_list(items: Sequence[str], language: str) -> Dict[str, Written]:
    return {
        "value": format_list(items, locale=LOCALES[language]),
        "value_bullets": "\n".join(f"• {item}" for item in items),
    }


def _write_number(number: str, language: str) -> str:
    # Without isolation, the groups of a number change places in right-to-left text (UAX #9).
    isolated = f"{LEFT_TO_RIGHT_ISOLATE}{number}{POP_ISOLATE}"
    return isolated if LOCALES[language].text_direction == "rtl" else number


def write_value(value: Any, language: str, other: OtherValue) -> Dict[str, Written]:
    """The Fluent variables that a value gives to the answer of its own fact.

    Always ``value``; a month adds ``value_year``; a range ``value_first`` and ``value_last``;
    a list ``value_bullets`` (a line an item).
    Counts stay numbers, so that Fluent can choose the plural. ``other`` writes the value of
    another fact by its id (for a list of facts).
    """
    locale = LOCALES[language]
    if isinstance(value, (Count, AtLeast)):
        return {"value": value.count}
    if isinstance(value, Year):
        return {"value": str(value.year)}
    if isinstance(value, Month):
        return {"value": write_partial_date(value.month, language), "value_year": value.month[:4]}
    if isinstance(value, Day):
        return {"value": format_date(value.day, format="long", locale=locale)}
    if isinstance(value, Range):
        return _write_range(value, language)
    if isinstance(value, Place):
        return {"value": value.place[language]}
    if isinstance(value, Text):
        return {"value": value.text[language]}
    if isinstance(value, Listing):
        return _write_list(value.items[language], language)
    if isinstance(value, Facts):
        return _write_list([str(other(fact)) for fact in value.facts], language)
    if isinstance(value, Phone):
        return {"value": _write_number(value.number, language)}
    raise TypeError(f"no writing is known for {type(value).__name__}")
