"""What can go wrong with facts, in words for the staff."""

from typing import List


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
    """One or more records are wrong; each problem names file, record and field."""

    def __init__(self, problems: List[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
