"""Ranges of days: "du 17 au 20 mai 2022", "17-20 May", "May 17 to 20, 2022"."""

import datetime
from typing import List, Optional, Tuple

from assistant.answers.claims.date_words import day_at, is_among, month_at
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import PartialDate, When
from assistant.answers.claims.single_dates import date_at, with_year

DASH = "-"
MONTH_WITHIN = 3  # words from a range's first day on


def range_at(items: List[Item], start: int) -> Optional[Tuple[When, int]]:
    """The range of days that begins at a position, and the position behind it.

    Two days that "and" joins are a range where the second is the day after the first, or where
    "between" stands before them.
    """
    first = _first_day(items, start)
    if first is None or first[1] >= len(items):
        return None
    opening, at = first
    two_days = is_among(items[at], "both_days")
    if not (two_days or is_among(items[at], "range_to") or items[at].text == DASH):
        return None
    two_days = two_days and not _stands_behind_between(items, start)
    at, weekday = _led_to_last_day(items, at + 1)
    last_day = day_at(items, at)
    if last_day is None:
        whole = items[at].value("date") if at < len(items) else None
        return (When(opening, whole), at + 1) if isinstance(whole, PartialDate) else None
    closing, after = _last_day(items, at, last_day, opening)
    if opening.month is None and closing.month is None and two_days:
        return None
    if two_days and last_day != (opening.day or 0) + 1:
        return None
    opening = PartialDate(opening.year or closing.year, opening.month or closing.month, opening.day)
    if weekday is not None and _weekday_of(closing) != weekday:
        return None
    return When(opening, closing), after


def _first_day(items: List[Item], start: int) -> Optional[Tuple[PartialDate, int]]:
    """The first day of a range, alone or with its month, and the position behind it."""
    written = items[start].value("date") is not None
    first = date_at(items, start) if written or _month_near(items, start) else None
    day = day_at(items, start)
    if first is None and day is not None:
        first = PartialDate(day=day), start + 1
    return first if first is not None and first[0].day is not None else None


def _month_near(items: List[Item], position: int) -> bool:
    end = min(position + MONTH_WITHIN, len(items))
    return any(month_at(items, near) is not None for near in range(position, end))


def _stands_behind_between(items: List[Item], start: int) -> bool:
    """Whether "between" leads to a range's first day."""
    near = start - 1
    while near > 0 and is_among(items[near], "date_glue"):
        near -= 1
    return near >= 0 and is_among(items[near], "between")


def _led_to_last_day(items: List[Item], position: int) -> Tuple[int, Optional[int]]:
    """The position of a range's last day, and the day of the week that is named before it."""
    weekday: Optional[int] = None
    while position < len(items) and _leads_to_day(items[position]):
        weekday = items[position].number("weekday") if weekday is None else weekday
        position += 1
    return position, weekday


def _leads_to_day(item: Item) -> bool:
    """Whether a word may stand between the first and the last day of a range."""
    return (
        item.is_("day", "end")
        or is_among(item, "date_glue")
        or (item.number("weekday") is not None and item.number() is None)
    )


def _last_day(
    items: List[Item], position: int, day: int, opening: PartialDate
) -> Tuple[PartialDate, int]:
    """The last day of a range, and the position behind it; its month may stand with the first:
    "May 17 to 20, 2022"."""
    last = date_at(items, position)
    if last is not None and last[0].day is not None:
        return last
    closing, after = with_year(items, position + 1, opening.month or 0, day)
    return (PartialDate(closing.year, None, day) if closing.month == 0 else closing), after


def _weekday_of(date: PartialDate) -> Optional[int]:
    """The day of the week of a whole date."""
    if date.year is None or date.month is None or date.day is None:
        return None
    try:
        return datetime.date(date.year, date.month, date.day).weekday()
    except ValueError:
        return None
