"""Yes/no checks: a question that states a value gets told whether it is right."""

from functools import lru_cache
from typing import FrozenSet, List, Optional, Set

from ruamel.yaml import YAML

from assistant.answers.question import Question
from assistant.facts.record import AtLeast, Count, Day, FactRecord, Month, Place, Range, Year
from assistant.settings import ROOT

# A number this far from the value is some other number ("I have 2 questions").
NEAR = (0.5, 2.0)


@lru_cache(maxsize=1)
def asking_words() -> FrozenSet[str]:
    """The words of ``data/checks.yml``."""
    table = YAML(typ="safe").load((ROOT / "data" / "checks.yml").read_text(encoding="utf-8"))
    return frozenset(str(word).casefold() for word in table["asking_words"])


def holds(record: FactRecord, question: Question) -> Optional[bool]:
    """Whether the value that a question states is the fact's; None where it states none."""
    words = question.text.casefold().replace("?", " ").replace("؟", " ").split()
    if asking_words() & set(words):
        return None
    value = record.value
    if isinstance(value, (Year, Month, Day, Range)):
        return _agrees(_years(record), set(question.mentions.years))
    if isinstance(value, (Count, AtLeast)):
        numbers = {int(word) for word in words if word.isdecimal() and len(word) < 4}
        low, high = (value.count * factor for factor in NEAR)
        return _agrees({value.count}, {number for number in numbers if low <= number <= high})
    if isinstance(value, Place):
        named = set(question.mentions.cities + question.mentions.countries)
        return _agrees(set(record.named), named)
    return None


def _agrees(own: Set, stated: Set) -> Optional[bool]:
    return bool(own & stated) if stated and own else None


def _years(record: FactRecord) -> Set[int]:
    value = record.value
    days: List[str] = [
        str(getattr(value, name))
        for name in ("year", "month", "day", "first", "last")
        if hasattr(value, name)
    ]
    return {int(day[:4]) for day in days}
