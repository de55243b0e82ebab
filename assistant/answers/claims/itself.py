"""A part of a claim compared with the value of the very fact that it is on."""

from typing import FrozenSet, Optional

from assistant.answers.claims import order
from assistant.answers.claims.counts import compare_bound, compare_number
from assistant.answers.claims.frames import covers, frame_of
from assistant.answers.claims.lines import LONGEST_SHORT, digits_of, is_short, served_by
from assistant.answers.claims.measures import OCCASION
from assistant.answers.claims.opening import compare_opening, compare_part_of_day
from assistant.answers.claims.own import own_of_texts
from assistant.answers.claims.parts import (
    BesideForum,
    Clock,
    Decade,
    Dialled,
    Order,
    Part,
    PartialDate,
    Placed,
    Quantity,
    Reference,
    Relation,
    Side,
    Span,
    Term,
    Weekdays,
    When,
)
from assistant.answers.claims.scope import Claim
from assistant.answers.claims.surroundings import Surroundings
from assistant.answers.claims.times import (
    DATED,
    Dated,
    compare_beside,
    compare_decade,
    compare_span,
    compare_weekday,
    compare_when,
)
from assistant.facts.languages import HOME
from assistant.facts.record import AtLeast, Count, Facts, Listing, Phone, Place

# Words that tell when something began, rather than that it was so at some time.
BEGINNINGS = frozenset("since dates_from opened founded begin end joined closed".split())


def compare_itself(
    part: Part, claim: Claim, fact: Surroundings, negated: bool = False
) -> Optional[bool]:
    """Whether a part is so, before it is denied; None where the fact's value does not tell.

    Args:
        negated: the claim denies the part.
    """
    value = fact.record.value
    if isinstance(part, (When, Decade, BesideForum, Span)):
        return _time(part, claim, fact, negated)
    if isinstance(part, Quantity):
        return _quantity(part, claim, fact)
    if isinstance(part, Weekdays) and isinstance(value, DATED):
        return compare_weekday(value, part, _words(claim))
    if isinstance(part, (Clock, Weekdays)):
        return compare_opening(part, fact.own.clocks, fact.own.weekdays)
    if isinstance(part, Term) and part.group == "daypart" and fact.own.weekdays:
        return compare_part_of_day(part.name, fact.own.clocks)
    if isinstance(part, Dialled):
        return _number(part.digits, claim, fact) if isinstance(value, Phone) else None
    if isinstance(part, Reference):
        return _reference(part, fact)
    if isinstance(part, Term):
        return _term(part, claim, fact)
    if isinstance(part, Placed):
        return _place(part, claim, fact)
    if isinstance(part, Order):
        if isinstance(value, Place):
            return order.compare_order(part, claim, fact.places, fact.titled_order)
        return part.number in fact.own.orders if fact.own.orders else None
    return None


def _words(claim: Claim) -> FrozenSet[str]:
    """All that a claim's words stand for."""
    return claim.flags.union(*claim.about)


def _time(part: Part, claim: Claim, fact: Surroundings, negated: bool) -> Optional[bool]:
    value = fact.record.value
    if isinstance(value, Phone) and isinstance(part, When):
        # "It is the 18": a number as short as a day.
        alone = part.first == PartialDate(day=part.first.day) and part.last is None
        return _number(str(part.first.day), claim, fact) if alone else None
    if isinstance(value, Count) and isinstance(part, Span) and part.every:
        return None if fact.frame.counts else compare_number(value.count, part.relation, part.count)
    return _date(value, part, claim, fact, negated) if isinstance(value, DATED) else None


def _date(
    value: Dated, part: Part, claim: Claim, fact: Surroundings, negated: bool
) -> Optional[bool]:
    lasting = bool(fact.frame.lasting) and not _words(claim) & BEGINNINGS
    if isinstance(part, When):
        # What did not exist in a year did not yet: it is compared as "already" is.
        return compare_when(value, part, lasting, negated or "already" in claim.flags)
    if isinstance(part, Decade):
        return compare_decade(value, part, lasting)
    if isinstance(part, Span):
        return compare_span(value, part, fact.today)
    if isinstance(part, BesideForum):
        event = fact.part_of_event(part.event) if part.event else fact.event
        if event is not None and event is not fact.record and isinstance(event.value, DATED):
            return compare_beside(value, part, event.value)
    return None


def _quantity(part: Quantity, claim: Claim, fact: Surroundings) -> Optional[bool]:
    value = fact.record.value
    if isinstance(value, Phone):
        if "there" in claim.flags or OCCASION in part.unit:
            return None  # "there are 190 ambulances"
        ours = len(digits_of(fact.record)) == LONGEST_SHORT
        short = ours and is_short(part.count) and part.relation is Relation.EQUAL
        return _number(str(part.count), claim, fact) if short else None
    counted = {count for count, unit in fact.own.quantities if unit in part.unit}
    if len(counted) == 1:
        return compare_number(counted.pop(), part.relation, part.count)
    if part.unit and not part.unit & fact.frame.counts:
        return None
    if isinstance(value, Count) and fact.frame.counts:
        return compare_number(value.count, part.relation, part.count)
    if isinstance(value, AtLeast) and fact.frame.counts:
        return compare_bound(value.count, part.relation, part.count)
    if isinstance(value, (Listing, Facts)) and part.unit:
        return compare_number(fact.length, part.relation, part.count)
    return None


def _number(digits: str, claim: Claim, fact: Surroundings) -> Optional[bool]:
    """Whether a number is the fact's; not known where it is another's that the claim fits."""
    if digits == digits_of(fact.record):
        return True
    places = {stated.part.place for stated in claim.stated if isinstance(stated.part, Placed)}
    for other in fact.other_lines():
        frame = frame_of(other.id)
        if frame is None or digits_of(other) != digits:
            continue
        if all(map(frame.allows, claim.about)) and places <= served_by(other) | {HOME}:
            return None
    return False


def _reference(part: Reference, fact: Surroundings) -> Optional[bool]:
    if part.number in fact.own.references:
        return True
    beside = own_of_texts(list(fact.record.answer.values())).references
    return False if fact.own.references and part.number not in beside else None


def _term(part: Term, claim: Claim, fact: Surroundings) -> Optional[bool]:
    frame, named = fact.frame, _words(claim)
    if not covers(frame.terms, [part.name]):
        return None
    if not frame.needs.get(part.name, named) & named:
        return None
    own = fact.own.terms | set(fact.record.states)
    if part.name in own:
        return True
    if not any(Term(name).group == part.group and name != part.group for name in own):
        return None
    listed = frame.partial or isinstance(fact.record.value, (Listing, Facts))
    return None if listed and not frame.complete & named else False


def _place(part: Placed, claim: Claim, fact: Surroundings) -> Optional[bool]:
    value = fact.record.value
    if isinstance(value, Place):
        if fact.titled_order:
            return order.compare_place(part, claim, fact.places)
        return part.place in fact.places if part.side is Side.AT else None
    if part.side is not Side.AT or part.place == HOME:
        return None
    if isinstance(value, Listing) and fact.own.places:
        if part.place in fact.own.places:
            return True
        return False if fact.frame.complete and order.in_tunisia(part.place) else None
    return None
