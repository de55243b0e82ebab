"""Several numbers in one message, each beside the one who answers it: "police 197 and ambulance 190".

Each is judged with its own fact, as two that are swapped are both wrong.
"""

from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Set, Union

from assistant.answers.claims.frames import frame_of
from assistant.answers.claims.items import Item
from assistant.answers.claims.lines import digits_of, is_short, served_by
from assistant.answers.claims.parts import (
    Dialled,
    Part,
    Placed,
    Quantity,
    Relation,
    Term,
)
from assistant.answers.claims.reading import matters_of
from assistant.answers.decision import Verdict
from assistant.facts.languages import HOME
from assistant.facts.record import FactRecord, Phone

# Matters of every number, which tell no two apart.
SHARED = frozenset(["helpline", "number", "call", "emergency", "office"])
LEAST = 2  # pairs

# Each is the facts that may be meant by a name, or the digits of a number.
Mention = Union[FrozenSet[str], str]


def pairs_of(items: Sequence[Item], records: Mapping[str, FactRecord]) -> Dict[str, str]:
    """Fact id → the number that a message gives for it; empty where it does not tell several apart."""
    mentions: List[Mention] = []
    for item in items:
        mention = _mention(item, records)
        if mention is None:
            return {}
        if mention and not (mentions and mentions[-1] == mention):
            mentions.append(mention)
    return _joined(mentions)


def compare_pairs(
    record: FactRecord, pairs: Mapping[str, str], records: Mapping[str, FactRecord], shown: Set[str]
) -> Optional[Verdict]:
    """The verdict on the numbers of a message that a fact tells, or that its answer shows."""
    if record.id not in pairs and not set(pairs) <= shown:
        return None
    right = {fact: digits_of(records[fact]) == digits for fact, digits in pairs.items()}
    if all(right.values()):
        return Verdict.RIGHT
    # What is wrong of another number alone is no matter of this one.
    return None if right.get(record.id) else Verdict.WRONG


def _joined(mentions: Sequence[Mention]) -> Dict[str, str]:
    """The names and numbers that follow each other in turn, as pairs."""
    pairs: Dict[str, str] = {}
    if len(mentions) < 2 * LEAST or len(mentions) % 2:
        return {}
    number_first = isinstance(mentions[0], str)
    for one, other in zip(mentions[::2], mentions[1::2]):
        name, number = (other, one) if number_first else (one, other)
        if isinstance(name, str) or not isinstance(number, str) or len(name) != 1:
            return {}
        (fact,) = name
        if fact in pairs:
            return {}
        pairs[fact] = number
    return pairs


def _mention(item: Item, records: Mapping[str, FactRecord]) -> Optional[Mention]:
    """What an item names or gives; "" for nothing, None where it is of another matter."""
    stated = item.part
    if stated is not None and stated.negated:
        return None
    part = stated.part if stated is not None else None
    number = _number(part)
    if number:
        return number
    if part is not None and not isinstance(part, (Placed, Term)):
        return None
    if isinstance(part, Placed):
        return "" if part.place == HOME else _served(part.place, records) or None
    matters = matters_of(item)
    if not matters or matters & SHARED:
        return ""
    return _named(matters, records) or None


def _number(part: Optional[Part]) -> str:
    if isinstance(part, Dialled):
        return part.digits
    if isinstance(part, Quantity) and part.relation is Relation.EQUAL and not part.unit:
        return str(part.count) if is_short(part.count) else ""
    return ""


def _served(place: str, records: Mapping[str, FactRecord]) -> FrozenSet[str]:
    """The numbers that are told for a place by name."""
    return frozenset(
        record.id
        for record in records.values()
        if isinstance(record.value, Phone) and place in served_by(record)
    )


def _named(matters: FrozenSet[str], records: Mapping[str, FactRecord]) -> FrozenSet[str]:
    """The numbers that one of these matters tells from the others."""
    found = []
    for record in records.values():
        frame = frame_of(record.id)
        if isinstance(record.value, Phone) and frame and matters & (frame.about - SHARED):
            found.append(record.id)
    return frozenset(found)
