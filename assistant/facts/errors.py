"""What can go wrong with facts, in words for the staff."""

from collections import defaultdict
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Sequence, Tuple

MOST_NAMED = 4


class Sentence(str):
    """English words, and what they were made from: who reads another language is told the same
    from ``template`` and ``parts``, some of which may be sentences themselves."""

    template: str
    parts: Mapping[str, Any]

    def __new__(cls, template: str, **parts: Any) -> "Sentence":
        """The template, filled as ``str.format`` does."""
        self = super().__new__(cls, template.format(**parts))
        self.template, self.parts = template, parts
        return self

    def __reduce__(self) -> Tuple[Any, ...]:
        return _sentence, (self.template, dict(self.parts))


def _sentence(template: str, parts: Mapping[str, Any]) -> Sentence:
    return Sentence(template, **parts)


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

    @property
    def sentence(self) -> str:
        """The text; a ``Sentence`` where it can be said in other languages too."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class UnknownFact(FactError):
    """No fact has this id."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(
            Sentence("There is no fact {fact!r}. 'facts list' shows them all.", fact=fact_id)
        )


class ChangedMeanwhile(FactError):
    """Somebody else changed the fact after it was read."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(
            Sentence(
                "{fact} was changed by somebody else meanwhile: nothing of yours was written. "
                "Look at it again ('facts show {fact}') and repeat your change if it still applies.",
                fact=fact_id,
            )
        )


class UnknownChange(FactError):
    """A fact's history has no such change."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(Sentence("{fact}: its history has no such change.", fact=fact_id))


class WaitsForAnother(FactError):
    """Somebody else's change of the fact waits for a second person."""

    def __init__(self, fact_id: str, who: str) -> None:
        super().__init__(
            Sentence(
                "{fact}: a change by {who} waits for a second person. Have it approved or "
                "withdrawn first.",
                fact=fact_id,
                who=who,
            )
        )


class NothingWaits(FactError):
    """No change of the fact waits for a second person."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(Sentence("{fact}: no change waits for a second person.", fact=fact_id))


class SamePerson(FactError):
    """Who proposed or approved a change is not a second person."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(
            Sentence(
                "{fact}: you have agreed to this change already. It is shown to people in danger: "
                "somebody else has to agree, too.",
                fact=fact_id,
            )
        )


class WrongRecords(FactError):
    """One or more records are wrong; each problem names record and field, and the file if any.

    ``found`` has those of them that are about a field, by fact and field.
    """

    def __init__(self, problems: List[str], found: Sequence[Problem] = ()) -> None:
        self.problems = problems
        self.found = list(found)
        super().__init__("\n".join(problems))
