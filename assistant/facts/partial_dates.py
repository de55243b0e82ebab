"""Dates that are known to the year, the month or the day: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``."""

import calendar
import datetime
import re

from assistant.facts.errors import Sentence

# Years as typed values have them: four digits, with days before and after to count with.
EARLIEST, LATEST = 1000, 2999
PARTIAL_DATE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def partial_date(text: str) -> str:
    """The text, which is a partial date.

    Raises:
        ValueError: it is none.
    """
    if not PARTIAL_DATE.fullmatch(text):
        raise ValueError(
            Sentence("{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD", text=text)
        )
    try:
        first_day(text)
    except ValueError:
        raise ValueError(Sentence("{text!r} is no day of the calendar", text=text)) from None
    return text


def first_day(text: str) -> datetime.date:
    """The first day of what a partial date names."""
    return datetime.date.fromisoformat(f"{text}-01-01"[:10])


def last_day(text: str) -> datetime.date:
    """The last day of what a partial date names: of its year, of its month, or the day."""
    if len(text) == 10:
        return first_day(text)
    month = first_day(text if len(text) == 7 else f"{text}-12")
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
