"""Phone lines: their digits, and the places that they are asked for by."""

from typing import FrozenSet

from assistant.answers.claims.own import own_of_texts
from assistant.facts.languages import HOME
from assistant.facts.record import FactRecord, Phone

# Digits of an emergency number: Tunisia's have three, other countries' two.
SHORTEST_SHORT, LONGEST_SHORT = 2, 3


def is_short(number: int) -> bool:
    """Whether a number that is read as one of things may be an emergency number."""
    return SHORTEST_SHORT <= len(str(number)) <= LONGEST_SHORT


def digits_of(record: FactRecord) -> str:
    """The digits of a fact's number; empty where it has none."""
    return record.value.number.replace(" ", "") if isinstance(record.value, Phone) else ""


def served_by(line: FactRecord) -> FrozenSet[str]:
    """The places that visitors ask for a line by, but for the country, which all lines serve."""
    return own_of_texts(list(line.question.values())).places - {HOME}
