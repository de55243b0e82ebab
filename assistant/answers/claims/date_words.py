"""The day, the month or the year at one place of a clause, and the words that join them."""

from typing import List, Optional

from assistant.answers.claims.claim_tables import plain_words
from assistant.answers.claims.items import Item
from assistant.understanding.names import FIRST_YEAR, LAST_YEAR


def is_among(item: Item, row: str) -> bool:
    """Whether an item is one of the words of a row of the calendar."""
    return item.text in plain_words("calendar", row)


def behind_glue(items: List[Item], position: int, most: int = 2) -> int:
    """The position behind the words that join the parts of a date.

    Args:
        most: how many such words are passed over.
    """
    end = position
    while end < len(items) and end - position < most and is_among(items[end], "date_glue"):
        end += 1
    return end


def day_at(items: List[Item], position: int) -> Optional[int]:
    """The number at a position where it can be a day of a month."""
    if position >= len(items):
        return None
    value = items[position].number() or items[position].number("ordinal")
    return value if value is not None and 1 <= value <= 31 else None


def year_at(items: List[Item], position: int) -> Optional[int]:
    """The year at a position, as a number or by its name ("the revolution")."""
    if position >= len(items):
        return None
    named = items[position].number("year")
    value = items[position].number()
    if value is not None and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    return named


def month_at(items: List[Item], position: int) -> Optional[int]:
    """The month at a position; one whose name means something else too only beside a date's
    other parts."""
    if position >= len(items):
        return None
    item = items[position]
    month = item.number("month")
    if month is None or not is_among(item, "ambiguous_months"):
        return month
    behind = behind_glue(items, position + 1)
    beside = year_at(items, behind) is not None or day_at(items, position + 1) is not None
    before = position > 0 and (
        is_among(items[position - 1], "month_cues") or day_at(items, position - 1) is not None
    )
    return month if beside or before else None


def counts_things(items: List[Item], position: int) -> bool:
    """Whether a number that could be a year counts things: what is counted, or a comparison,
    stands beside it."""
    compared = position > 0 and items[position - 1].is_(
        "more", "less", "at_least", "at_most", "about"
    )
    return compared or has_unit_behind(items, position)


def has_unit_behind(items: List[Item], position: int) -> bool:
    """Whether what a number counts, or an unknown word that it may count, stands behind it."""
    behind = position + 1
    return behind < len(items) and (
        items[behind].unknown or items[behind].is_("states", "member", "source", "week", "hour")
    )
