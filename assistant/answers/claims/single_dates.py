"""One date: a day, a month or a year as precisely as it is written, or a decade."""

from typing import List, Optional, Tuple, Union

from assistant.answers.claims.date_words import (
    behind_glue,
    counts_things,
    day_at,
    has_unit_behind,
    is_among,
    month_at,
    year_at,
)
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Decade, PartialDate, When

# Two digits are a year of the last century only from here on ("depuis 98").
FIRST_SHORT_YEAR = 40
LAST_CENTURY, THIS_CENTURY = 1900, 2000
DAY_ARTICLE = "le"  # "c'était le 18"


def single_at(items: List[Item], start: int) -> Optional[Tuple[Union[When, Decade], int]]:
    """The date or the decade that begins at a position, and the position behind it."""
    decade = items[start].number("decade")
    if decade is not None:
        return Decade(decade if decade > 100 else LAST_CENTURY + decade), start + 1
    number = items[start].number()
    before = items[start - 1] if start else None
    if number is not None and number < 100 and before is not None:
        if before.is_("year") and number % 10 == 0 and number >= FIRST_SHORT_YEAR:
            return Decade(LAST_CENTURY + number), start + 1
        if (
            (before.is_("since") or is_among(before, "year_cues"))
            and number >= FIRST_SHORT_YEAR
            and (start + 1 == len(items) or not items[start + 1].is_("year", "states", "member"))
        ):
            return When(PartialDate(LAST_CENTURY + number)), start + 1
    found = date_at(items, start)
    if found is not None:
        return When(found[0]), found[1]
    if _is_day_alone(items, start):
        return When(PartialDate(day=day_at(items, start))), start + 1
    return None


def date_at(items: List[Item], start: int) -> Optional[Tuple[PartialDate, int]]:
    """A date with its month or year, and the position behind it."""
    written = items[start].value("date")
    if isinstance(written, PartialDate):
        return written, start + 1
    day = day_at(items, start)
    if day is not None:
        at = behind_glue(items, start + 1)
        month = month_at(items, at)
        if month is not None:
            return with_year(items, at + 1, month, day)
    month = month_at(items, start)
    if month is not None:
        at = behind_glue(items, start + 1, 1)
        day = day_at(items, at)
        if day is not None and not has_unit_behind(items, at):
            return with_year(items, at + 1, month, day)
        return with_year(items, start + 1, month, None)
    year = year_at(items, start)
    if year is not None and not counts_things(items, start):
        # "The revolution of 2011": a name and its number are one date.
        behind = behind_glue(items, start + 1)
        named = items[start].value("year") is not None
        again = year_at(items, behind) if named else None
        return (PartialDate(year), start + 1) if again is None else (PartialDate(again), behind + 1)
    return None


def with_year(
    items: List[Item], position: int, month: int, day: Optional[int]
) -> Tuple[PartialDate, int]:
    """A month, or a day of it, with the year that is written at a position, and the position behind
    the date; without a year where none is."""
    behind = behind_glue(items, position)
    year = year_at(items, behind)
    if year is None and behind < len(items) and not counts_things(items, behind):
        short = items[behind].number()
        last = short is not None and FIRST_SHORT_YEAR <= short < 100
        year = LAST_CENTURY + short if short is not None and last else None
        if short is not None and day is not None and _is_short_year(items, behind):
            year = THIS_CENTURY + short  # "le 18 mai 22"
    if year is None:
        return PartialDate(None, month, day), position
    return PartialDate(year, month, day), behind + 1


def _is_short_year(items: List[Item], position: int) -> bool:
    """Whether two digits at the end of a date are a year of this century: nothing is behind that
    they could count."""
    item = items[position]
    behind = items[position + 1] if position + 1 < len(items) else None
    if item.kind_of_number != "number" or not 10 <= (item.number() or 0) < FIRST_SHORT_YEAR:
        return False
    return behind is None or behind.is_("tag", "confirm", "polite")


def _is_day_alone(items: List[Item], position: int) -> bool:
    """Whether a number without a month is a day of it: "from 17 May to day 18"."""
    written_as_order = items[position].kind_of_number == "ordinal"
    number = items[position].number("ordinal" if written_as_order else "number")
    if number is None or not 1 <= number <= 31 or position == 0:
        return False
    behind = items[position + 1] if position + 1 < len(items) else None
    alone = behind is None or behind.is_("filler", "tag", "is", "and", "not", "or", "begin", "end")
    if written_as_order:
        first = position
        while first and items[first - 1].is_("filler", "is"):
            first -= 1
        return alone and first > 0 and items[first - 1].is_("begin", "end", "since")
    before = items[position - 1]
    return alone and (before.is_("day", "begin", "end") or before.text == DAY_ARTICLE)
