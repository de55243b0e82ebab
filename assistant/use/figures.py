"""The figures of use, as they may be shown."""

import datetime
from collections import Counter
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Set
from zoneinfo import ZoneInfo

from assistant.feedback.store import FeedbackStore
from assistant.shares import Share
from assistant.use.decided import QUESTIONS, WITHOUT_QUESTION, Kind
from assistant.use.hiding import shown_of, shown_parts
from assistant.use.known import Span
from assistant.use.periods import ONE, Day, Period, Unit, first_period_day, steps_over
from assistant.use.store import NO_TOPIC, ByDay, UseStore

HELPFUL, NOT_HELPFUL = "helpful", "not_helpful"
QUESTION, NO_QUESTION = "question", "no_question"
Counts = Mapping[Period, int]  # of the periods in which the count may be shown


class Taken(NamedTuple):
    """Milliseconds from a message's arrival to the reply: of half of the replies at most, and of
    95 in 100."""

    median: int
    p95: int


class Parts(NamedTuple):
    """A whole's counts, and each part's."""

    whole: Counts
    by: Dict[str, Counts]

    def total(self, name: str) -> int:
        """What is shown of a part, over all days: for an order."""
        return sum(count for period, count in self.by[name].items() if period.unit is Unit.MONTH)


class Figures(NamedTuple):
    """What may be shown of periods that are over (``Period.over``); messages of danger are counted
    by themselves, and in nothing else. A count that a mapping lacks is hidden.

    ``topics`` do not add up to anything: a message may be about two, or none.
    """

    periods: List[Period]
    messages: Counts
    visitors: Counts
    dangers: Counts
    channels: Parts
    languages: Parts
    quarters: Parts
    kinds: Parts  # whether something was asked
    questions: Parts
    others: Parts
    opinions: Parts
    topics: Dict[str, Counts]
    taken: Mapping[Period, Taken]

    def answered(self, period: Period) -> Optional[Share]:
        """The share of questions that were answered in full; None where it is hidden."""
        asked = self.questions.whole.get(period)
        answered = self.questions.by.get(Kind.ANSWERED.value, {}).get(period)
        return None if asked is None or answered is None else Share(answered, asked)

    def of(self, unit: Unit) -> List[Period]:
        """The days, weeks or months, in their order."""
        return [period for period in self.periods if period.unit is unit]


def figures_of(
    store: UseStore, feedback: FeedbackStore, zone: ZoneInfo, today: Day, days: int
) -> Figures:
    """The figures of the latest days, as many as rows are kept for.

    Raises:
        one of NOT_TO_BE_HAD: a database is locked, damaged or gone.
    """
    oldest = today - days * ONE
    opinions = _opinions(feedback, zone, oldest, today)
    known = [store.first_day(), *(min(by_day) for by_day in opinions.values() if by_day)]
    first = min((day for day in known if day is not None), default=today)
    return _Told(max(oldest, first_period_day(first)), first, today).figures(store, opinions)


class _Told:
    """Tells figures of the days from one up to today, which is not told yet; ``first`` is the
    first on which there was something."""

    def __init__(self, since: Day, first: Day, today: Day) -> None:
        self._since, self._first, self._today = since, first, today
        steps = steps_over(since, today)
        self._periods = {self._span(period): period for step in steps for period in step}
        self._steps = [[self._span(period) for period in step] for step in steps]

    def figures(self, store: UseStore, opinions: ByDay) -> Figures:
        """All figures."""
        since, today = self._since, self._today
        kinds = store.by("kind", since, today)
        asked = _of(kinds, QUESTIONS)
        others = _of(kinds, WITHOUT_QUESTION)
        messages = self._shown(_sum(kinds.values()))
        both = {QUESTION: _sum(asked.values()), NO_QUESTION: _sum(others.values())}
        by_kind = self._parts(both, messages)
        topics = store.by_topic(since, today)
        topics.pop(NO_TOPIC, None)
        return Figures(
            periods=sorted(
                (period for period in self._periods.values() if period.after > self._first),
                key=lambda period: period.first,
            ),
            messages=messages,
            visitors=self._shown(store.visitors(since, today)),
            dangers=self._shown(store.dangers(since, today)),
            channels=self._parts(store.by("channel", since, today), messages),
            languages=self._parts(store.by("language", since, today), messages),
            quarters=self._parts(store.by("quarter", since, today), messages),
            kinds=by_kind,
            questions=self._parts(asked, by_kind.by[QUESTION]),
            others=self._parts(others, by_kind.by[NO_QUESTION]),
            opinions=self._parts(opinions, self._shown(_sum(opinions.values()))),
            topics={topic: self._shown(by_day) for topic, by_day in topics.items()},
            taken=self._taken(store.milliseconds(since, today), messages),
        )

    def _span(self, period: Period) -> Span:
        return Span((period.first - self._since).days, (period.after - self._since).days)

    def _row(self, by_day: Mapping[Day, int]) -> List[int]:
        number = (self._today - self._since).days
        return [by_day.get(self._since + ahead * ONE, 0) for ahead in range(number)]

    def _shown(self, by_day: Mapping[Day, int]) -> Counts:
        row = self._row(by_day)
        return self._counts(row, shown_of(row, self._steps))

    def _parts(self, parts: Mapping[str, Mapping[Day, int]], whole: Counts) -> Parts:
        """The parts of a whole of which these counts are shown."""
        rows = {name: self._row(by_day) for name, by_day in parts.items()}
        spans = {self._span(period) for period in whole}
        shown = shown_parts(rows, self._steps, spans) if rows else {}
        return Parts(whole, {name: self._counts(rows[name], shown[name]) for name in rows})

    def _counts(self, row: Sequence[int], spans: Set[Span]) -> Counts:
        return {self._periods[span]: sum(row[span.first : span.after]) for span in spans}

    def _taken(self, by_day: Mapping[Day, "Counter[int]"], messages: Counts) -> Dict[Period, Taken]:
        found = {}
        for period, count in messages.items():
            days = [by_day.get(day, Counter()) for day in _days(period)]
            times = sorted(sum(days, Counter()).items())
            if count and times:
                found[period] = Taken(_below(times, 0.5), _below(times, 0.95))
        return found


def _days(period: Period) -> Iterable[Day]:
    return (period.first + ahead * ONE for ahead in range((period.after - period.first).days))


def _below(times: Sequence["tuple[int, int]"], share: float) -> int:
    """The time that so many of the replies took at most: of ``times``, by length, with how many."""
    left = share * sum(count for _, count in times)
    for taken, count in times:
        left -= count
        if left <= 0:
            return taken
    return times[-1][0]


def _sum(parts: Iterable[Mapping[Day, int]]) -> "Counter[Day]":
    found: "Counter[Day]" = Counter()
    for by_day in parts:
        found.update(by_day)
    return found


def _of(kinds: ByDay, chosen: Iterable[Kind]) -> ByDay:
    return {kind.value: kinds[kind.value] for kind in chosen if kind.value in kinds}


def _opinions(feedback: FeedbackStore, zone: ZoneInfo, since: Day, today: Day) -> ByDay:
    found: Dict[str, "Counter[Day]"] = {HELPFUL: Counter(), NOT_HELPFUL: Counter()}
    midnight = datetime.datetime.combine(since, datetime.time(), zone)
    start = midnight.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    for at, helpful in feedback.opinions(start):
        day = at.replace(tzinfo=datetime.timezone.utc).astimezone(zone).date()
        if day < today:
            found[HELPFUL if helpful else NOT_HELPFUL][day] += 1
    return {name: dict(by_day) for name, by_day in found.items()}
