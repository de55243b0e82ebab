"""Which parts of a clause are denied, and which words only look as if they denied them."""

from typing import FrozenSet, List, Optional, Sequence

from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Placed, Stated
from assistant.facts.languages import HOME

# "Not … but": what is behind is said to be so, and all else not.
EXCEPTION = "except"


def denied_parts(items: Sequence[Item]) -> Optional[FrozenSet[int]]:
    """The positions of the parts of a clause that are denied: those behind the negator up to
    "but"; where there are none, the one before it ("X is not among them").

    None where it cannot be told.
    """
    negators = [n for n, item in enumerate(items) if item.is_("not") and item.part is None]
    # "Wasn't it founded in 1960?" supposes that it was.
    if negators and items[negators[0]].is_("inverted"):
        if all(item.is_("and", "polite") for item in items[: negators[0]]):
            negators = negators[1:]
    if not negators:
        return frozenset()
    if any(item.is_(EXCEPTION) and item.part is None for item in items[negators[0] + 1 :]):
        return None
    start = negators[-1]
    if not all(item.is_("not", "filler") for item in items[negators[0] : start]):
        return None
    end = next((n for n in range(start, len(items)) if items[n].is_("but")), len(items))
    behind = [n for n in range(start, end) if _can_be_denied(items[n])]
    if behind:
        return frozenset(behind)
    before = [n for n in range(start) if _can_be_denied(items[n])]
    opposed = _home_behind(items, start)
    if opposed is not None and any(_is_placed(items[n]) for n in before):
        return frozenset([opposed])
    if len(before) == 1:
        return frozenset(before)
    home = [n for n in range(start, end) if items[n].part is not None]
    return frozenset(home) if home and not before else None


def without_not_only(items: List[Item]) -> Optional[List[Item]]:
    """The items without "not only", which denies nothing; None where a word may be another."""
    for position, item in enumerate(items[:-1]):
        behind = items[position + 1]
        if item.is_("not") and item.part is None and behind.is_("only") and not behind.is_("tag"):
            if behind.is_("is"):
                return None
            return [*items[:position], *items[position + 2 :]]
    return items


def with_exceptions(items: List[Item]) -> List[Item]:
    """The items with "not … but", where nothing is stated between, as "only"."""
    negators = [n for n, item in enumerate(items) if item.is_("not") and item.part is None]
    but = next((n for n, item in enumerate(items) if item.is_(EXCEPTION) and n), None)
    if len(negators) != 1 or but is None or negators[0] > but or items[but].is_("end"):
        return items
    if items[but].is_("not"):
        return items
    (denied,) = negators
    return [
        *items[:denied],
        *items[denied + 1 : but],
        Item(items[but].text, frozenset(["only"])),
        *items[but + 1 :],
    ]


def opposes(stated: Stated, before: Sequence[Stated]) -> bool:
    """Whether what is denied stands against something of its kind that is affirmed."""
    return any(
        type(other.part) is type(stated.part) and not other.negated and not other.naming
        for other in before
    )


def _home_behind(items: Sequence[Item], negator: int) -> Optional[int]:
    """The position of the home country where it stands behind a negator: "…, not in Tunisia"."""
    for position in range(negator + 1, len(items)):
        if _is_placed(items[position]):
            return position
        if not items[position].is_("filler"):
            break
    return None


def _is_placed(item: Item) -> bool:
    return item.part is not None and isinstance(item.part.part, Placed)


def _can_be_denied(item: Item) -> bool:
    """Whether an item's part is what a negator beside it denies; where all happens is not."""
    if item.part is None or item.part.naming:
        return False
    return not (isinstance(item.part.part, Placed) and item.part.part.place == HOME)
