"""When the office answers, by ``data/office.yml``."""

import datetime
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_time
from babel.lists import format_list

from assistant.facts.errors import FactError
from assistant.facts.languages import LOCALES
from assistant.facts.yaml_text import read_yaml

# CLDR's days, in the order of datetime.date.weekday.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELDS = {"timezone", "hours", "closed", "answers_within"}


class Span(NamedTuple):
    """From when to when somebody is there."""

    first: datetime.time
    last: datetime.time


class OfficeHours(NamedTuple):
    """The hours of each day of the week, by :data:`DAYS`, and what is out of them."""

    zone: ZoneInfo
    week: Tuple[Tuple[Span, ...], ...]
    closed: Tuple[datetime.date, ...]
    answers_within: int

    def is_open(self, moment: datetime.datetime) -> bool:
        """Whether somebody is there at a moment, in UTC without a zone."""
        local = self._local(moment)
        return any(span.first <= local.time() < span.last for span in self._of(local.date()))

    def due(self, moment: datetime.datetime) -> datetime.datetime:
        """By when somebody has answered who asked at a moment, both in UTC without a zone."""
        days = self._office_days_after(self._local(moment).date())
        day = next(day for number, day in enumerate(days, 1) if number == self.answers_within)
        end = datetime.datetime.combine(day, self._of(day)[-1].last, self.zone)
        return end.astimezone(datetime.timezone.utc).replace(tzinfo=None)

    def day_of(self, moment: datetime.datetime) -> datetime.date:
        """The office's day at a moment, in UTC without a zone."""
        return self._local(moment).date()

    def written(self, language: str) -> str:
        """The hours of a week in words: days that follow each other and are alike stand together."""
        locale = LOCALES[language]
        runs: List[Tuple[int, int, Tuple[Span, ...]]] = []
        for day, spans in enumerate(self.week):
            if runs and runs[-1][1] == day - 1 and runs[-1][2] == spans:
                runs[-1] = (runs[-1][0], day, spans)
            elif spans:
                runs.append((day, day, spans))
        return format_list([_run(run, locale) for run in runs], locale=locale)

    def _local(self, moment: datetime.datetime) -> datetime.datetime:
        return moment.replace(tzinfo=datetime.timezone.utc).astimezone(self.zone)

    def _of(self, day: datetime.date) -> Tuple[Span, ...]:
        return () if day in self.closed else self.week[day.weekday()]

    def _office_days_after(self, day: datetime.date) -> Iterator[datetime.date]:
        while True:
            day += datetime.timedelta(days=1)
            if self._of(day):
                yield day


def _run(run: Tuple[int, int, Tuple[Span, ...]], locale: Locale) -> str:
    first, last, spans = run
    names = locale.days["format"]["wide"]
    days = names[first] if first == last else _interval(names[first], names[last], locale)
    times = [
        _interval(_time(span.first, locale), _time(span.last, locale), locale) for span in spans
    ]
    return f"{days} {format_list(times, locale=locale)}"


def _time(time: datetime.time, locale: Locale) -> str:
    return format_time(time, "HH:mm", locale=locale)


def _interval(first: str, last: str, locale: Locale) -> str:
    pattern: str = locale.interval_formats[None]
    return pattern.format(first, last)


def read_hours(path: Path) -> OfficeHours:
    """The hours that a file tells.

    Raises:
        FactError: it cannot be read, or tells no hours; the text says why.
    """
    document = read_yaml(path)
    try:
        if set(document) != FIELDS:
            raise ValueError(f"holds {', '.join(sorted(FIELDS))}, and nothing else")
        hours = OfficeHours(
            ZoneInfo(document["timezone"]),
            _week(document["hours"]),
            tuple(map(datetime.date.fromisoformat, document["closed"])),
            int(document["answers_within"]),
        )
    except (TypeError, ValueError, AttributeError, ZoneInfoNotFoundError) as error:
        raise FactError(f"{path}: {error}") from error
    if not any(hours.week):
        raise FactError(f"{path}: names no hours")
    if not 1 <= hours.answers_within <= 30:
        raise FactError(f"{path}: answers_within is from 1 to 30 office days")
    return hours


def _week(hours: Dict[str, Any]) -> Tuple[Tuple[Span, ...], ...]:
    unknown = set(hours) - set(DAYS)
    if unknown:
        raise ValueError(f"names days that are none: {', '.join(sorted(unknown))}")
    return tuple(tuple(map(_span, hours.get(day) or ())) for day in DAYS)


def _span(written: str) -> Span:
    first, separator, last = written.partition("-")
    span = Span(datetime.time.fromisoformat(first), datetime.time.fromisoformat(last))
    if not separator or span.first >= span.last:
        raise ValueError(f"write hours as 08:30-17:00, not {written!r}")
    return span
