"""Whether every answer can be written, in each language and on any day."""

import datetime
import re
from typing import Dict, Iterator, List, Mapping, Set

from assistant.facts.errors import FactError, Problem, Sentence
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import DANGER_SUBJECT
from assistant.facts.record import FactRecord, Phone
from assistant.facts.wording import Wording

Records = Mapping[str, FactRecord]
A_DAY = datetime.timedelta(days=1)


class Writing:
    """Tries to write what the facts that are shown (id → record) say.

    ``unsound`` names those that name what is not there: neither they nor what shows them can be
    written, and that is told already.
    """

    def __init__(self, shown: Records, unsound: Set[str]) -> None:
        self._shown = shown
        self._unsound = unsound
        self._wordings: Dict[datetime.date, Wording] = {}
        self._today = datetime.date.today()
        values = [record.value for record in shown.values()]
        self._numbers = [value.number for value in values if isinstance(value, Phone)]

    def wrong_answers(self) -> Iterator[Problem]:
        """Answers that cannot be written before, during or after an event that they tell of."""
        for record in self._shown.values():
            through = self._through(record)
            if not through & self._unsound:
                days = sorted(self._days(through))
                for language in LANGUAGES:
                    reason = self._wrong_on(record, language, days)
                    if reason:
                        yield Problem(record.id, f"answer.{language}", reason)

    def _wrong_on(self, record: FactRecord, language: str, days: List[datetime.date]) -> str:
        for day in days or [self._today]:
            reason = self._wrong(record, language, day)
            if reason:
                return (
                    Sentence("{reason} (as of {day})", reason=reason, day=day) if days else reason
                )
        return ""

    def _wrong(self, record: FactRecord, language: str, day: datetime.date) -> str:
        try:
            text = self._wording(day).answer(record, language)
        except FactError as error:
            return error.sentence
        if not text.strip():
            return Sentence("is empty")
        if record.subject == DANGER_SUBJECT and not self._shows_number(text):
            return Sentence(
                "shows no number to call, and a person in danger needs one: add it to the answer"
            )
        return ""

    def _shows_number(self, text: str) -> bool:
        return any(re.search(rf"(?<!\d){re.escape(n)}(?!\d)", text) for n in self._numbers)

    def _wording(self, day: datetime.date) -> Wording:
        if day not in self._wordings:
            self._wordings[day] = Wording(self._shown, day)
        return self._wordings[day]

    def _days(self, facts: Set[str]) -> Set[datetime.date]:
        """The days on which what these facts say may change."""
        days: Set[datetime.date] = set()
        for record in map(self._shown.__getitem__, facts):
            if record.event:
                first, last = self._wording(self._today).event_days(record)
                days |= {first - A_DAY, first, last, last + A_DAY}
        return days

    def _through(self, record: FactRecord) -> Set[str]:
        """The facts that a record's answer is written from, itself included."""
        through: Set[str] = set()
        waiting = [record.id]
        while waiting:
            fact = waiting.pop()
            if fact in self._shown and fact not in through:
                through.add(fact)
                if fact not in self._unsound:
                    waiting += self._wording(self._today).shown_by(self._shown[fact])
        return through
