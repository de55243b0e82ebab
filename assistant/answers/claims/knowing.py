"""Whether a word of a claim is understood where it stands."""

from typing import Sequence

from assistant.answers.claims.finite import denies_rank
from assistant.answers.claims.items import Item
from assistant.answers.claims.negation import EXCEPTION
from assistant.answers.claims.parts import BesideForum, Decade, Placed, Side, Stated, When
from assistant.answers.claims.reading import NEUTRAL, matters_of

# Matters that are told with a verb: a message that has one states something. Those that nouns
# tell as often ("création OIM 1951") are left out.
VERBS = frozenset("held exist present joined part_of work_on begin end closed lasts".split())
# What an Arabic "ma" before it may deny, and not be "what".
HAPPENED = (*sorted(VERBS), "opened", "founded", "outcome", "chair", "legal_basis", "collaborate")
WHAT_OR_NOT = ("ما", "وما")
SIDES = (Side.BEFORE, Side.AFTER)
PREPOSITIONS = ("on",)


def is_understood(item: Item, items: Sequence[Item]) -> bool:
    """Whether a word without a part is understood, and is what its claim makes of it."""
    at = next(n for n, other in enumerate(items) if other is item)
    return (
        _is_known(item, items)
        and not _does_something(item, items)
        and not _is_rate(item, items[at + 1 :])
        and not denies_rank(items, at)
    )


def _is_known(item: Item, items: Sequence[Item]) -> bool:
    """Whether a word without a part is understood where it stands."""
    if item.value("org") or item.value("other_forum"):
        return False
    stated = any(other.part for other in items)
    if item.is_("modal"):
        # What should be, or someone wanted, is not; whom one must call is who answers.
        return not stated or any(other.is_("call") for other in items)
    if stated and item.text in WHAT_OR_NOT and _denies(items, item):
        return False
    if item.is_("before", "after"):
        return any(other.part and _side(other.part) in SIDES for other in items)
    if item.is_("or", "mistaken", "self") and not item.is_("tag", "filler"):
        return False
    if item.is_(EXCEPTION) and not item.is_("filler", "end", "not"):
        return False
    return item.is_(*NEUTRAL, "not", "but") or bool(matters_of(item))


def _does_something(item: Item, items: Sequence[Item]) -> bool:
    """Whether someone who says nothing is the subject of a claim: "the school has an office"."""
    if not item.is_("source") or item.is_("filler") or not _stated_in(items):
        return False
    at = next(n for n, other in enumerate(items) if other is item)
    if any(other.is_("report", "according", "tag", "confirm") for other in items):
        return False
    led = items[:at] and items[at - 1].is_(*PREPOSITIONS)
    return not led and any(other.is_("is", "there") for other in items[at + 1 : at + 3])


def _stated_in(items: Sequence[Item]) -> bool:
    return any(item.part for item in items)


def _denies(items: Sequence[Item], item: Item) -> bool:
    """Whether an Arabic "ma" may be "not" rather than "what": it stands before what happened."""
    behind = next((n for n, other in enumerate(items) if other is item), 0) + 1
    return behind < len(items) and items[behind].is_(*HAPPENED)


def _is_rate(item: Item, behind: Sequence[Item]) -> bool:
    """Whether a number is told by the time: "four a day"."""
    return item.is_("every") and bool(behind) and behind[0].is_("day", "week", "month", "hour")


def _side(stated: Stated) -> Side:
    part = stated.part
    return part.side if isinstance(part, (When, Decade, Placed, BesideForum)) else Side.AT
