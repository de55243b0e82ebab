"""A stated time compared with a fact's, as precisely as it is stated."""

import calendar
import datetime
from typing import FrozenSet, NamedTuple, Optional, Union

from assistant.answers.claims.counts import compare_number
from assistant.answers.claims.parts import (
    BesideForum,
    Decade,
    PartialDate,
    Relation,
    Side,
    Span,
    Weekdays,
    When,
)
from assistant.facts.record import Day, Month, Range, Year

DATED = (Year, Month, Day, Range)
Dated = Union[Year, Month, Day, Range]
DAYS_OF_WEEK = 7
ONE_DAY = datetime.timedelta(days=1)


class Days(NamedTuple):
    """The first and the last day that a time may be, and how precisely it is known."""

    first: datetime.date
    last: datetime.date
    precise: PartialDate


def days_of(value: Dated) -> Days:
    """The days of a fact's value."""
    if isinstance(value, Range):
        return Days(value.first, value.last, PartialDate())
    if isinstance(value, Day):
        return Days(value.day, value.day, PartialDate(*value.day.timetuple()[:3]))
    if isinstance(value, Month):
        year, month = map(int, value.month.split("-"))
        return _days(PartialDate(year, month))
    return _days(PartialDate(value.year))


def _days(date: PartialDate) -> Days:
    """The days that a date with a year may be."""
    year = date.year or 0
    month_first, month_last = (date.month, date.month) if date.month else (1, 12)
    longest = calendar.monthrange(year, month_last)[1]
    first = datetime.date(year, month_first, min(date.day or 1, longest))
    return Days(first, datetime.date(year, month_last, min(date.day or longest, longest)), date)


def compare_when(
    value: Dated, stated: When, lasting: bool = False, already: bool = False
) -> Optional[bool]:
    """Whether a fact's time is what is stated; None where that cannot be decided.

    Args:
        lasting: what is stated holds ever since ("existed in 1960").
        already: it is said to hold then already.
    """
    side = stated.side
    if stated.last is not None:
        return _compare_range(value, stated.first, stated.last)
    if side in (Side.BEFORE, Side.AFTER) or (lasting and side is Side.AT):
        if stated.first.year is None:
            return None
        return _beside(days_of(value), _days(stated.first), side, lasting, already)
    if isinstance(value, Range):
        if side is Side.END:
            return stated.first.of(value.last)
        if side in (Side.BEGIN, Side.SINCE):
            return stated.first.of(value.first)
        return _within(value, stated.first)
    return None if side is Side.END else _same(days_of(value).precise, stated.first)


def _same(known: PartialDate, stated: PartialDate) -> Optional[bool]:
    pairs = [(true, said) for true, said in zip(known, stated) if said is not None]
    if any(true is not None and true != said for true, said in pairs):
        return False
    return None if any(true is None for true, _ in pairs) else True


def _within(value: Range, stated: PartialDate) -> Optional[bool]:
    """A date stated of an event of several days: right as a month or year; as a single day it
    is only one of them."""
    days = [value.first + ONE_DAY * n for n in range((value.last - value.first).days + 1)]
    right = [stated.of(day) for day in days]
    if all(right):
        return True
    return None if any(right) else False


def _compare_range(value: Dated, first: PartialDate, last: PartialDate) -> Optional[bool]:
    if isinstance(value, Range):
        return bool(first.of(value.first) and last.of(value.last))
    if isinstance(value, Day):
        return False
    return None


def _beside(true: Days, said: Days, side: Side, lasting: bool, already: bool) -> Optional[bool]:
    if side is Side.BEFORE:
        if true.last < said.first:
            return True
        return False if true.first >= said.first else None
    if side is Side.AFTER:
        if lasting:
            return None
        if true.first > said.last:
            return True
        return False if true.last <= said.last else None
    if said.last < true.first:
        return False
    if said.first > true.last:
        return True if already else None
    return _same(true.precise, said.precise)


def compare_decade(value: Dated, stated: Decade, lasting: bool) -> Optional[bool]:
    """Whether a fact's time lies in, before or after the ten years stated."""
    true = days_of(value)
    first = datetime.date(stated.year, 1, 1)
    last = datetime.date(stated.year + 9, 12, 31)
    said = Days(first, last, PartialDate())
    if stated.side in (Side.BEFORE, Side.AFTER):
        return _beside(true, said, stated.side, lasting, False)
    if first <= true.first and true.last <= last:
        return True
    return None if lasting and true.last < first else False


def compare_weekday(value: Dated, stated: Weekdays, words: FrozenSet[str]) -> Optional[bool]:
    """Whether a fact's day, or the first or last one of its days, is a stated day of the week; of
    an event of several days that a day is one of them says no more than that."""
    if not isinstance(value, (Day, Range)):
        return None
    true = days_of(value)
    named = set(range(stated.first, stated.last + 1))
    first, last = true.first.weekday(), true.last.weekday()
    if "begin" in words and "end" not in words:
        return named == {first}
    if "end" in words and "begin" not in words:
        return named == {last}
    days = {(true.first + ONE_DAY * n).weekday() for n in range((true.last - true.first).days + 1)}
    if len(named) == 1:
        return True if named <= days else False
    return named == days


def compare_beside(value: Dated, stated: BesideForum, other: Dated) -> Optional[bool]:
    """Whether a fact's time lies before or after another event's, or is the very next day; None
    where they share days but for the whole forum, which its parts lie in."""
    true, event = days_of(value), days_of(other)
    earlier, later = true.last < event.first, true.first > event.last
    if stated.next_day:
        next_day = event.first - ONE_DAY if stated.side is Side.BEFORE else event.last + ONE_DAY
        return (true.first, true.last) == (next_day, next_day)
    if stated.event and not (earlier or later):
        return None
    return earlier if stated.side is Side.BEFORE else later


def compare_span(value: Dated, stated: Span, today: datetime.date) -> Optional[bool]:
    """Whether so many years have passed since a fact's time, or its event takes so many days."""
    true = days_of(value)
    if stated.every:
        return None
    if stated.unit == "year":
        least, most = _years(true.last, today), _years(true.first, today)
        return _compare_elapsed(least, most, stated)
    if stated.unit == "week" and stated.count > 1 and isinstance(value, (Day, Range)):
        # One week may be the days of one; several are not.
        weeks = (true.last - true.first).days // DAYS_OF_WEEK + 1
        return compare_number(weeks, stated.relation, stated.count)
    if stated.unit == "day" and isinstance(value, (Day, Range)):
        length = (true.last - true.first).days + 1
        return compare_number(length, stated.relation, stated.count)
    return None


def _compare_elapsed(least: int, most: int, stated: Span) -> Optional[bool]:
    """Whether so many years passed, where ``least`` to ``most`` whole ones did."""
    count, relation = stated.count, stated.relation
    if relation is Relation.ABOUT:
        return compare_number(least, relation, count)
    if relation is Relation.EQUAL:
        # People round: a year more or less is neither right nor wrong.
        if least <= count <= most:
            return True
        return None if least - 1 <= count <= most + 1 else False
    if count <= least:
        longer = True
    elif count > most:
        longer = False
    else:
        return None
    return longer if relation in (Relation.MORE, Relation.AT_LEAST) else not longer


def _years(since: datetime.date, today: datetime.date) -> int:
    """Whole years from a day to today."""
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))
