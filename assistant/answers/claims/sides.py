"""How a stated time stands to the true one, by the words before it: before, since, at the end."""

from typing import Sequence

from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Side

SIDES_OF_WORDS = {
    "before": Side.BEFORE,
    "after": Side.AFTER,
    "begin": Side.BEGIN,
    "end": Side.END,
    "since": Side.SINCE,
    "dates_from": Side.SINCE,
    "opened": Side.BEGIN,
    "closed": Side.END,
}
NAMED_BY_DATE = ("forum", "session")  # events that are named by their date, too
# Between a date and the word that sets it before or after may stand so many others.
MOST_BETWEEN = 3
BESIDE_DATES = (
    "filler",
    "is",
    "held",
    "day",
    "year",
    "month",
    "daypart.morning",
    "daypart.afternoon",
)


def side_before(items: Sequence[Item]) -> Side:
    """How what follows these items stands to the true time, by the last words before it."""
    gap = 0
    passed_event = False
    for item in reversed(items):
        for concept, side in SIDES_OF_WORDS.items():
            if concept in item.concepts:
                edge = side in (Side.BEGIN, Side.END)
                return side if edge or not passed_event else Side.AT
        if item.is_(*NAMED_BY_DATE):
            passed_event = True
            continue
        beside = item.is_(*BESIDE_DATES) or item.number("weekday") is not None
        if gap == MOST_BETWEEN or item.part or not beside:
            break
        gap += 1
    return Side.AT
