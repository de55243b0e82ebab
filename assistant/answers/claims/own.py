"""What a fact's own texts state, read as claims are."""

from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, List, Mapping, Set, Tuple

from assistant.answers.claims.claim_tables import table
from assistant.answers.claims.frames import countable
from assistant.answers.claims.parts import (
    Clock,
    Order,
    Placed,
    Quantity,
    Reference,
    Term,
    Weekdays,
)
from assistant.answers.claims.reading import matters_of, read_clauses
from assistant.facts.record import FactRecord, Facts, Listing, Place, Text


@dataclass(frozen=True)
class Own:
    """What texts state: terms (and plain concepts), places, orders, references, numbers of
    things by concept, times of day in minutes, days of the week."""

    terms: FrozenSet[str]
    places: FrozenSet[str]
    orders: FrozenSet[int]
    references: FrozenSet[str]
    quantities: FrozenSet[Tuple[int, str]]
    clocks: Tuple[int, ...]
    weekdays: FrozenSet[int]


@lru_cache(maxsize=None)
def _read(text: str) -> Own:
    terms: Set[str] = set()
    places: Set[str] = set()
    orders: Set[int] = set()
    references: Set[str] = set()
    quantities: Set[Tuple[int, str]] = set()
    clocks: List[int] = []
    weekdays: Set[int] = set()
    for clause in read_clauses(text, countable()):
        for item in clause.items:
            terms |= matters_of(item)
            part = item.part.part if item.part else None
            if isinstance(part, Term):
                terms.add(part.name)
            elif isinstance(part, Placed):
                places.add(part.place)
            elif isinstance(part, Order):
                orders.add(part.number)
            elif isinstance(part, Reference):
                references.add(part.number)
            elif isinstance(part, Quantity):
                quantities |= {(part.count, unit) for unit in part.unit}
            elif isinstance(part, Clock):
                clocks.append(part.minutes)
            elif isinstance(part, Weekdays):
                weekdays |= set(range(part.first, part.last + 1))
    return Own(
        frozenset(terms),
        _with_surroundings(places),
        frozenset(orders),
        frozenset(references),
        frozenset(quantities),
        tuple(clocks),
        frozenset(weekdays),
    )


def _with_surroundings(places: Set[str]) -> FrozenSet[str]:
    within: Mapping[str, List[str]] = _within()
    return frozenset(places.union(*(within.get(place, []) for place in places)))


@lru_cache(maxsize=1)
def _within() -> Mapping[str, List[str]]:
    places: Mapping[str, List[str]] = table("places")["within"]
    return places


def own_of_texts(texts: List[str]) -> Own:
    """What the texts state together; times and days as the first that states any has them."""
    read = [_read(text) for text in texts]
    empty: FrozenSet[str] = frozenset()
    return Own(
        empty.union(*(own.terms for own in read)),
        empty.union(*(own.places for own in read)),
        frozenset[int]().union(*(own.orders for own in read)),
        empty.union(*(own.references for own in read)),
        frozenset[Tuple[int, str]]().union(*(own.quantities for own in read)),
        next((own.clocks for own in read if own.clocks), ()),
        next((own.weekdays for own in read if own.weekdays), frozenset()),
    )


def value_texts(record: FactRecord, records: Mapping[str, FactRecord]) -> List[str]:
    """The texts of a fact's value, in every language; of the facts that it lists."""
    value = record.value
    if isinstance(value, Text):
        return list(value.text.values())
    if isinstance(value, Place):
        return list(value.place.values())
    if isinstance(value, Listing):
        return [item for items in value.items.values() for item in items]
    if isinstance(value, Facts):
        return [text for fact in value.facts for text in value_texts(records[fact], records)]
    return []
