"""Whether a message asks for a value rather than stating one."""

from typing import Optional, Sequence

from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import GROUP_SIGN
from assistant.answers.claims.reading import matters_of

WHERE = "ou"  # "où" as typed without its accent
# Between words of asking and what tells that they ask for a confirmation may stand so many others.
WIDEST_GAP = 3
# Behind these, without their accents and commas, a question word asks: "le forum qui préside".
ASKED_ABOUT = ("forum", "held", "session", "office", "number")


def asks(items: Sequence[Item], before: Optional[Item] = None) -> bool:
    """Whether a clause, behind an item of the one before it, asks for a value: a question word that
    is no relative pronoun, words of asking that do not ask for a confirmation, or "où" without its
    accent at the end."""
    confirmed = _asks_for_confirmation(items)
    for position, item in enumerate(items):
        if item.is_("tag", "confirm"):
            continue
        if item.is_("request") and not (confirmed or _to_confirm(items[position + 1 :])):
            return True
        if item.is_("wh") and not (
            _is_relative(items, position, before)
            or _is_or_what(items, position)
            or _is_or(items, position)
        ):
            return True
    return bool(items) and items[-1].text == WHERE


def _asks_for_confirmation(items: Sequence[Item]) -> bool:
    """Whether all that a clause can ask for is whether another one is right."""
    return any(item.is_("tag", "confirm") for item in items) and not any(
        item.values or matters_of(item) for item in items
    )


def _to_confirm(behind: Sequence[Item]) -> bool:
    """Whether what is asked for is a confirmation: "I need to be sure"."""
    for item in behind[:WIDEST_GAP]:
        if item.is_("confirm"):
            return True
        if not item.is_("filler", "is", "self", "that", "polite", "only"):
            return False
    return False


def _is_or_what(items: Sequence[Item], position: int) -> bool:
    """Whether a question word only ends a clause: "… or what?"."""
    return position > 0 and position == len(items) - 1 and items[position - 1].is_("or")


def _is_or(items: Sequence[Item], position: int) -> bool:
    """Whether French "ou", typed as "où" is without its accent, stands between two confirmations."""
    beside = [*items[position - 1 : position], *items[position + 1 : position + 2]]
    return (
        items[position].is_("or")
        and len(beside) > 1
        and all(item.is_("tag", "confirm") for item in beside)
    )


def _is_relative(items: Sequence[Item], position: int, before: Optional[Item]) -> bool:
    """Whether a question word goes on about what stands before it: "a friend who says", "the one on
    which"."""
    if not items[position].is_("relative"):
        return False
    named = items[position - 1] if position else before
    if _is_named(named):
        return True
    if position and matters_of(items[position - 1]) and not items[position - 1].is_(*ASKED_ABOUT):
        return True
    said = position > 0 and items[position + 1 : position + 2]
    if said and said[0].is_("report"):
        return True
    return position > 1 and items[position - 1].is_("on") and items[position - 2].is_("the_one")


def _is_named(item: Optional[Item]) -> bool:
    """Whether an item names someone or something that a relative pronoun may go on about."""
    if item is None:
        return False
    named = item.value("place") is not None or item.value("ordinal") is not None
    return named or item.is_("source") or any(GROUP_SIGN in concept for concept in item.concepts)
