"""Which of several places came first: claims that set one before another."""

from functools import lru_cache
from typing import FrozenSet, List, Optional

from assistant.answers.claims.claim_tables import concepts, table
from assistant.answers.claims.frames import covers
from assistant.answers.claims.parts import GROUP_SIGN, SITE, Order, Placed, Side
from assistant.answers.claims.scope import Claim
from assistant.facts.languages import HOME

FIRST = frozenset(["first_in"])


@lru_cache(maxsize=1)
def _tunisian() -> FrozenSet[str]:
    return frozenset(table("places")["tunisia"]) | {HOME}


@lru_cache(maxsize=1)
def _maghreb() -> FrozenSet[str]:
    return frozenset(table("places")["maghreb"])


@lru_cache(maxsize=1)
def sites() -> FrozenSet[str]:
    """The places that stand in a town, and may be named beside it."""
    grouped = (concept.partition(GROUP_SIGN) for concept in concepts())
    return frozenset(name for group, _, name in grouped if group == SITE)


def in_tunisia(place: str) -> bool:
    """Whether a place is one of Tunisia's."""
    return place in _tunisian()


def _subjects(claim: Claim) -> List[str]:
    """The places that the claim is about, not those that it sets them before or after."""
    return [
        stated.part.place
        for stated in claim.stated
        if isinstance(stated.part, Placed) and stated.part.side is Side.AT and not stated.negated
    ]


def compare_order(
    part: Order, claim: Claim, own: FrozenSet[str], first: Optional[int]
) -> Optional[bool]:
    """Whether the claim's place was the one that comes at that place of the row."""
    if first is None:
        return None
    subjects = _subjects(claim)
    if not subjects and "here" not in claim.flags:
        return None
    if all(place in own for place in subjects):
        return part.number == first
    return True if part.number == first else None


def compare_place(part: Placed, claim: Claim, own: FrozenSet[str]) -> Optional[bool]:
    """Whether a place is the first one, or the first one came before or after it."""
    if part.side in (Side.BEFORE, Side.AFTER):
        subjects = _subjects(claim)
        ours = not subjects or all(place in own for place in subjects)
        if ours and part.place in _maghreb():
            return part.side is Side.BEFORE
        if part.place in own and subjects and all(place in _maghreb() for place in subjects):
            return part.side is Side.AFTER
        return None
    orders = [stated.part.number for stated in claim.stated if isinstance(stated.part, Order)]
    later = any(number != 1 for number in orders)
    compared = any(
        isinstance(stated.part, Placed) and stated.part.side is not Side.AT
        for stated in claim.stated
    )
    if claim.about and not (
        orders or compared or any(covers(FIRST, about) for about in claim.about)
    ):
        return None
    if part.place in own:
        return True
    if compared and part.place in _maghreb():
        return True  # the place that it is set before is compared
    return None if later or in_tunisia(part.place) else False
