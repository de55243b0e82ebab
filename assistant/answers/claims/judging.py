"""Each part of a claim judged by the fact that it is on, or by one that belongs to it."""

from dataclasses import dataclass
from typing import Optional

from assistant.answers.claims import order
from assistant.answers.claims.counts import compare_number
from assistant.answers.claims.frames import covers
from assistant.answers.claims.itself import compare_itself
from assistant.answers.claims.lines import served_by
from assistant.answers.claims.own import own_of_texts, value_texts
from assistant.answers.claims.parts import (
    Order,
    Part,
    Placed,
    Quantity,
    Side,
    Stated,
    Term,
    When,
)
from assistant.answers.claims.scope import Claim
from assistant.answers.claims.surroundings import Surroundings
from assistant.answers.claims.times import DATED, compare_when
from assistant.facts.languages import HOME
from assistant.facts.record import FactRecord, Phone, Place, Text
from assistant.understanding.own_subjects import LOCAL_SUBJECTS


@dataclass(frozen=True)
class Judged:
    """Whether a part is so (None: not known); ``own`` where it was compared with the very fact,
    ``binding`` where its being wrong makes the claim on that fact wrong."""

    right: Optional[bool]
    own: bool = False
    binding: bool = False


UNKNOWN = Judged(None)
BESIDE = Judged(True)


def judge(stated: Stated, claim: Claim, fact: Surroundings) -> Judged:
    """A part of a claim, compared: whether it is so, before it is denied."""
    part = stated.part
    if isinstance(part, Term) and not covers(fact.frame.terms, [part.name]):
        ours = (name for name in part.others if covers(fact.frame.terms, [name]))
        part = Term(next(ours, part.name))
    right = compare_itself(part, claim, fact, stated.negated)
    if right is not None:
        return Judged(right, own=True, binding=True)
    return _by_others(part, fact)


def _by_others(part: Part, fact: Surroundings) -> Judged:
    """A part that the fact's own value does not tell, by what may be said beside it and by the
    facts that belong to it."""
    if isinstance(part, Placed) and part.side is Side.AT and fact.record.subject in LOCAL_SUBJECTS:
        return _place_beside(part, fact)
    if isinstance(part, Term) and fact.frame.allows([part.name]):
        return BESIDE if not covers(fact.frame.terms, [part.name]) else UNKNOWN
    if isinstance(part, When) and part.first == (fact.today.year, None, None):
        return BESIDE  # "how many are you in 2026": now
    if isinstance(part, Quantity):
        length = fact.length_of_list(part.unit)
        if length is not None:
            return Judged(compare_number(length, part.relation, part.count), binding=True)
    return _by_event(part, fact)


def _by_event(part: Part, fact: Surroundings) -> Judged:
    """A part by what the other facts of the subject's main event tell."""
    event = fact.event
    if event is None:
        return UNKNOWN
    of_event = fact.record.event is not None and fact.record.event == event.id
    for other in fact.of_event(event):
        right = _by_other(part, other, fact)
        if right is not None:
            # A forum that was not the first is another forum, and not a wrong claim on ours.
            return Judged(right, binding=of_event and not isinstance(part, Order))
    return UNKNOWN


def _by_other(part: Part, other: FactRecord, fact: Surroundings) -> Optional[bool]:
    if isinstance(part, When) and isinstance(other.value, DATED) and other.event == other.id:
        return compare_when(other.value, part)
    if isinstance(part, Placed) and isinstance(other.value, Place):
        own = own_of_texts(value_texts(other, fact.records)).places | set(other.named)
        return part.place in own if part.side is Side.AT else None
    if isinstance(part, Order) and isinstance(other.value, Text):
        orders = own_of_texts(value_texts(other, fact.records)).orders
        return part.number in orders if orders else None
    return None


def _place_beside(part: Placed, fact: Surroundings) -> Judged:
    """A place that a fact of Tunisia may name: the country, its capital, or where a line
    answers."""
    if isinstance(fact.record.value, Phone):
        served = served_by(fact.record)
        if part.place in served:
            return BESIDE
        if served and any(part.place in served_by(line) for line in fact.other_lines()):
            return Judged(False)  # another line's; ours where it is denied
        if part.place != HOME:
            return BESIDE if not served and order.in_tunisia(part.place) else UNKNOWN
    return BESIDE if part.place in (HOME, *fact.frame.names) else UNKNOWN
