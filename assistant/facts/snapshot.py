"""What is known at one moment: the records that may be shown, and the sentences around them."""

import datetime
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Dict, Mapping

from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.facts.wording import Wording


@dataclass(frozen=True)
class Snapshot:
    """Immutable: replies are made from one snapshot, whatever the store does meanwhile.

    ``version`` is the store's when the records were read; ``records`` maps ids to those that
    may be shown, in the files' order.
    """

    version: int
    records: Mapping[str, FactRecord]
    phrases: Phrases
    _wordings: Dict[datetime.date, Wording] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "records", MappingProxyType(dict(self.records)))

    def wording(self, today: datetime.date) -> Wording:
        """A writer of answers as of a day: one a day."""
        wording = self._wordings.get(today)
        if wording is None:
            wording = Wording(self.records, today)
            self._wordings.clear()  # yesterday's is asked for no more
            self._wordings[today] = wording
        return wording

    def has_expired(self, record: FactRecord, today: datetime.date) -> bool:
        """Whether a fact held until a day that is over (``2024``: until the end of 2024)."""
        return record.has_expired(today)
