"""Numbers as words and digits, and how a message says that they stand to the true ones."""

from typing import FrozenSet, List, Optional, Tuple

from assistant.answers.claims.claim_tables import plain_words
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Relation

HUNDRED = 100
# Concepts of comparison → the relation that they make.
RELATIONS = {
    "at_least": Relation.AT_LEAST,
    "at_most": Relation.AT_MOST,
    "more": Relation.MORE,
    "less": Relation.LESS,
    "about": Relation.ABOUT,
}
# "No more than", "not less than": what a negator makes of a comparison behind it.
NEGATED_RELATIONS = {
    Relation.MORE: Relation.AT_MOST,
    Relation.LESS: Relation.AT_LEAST,
}
# Fewer words than these may stand between a comparison and its number ("more than the 80").
WIDEST_GAP = 2
LONGEST_UNIT = 3  # words that tell what is counted, between a number and its bound


def merge_numbers(items: List[Item]) -> List[Item]:
    """The items with each number in words as one item: "cent soixante-quinze" is 175."""
    merged: List[Item] = []
    position = 0
    while position < len(items):
        value, after = _number_in_words(items, position)
        if value is None:
            merged.append(items[position])
            position += 1
            continue
        words = " ".join(item.text for item in items[position:after])
        if after == position + 1:
            # The word's other meanings stay: "sept" is a month too.
            item = items[position]
            values = {kind: other for kind, other in item.values.items() if kind != "times"}
            merged.append(Item(words, item.concepts, {**values, "number": value}))
        else:
            merged.append(Item(words, frozenset(), {"number": value}))
        position = after
    return merged


def _is_word(item: Item) -> bool:
    return item.value("digits") is None and (
        item.value("number") is not None or item.value("times") is not None
    )


def _number_in_words(items: List[Item], start: int) -> Tuple[Optional[int], int]:
    """The number whose words begin here and the position behind it."""
    if not _is_word(items[start]):
        return None, start
    parts: List[Item] = [items[start]]
    after = start + 1
    while after < len(items):
        joined = items[after].text in plain_words("numbers", "joiners") and after + 1 < len(items)
        candidate = after + 1 if joined else after
        joined = joined or _written_with_and(items[candidate])
        if not _is_word(items[candidate]) or not _continues(parts, items[candidate], joined):
            break
        parts.append(items[candidate])
        after = candidate + 1
    if len(parts) == 1 and parts[0].is_("article"):
        return None, start
    return _sum(parts), after


def _written_with_and(item: Item) -> bool:
    """Whether an Arabic number has "and" written onto it; "one" begins with that letter anyway."""
    return item.text.startswith("و") and item.number() != 1


def _continues(parts: List[Item], item: Item, joined: bool) -> bool:
    """Whether a number word goes on with a number, rather than beginning the next one."""
    if item.value("times") is not None:
        return not joined or parts[-1].value("times") is not None
    last, value = parts[-1].number(), item.number()
    if last is None or value is None:
        return True  # behind a hundred or a thousand
    if last >= HUNDRED:
        return value < HUNDRED
    if last >= 20 and not joined:
        return value < (20 if last in (60, 80) else 10) or _begins_year(parts, value)
    if joined:
        # "vingt et un" and, in Arabic, "one and twenty".
        return (last >= 20 and value < 20) or (last < 10 and value >= 20)
    return _begins_year(parts, value)


def _begins_year(parts: List[Item], value: int) -> bool:
    """Whether a number is the second half of a year: "nineteen fifty one", "twenty ten"."""
    first = parts[0].number()
    return len(parts) == 1 and first is not None and 10 <= first <= 20 and value >= 10


def _sum(parts: List[Item]) -> int:
    total, current = 0, 0
    for item in parts:
        times, value = item.number("times"), item.number()
        if times is not None:
            if times == HUNDRED:
                current = (current or 1) * times
            else:
                total, current = total + (current or 1) * times, 0
        elif value is not None:
            year = 10 <= current <= 20 and value >= 10
            current = current * HUNDRED + value if year else current + value
    return total + current


def relation_at(items: List[Item], position: int) -> Tuple[Relation, FrozenSet[int]]:
    """How the number at a position is compared, and which items say so."""
    own = _relation_of(items[position])
    if own is not None:
        return _bound_behind(items, position) or (own, frozenset())
    before = position - 1
    skipped = 0
    while before >= 0 and skipped <= WIDEST_GAP:
        relation = _relation_of(items[before])
        if relation is not None:
            if before > 0 and items[before - 1].is_("not") and relation in NEGATED_RELATIONS:
                return NEGATED_RELATIONS[relation], frozenset([before, before - 1])
            return relation, frozenset([before])
        if not items[before].is_("filler", "is", "only", "number"):
            break
        before, skipped = before - 1, skipped + 1
    after = position + 1
    if after < len(items):
        if items[after].text == "+":
            return Relation.AT_LEAST, frozenset([after])
        for behind in range(after, min(after + 1 + WIDEST_GAP, len(items))):
            relation = _relation_of(items[behind])
            if relation in (Relation.AT_LEAST, Relation.AT_MOST, Relation.ABOUT):
                return relation, frozenset([behind])
    return _bound_behind(items, position) or (Relation.EQUAL, frozenset())


def _bound_behind(items: List[Item], position: int) -> Optional[Tuple[Relation, FrozenSet[int]]]:
    """A bound that stands behind what is counted: "100 countries at least"."""
    for behind in range(position + 1, min(position + 2 + LONGEST_UNIT, len(items))):
        relation = _relation_of(items[behind])
        if relation in (Relation.AT_LEAST, Relation.AT_MOST):
            return relation, frozenset([behind])
        if relation is not None or items[behind].part or items[behind].number() is not None:
            break
    return None


def _relation_of(item: Item) -> Optional[Relation]:
    return next((RELATIONS[name] for name in RELATIONS if name in item.concepts), None)
