"""What can go wrong with facts, in words for the staff."""

from collections import defaultdict
from typing import Dict, Iterable, List, NamedTuple, Tuple

MOST_NAMED = 4


class Problem(NamedTuple):
    """Something wrong with what is known: in which fact, in which of its fields, and why."""

    fact: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.fact}: field {self.field}: {self.reason}"


def sentences(problems: Iterable[Problem]) -> List[str]:
    """A sentence for each problem; facts with the same one share it."""
    facts: Dict[Tuple[str, str], List[str]] = defaultdict(list)
    for problem in problems:
        facts[problem.field, problem.reason].append(problem.fact)
    return [str(Problem(_named(names), *rest)) for rest, names in facts.items()]


def _named(facts: List[str]) -> str:
    others = len(facts) - MOST_NAMED
    return ", ".join(facts[:MOST_NAMED]) + (f" and {others} more" if others > 0 else "")


class FactError(Exception):
    """A fact could not be read, found or changed; the text says why."""


class UnknownFact(FactError):
    """No fact has this id."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(f"There is no fact {fact_id!r}. 'facts list' shows them all.")


class ChangedMeanwhile(FactError):
    """Somebody else changed the fact after it was read."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(
            f"{fact_id} was changed by somebody else meanwhile: nothing of yours was written. "
            f"Look at it again ('facts show {fact_id}') and repeat your change if it still applies."
        )


class WrongRecords(FactError):
    """One or more records are wrong; each problem names record and field, and the file if any."""

    def __init__(self, problems: List[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
