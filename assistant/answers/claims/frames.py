"""What claims on each fact may speak of: ``data/claims/facts.yml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, FrozenSet, Iterable, Mapping, Optional

from assistant.answers.claims.claim_tables import concepts, table
from assistant.answers.claims.parts import GROUP_SIGN


@dataclass(frozen=True)
class Frame:
    """The matters of one fact; see the head of ``data/claims/facts.yml``."""

    about: FrozenSet[str]
    beside: FrozenSet[str]
    names: FrozenSet[str]
    counts: FrozenSet[str]
    terms: FrozenSet[str]
    complete: FrozenSet[str]
    lasting: FrozenSet[str]
    needs: Mapping[str, FrozenSet[str]]
    told_by: FrozenSet[str]
    partial: bool
    implied: bool

    def allows(self, matters: Iterable[str]) -> bool:
        """Whether a claim on the fact may speak of one of these."""
        return covers(self.about | self.beside | self.counts | self.terms, matters)


def covers(names: FrozenSet[str], matters: Iterable[str]) -> bool:
    """Whether one of the matters, or its group, is among the names."""
    return any(matter in names or matter.split(GROUP_SIGN)[0] in names for matter in matters)


def _frame(entry: Mapping[str, Any]) -> Frame:
    def listed(name: str) -> FrozenSet[str]:
        return frozenset(str(concept) for concept in entry.get(name, ()))

    return Frame(
        listed("about"),
        listed("with"),
        listed("names"),
        listed("counts"),
        listed("terms"),
        listed("complete"),
        listed("lasting"),
        {term: frozenset(words) for term, words in entry.get("needs", {}).items()},
        listed("told_by"),
        bool(entry.get("partial")),
        bool(entry.get("implied")),
    )


@lru_cache(maxsize=1)
def frames() -> Mapping[str, Frame]:
    """Fact id → its frame."""
    return {fact: _frame(entry) for fact, entry in table("facts").items()}


def frame_of(fact: str) -> Optional[Frame]:
    """The fact's frame; None where claims on it are not compared."""
    return frames().get(fact)


@lru_cache(maxsize=1)
def countable() -> FrozenSet[str]:
    """All that a number in a claim can count, things named as terms among it."""
    return frozenset().union(*(frame.counts for frame in frames().values()), plain_terms())


@lru_cache(maxsize=1)
def plain_terms() -> FrozenSet[str]:
    """The words that are compared as such, by themselves and not as one of a group."""
    groups = {name for frame in frames().values() for name in frame.terms}
    return frozenset(groups - grouped())


@lru_cache(maxsize=1)
def grouped() -> FrozenSet[str]:
    """The names of the groups of terms."""
    return frozenset(
        concept.split(GROUP_SIGN)[0] for concept in concepts() if GROUP_SIGN in concept
    )
