"""What is counted in a clause: lengths of time, and numbers of things."""

from typing import FrozenSet, List, Optional, Sequence, Tuple

from assistant.answers.claims.claim_tables import plain_words
from assistant.answers.claims.items import Item
from assistant.answers.claims.numbers import relation_at
from assistant.answers.claims.parts import Part, Quantity, Span, Stated

TIMES = ("year", "month", "day", "week")
# Of the words that say nothing, those that may be counted ("175 answers").
NEUTRAL_WORD = "neutral"
OCCASION = "times"  # the unit of "three times": what is counted is no thing of a fact's
# What may stand between a number and the thing counted: "175 grands pays".
PASSED_OVER = ("filler", "interactive", "stakeholders")


def read_measures(items: List[Item], countable: FrozenSet[str]) -> List[Item]:
    """The items with each length of time and each number of things as an item that holds it.

    ``countable`` are the concepts that a number can count.
    """
    used: List[int] = []
    parts: List[Tuple[int, int, Stated]] = []
    for position, item in enumerate(items):
        found = _measure_at(items, position, countable)
        if found is not None:
            part, after, beside = found
            parts.append((position, after, Stated(part)))
            used += beside
    return _with_parts(items, parts, used)


def _with_parts(
    items: List[Item], parts: Sequence[Tuple[int, int, Stated]], used: Sequence[int]
) -> List[Item]:
    """The items with the parts in place; words of comparison that were used are dropped."""
    read: List[Item] = []
    after_last = 0
    for position, item in enumerate(items):
        stated = next((part for part in parts if part[0] == position), None)
        if stated is not None:
            after_last = stated[1]
            text = " ".join(item.text for item in items[position:after_last])
            read.append(Item(text, part=stated[2]))
            if isinstance(stated[2].part, Quantity):
                # The thing counted stays to be read: it may be what the claim is about.
                read += items[position + 1 : after_last]
        elif position >= after_last and position not in used:
            read.append(item)
    return read


Measure = Tuple[Part, int, FrozenSet[int]]


def _measure_at(items: List[Item], position: int, countable: FrozenSet[str]) -> Optional[Measure]:
    item = items[position]
    dual = item.value("dual")
    if item.part is not None:
        return None
    if isinstance(dual, str):
        relation, beside = relation_at(items, position)
        if dual in TIMES:
            return _span(items, position, position + 1, 2, dual)
        return Quantity(2, relation, frozenset([dual])), position + 1, beside
    one = _one(items, position)
    if one is not None:
        return one
    count = item.number()
    if count is None or item.is_("article"):
        return None
    unit_at = position + 1
    if unit_at < len(items) and items[unit_at].text in plain_words("numbers", "occasions"):
        return Quantity(count, unit=frozenset([OCCASION])), unit_at + 1, frozenset()
    while unit_at < len(items) and items[unit_at].is_(*PASSED_OVER) and unit_at < position + 3:
        if items[unit_at].is_(*countable, *TIMES, NEUTRAL_WORD):
            break
        unit_at += 1
    unit = items[unit_at] if unit_at < len(items) else None
    time = next((name for name in TIMES if unit is not None and unit.is_(name)), None)
    if time is not None and unit is not None and not unit.is_(*countable):
        return _span(items, position, unit_at + 1, count, time)
    relation, beside = relation_at(items, position)
    if unit is not None and unit.is_(*countable):
        return Quantity(count, relation, unit.concepts & countable), unit_at + 1, beside
    if unit is not None and unit_at == position + 1 and _is_other(unit):
        return Quantity(count, relation, frozenset([unit.text])), position + 1, beside
    return Quantity(count, relation, _unit_before(items, position, countable)), position + 1, beside


def _is_other(unit: Item) -> bool:
    """Whether a word that a number counts is nothing that facts count."""
    return unit.unknown or unit.is_("source", NEUTRAL_WORD)


def _one(items: List[Item], position: int) -> Optional[Measure]:
    """ "One day", "يوما واحدا": an article that counts a time."""
    item = items[position]
    if item.is_("article") and position + 1 < len(items):
        after = position + 1
        if items[after].is_("only"):
            after += 1
        for counted in ("day", "week"):
            if after < len(items) and items[after].is_(counted):
                return _span(items, position, after + 1, 1, counted)
    time = next((name for name in ("day", "week") if item.is_(name)), None)
    if time and position + 1 < len(items) and items[position + 1].is_("article"):
        return _span(items, position, position + 2, 1, time)
    return None


def _span(items: List[Item], start: int, after: int, count: int, unit: str) -> Measure:
    relation, beside = relation_at(items, start)
    before = [near for near in range(max(0, start - 2), start)]
    every = [near for near in before if items[near].is_("every")]
    return Span(count, unit, relation, bool(every)), after, frozenset([*beside, *every])


def _unit_before(items: List[Item], position: int, countable: FrozenSet[str]) -> FrozenSet[str]:
    """What a number behind its thing counts: "member states: 175"."""
    for before in range(position - 1, -1, -1):
        item = items[before]
        if item.part is not None and isinstance(item.part.part, Quantity):
            return frozenset()
        if item.is_(*countable):
            return item.concepts & countable
    return frozenset()
