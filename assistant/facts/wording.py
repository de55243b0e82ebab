"""Answers: a record's Fluent pattern, filled in one language as of one day."""

import datetime
from typing import Dict, List, Mapping, Optional, Tuple

from assistant.facts.errors import FactError, Sentence
from assistant.facts.patterns import Written, format_pattern, variables_of
from assistant.facts.record import Day, FactRecord, Range
from assistant.facts.values import write_value

OWN_VARIABLES = {
    "value",
    "value_bullets",
    "value_year",
    "value_first",
    "value_last",
    "tense",
    "event_year",
}
ANSWER = "_answer"
# What is being written: a fact's "value" or "answer", within those that show it.
Within = Tuple[Tuple[str, str], ...]


class Wording:
    """Writes the facts of one set of records (id → record) as of ``today``."""

    def __init__(self, records: Mapping[str, FactRecord], today: datetime.date) -> None:
        self._records = records
        self._today = today
        self._by_variable = {record.variable: record for record in records.values()}

    def tense(self, record: FactRecord) -> str:
        """``past``, ``present`` or ``future``: when the fact's event is, seen from today."""
        first, last = self.event_days(record)
        if last < self._today:
            return "past"
        return "future" if self._today < first else "present"

    def event_year(self, record: FactRecord) -> Optional[int]:
        """The year of the event that the fact tells of; None for a fact without one."""
        return self.event_days(record)[0].year if record.event else None

    def event_days(self, record: FactRecord) -> Tuple[datetime.date, datetime.date]:
        """The first and the last day of the event that the fact tells of.

        Raises:
            FactError: it tells of none, or its event has no days.
        """
        event = self._records.get(record.event or "")
        if event is None or not isinstance(event.value, (Day, Range)):
            raise FactError(
                Sentence(
                    "event {event!r} is not a fact with a day or a range of days",
                    event=record.event,
                )
            )
        if isinstance(event.value, Day):
            return event.value.day, event.value.day
        return event.value.first, event.value.last

    def value(self, record: FactRecord, language: str) -> Written:
        """The record's value as other facts show it.

        Raises:
            FactError: it cannot be written; the text says why.
        """
        return self._own(record, language, ())["value"]

    def answer(self, record: FactRecord, language: str) -> str:
        """The record's answer in a language.

        Raises:
            FactError: it cannot be written; the text says why.
        """
        return self._answer(record, language, ())

    def _answer(self, record: FactRecord, language: str, within: Within) -> str:
        within = _further(within, "answer", record)
        pattern = record.answer[language]
        variables = self._own(record, language, within)
        if record.event:
            variables["tense"] = self.tense(record)
            variables["event_year"] = str(self.event_year(record))
        for name in variables_of(pattern) - OWN_VARIABLES:
            variables[name] = self._other(name, language, within)
        return format_pattern(pattern, language, variables)

    def _own(self, record: FactRecord, language: str, within: Within) -> Dict[str, Written]:
        within = _further(within, "value", record)
        return write_value(record.value, language, lambda fact: self._item(fact, language, within))

    def _item(self, fact: str, language: str, within: Within) -> Written:
        if fact not in self._records:
            raise FactError(Sentence("names {fact!r}, which is no fact", fact=fact))
        return self._own(self._records[fact], language, within)["value"]

    def _other(self, variable: str, language: str, within: Within) -> Written:
        record = self.named_by(variable)
        if record is None:
            raise FactError(
                Sentence(
                    "${variable} is neither a fact nor one of {known}",
                    variable=variable,
                    known=sorted(OWN_VARIABLES),
                )
            )
        if variable == record.variable:
            return self._own(record, language, within)["value"]
        return self._answer(record, language, within)

    def named_by(self, variable: str) -> Optional[FactRecord]:
        """The fact that a variable of an answer shows, by its value or by its whole answer."""
        if variable in self._by_variable:
            return self._by_variable[variable]
        return (
            self._by_variable.get(variable[: -len(ANSWER)]) if variable.endswith(ANSWER) else None
        )

    def shown_by(self, record: FactRecord) -> List[str]:
        """The ids of the other facts that the record's answer and card show."""
        names = {name for pattern in record.answer.values() for name in variables_of(pattern)}
        named = [self.named_by(name) for name in names - OWN_VARIABLES]
        ids = {shown.id for shown in named if shown}
        carded = record.card.facts if record.card else ()
        return sorted({*ids, *getattr(record.value, "facts", ()), *carded})


def _further(within: Within, what: str, record: FactRecord) -> Within:
    if (what, record.id) in within:
        raise FactError(Sentence("shows itself, through other facts"))
    return (*within, (what, record.id))
