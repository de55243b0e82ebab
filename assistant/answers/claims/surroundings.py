"""One fact among the others, as claims on it are compared: what its value states, and the facts
that tell of the same event, the same list or another line."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import FrozenSet, Iterator, List, Mapping, Optional

from assistant.answers.claims.frames import Frame, frame_of
from assistant.answers.claims.own import Own, own_of_texts, value_texts
from assistant.answers.claims.times import DATED
from assistant.facts.record import FactRecord, Facts, Listing, Phone


@dataclass(frozen=True)
class Surroundings:
    """A fact with its frame, all facts, and the day from which it is seen."""

    record: FactRecord
    frame: Frame
    records: Mapping[str, FactRecord]
    today: datetime.date

    @cached_property
    def own(self) -> Own:
        """What the fact's value states."""
        return own_of_texts(value_texts(self.record, self.records))

    @property
    def places(self) -> FrozenSet[str]:
        """The places that are the fact's, or may be named for them."""
        return self.own.places | set(self.record.named)

    @property
    def length(self) -> int:
        """How many the fact's list holds; 0 where it is none."""
        value = self.record.value
        if isinstance(value, Facts):
            return len(value.facts)
        return len(next(iter(value.items.values()))) if isinstance(value, Listing) else 0

    @property
    def titled_order(self) -> Optional[int]:
        """The place in a row that the fact's title names: 1 for "the first office"."""
        orders = own_of_texts(list(self.record.title.values())).orders
        return next(iter(orders)) if len(orders) == 1 else None

    @property
    def event(self) -> Optional[FactRecord]:
        """The fact that tells when the subject's main event is: the one most others name."""
        events = [
            record.event
            for record in self.records.values()
            if record.subject == self.record.subject and record.event
        ]
        return self.records.get(max(events, key=events.count)) if events else None

    def part_of_event(self, concept: str) -> Optional[FactRecord]:
        """The fact that tells when what a concept names was."""
        for record in self.records.values():
            frame = frame_of(record.id)
            if frame is not None and concept in frame.about and isinstance(record.value, DATED):
                return record
        return None

    def of_event(self, event: FactRecord) -> List[FactRecord]:
        """The other facts of an event that visitors ask for."""
        return [
            record
            for record in self.records.values()
            if record.event == event.id and record is not self.record and record.asked
        ]

    def length_of_list(self, unit: FrozenSet[str]) -> Optional[int]:
        """How many a list holds that this fact stands in, where it is of what ``unit`` names: "one
        of your four areas"."""
        for record in self.records.values():
            frame = frame_of(record.id)
            if frame is None or not unit & frame.counts:
                continue
            if isinstance(record.value, Facts) and self.record.id in record.value.facts:
                return len(record.value.facts)
        return None

    def other_lines(self) -> Iterator[FactRecord]:
        """The other facts that are phone numbers."""
        for record in self.records.values():
            if isinstance(record.value, Phone) and record is not self.record:
                yield record
