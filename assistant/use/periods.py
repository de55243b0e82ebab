"""Calendar days, weeks and months, and which of them are over."""

import datetime
from enum import Enum
from typing import Dict, List, NamedTuple, Tuple

Day = datetime.date
ONE = datetime.timedelta(days=1)


class Unit(str, Enum):
    """What figures are given by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Period(NamedTuple):
    """A day, an ISO week or a month; ``after`` is the first day that is not its own."""

    unit: Unit
    first: Day
    after: Day

    @property
    def last(self) -> Day:
        """Its last day."""
        return self.after - ONE

    @property
    def over(self) -> Day:
        """The day from which on its figures are told: a day's with those of its week, since one
        that is told alone could be subtracted from the others later."""
        return _monday(self.first) + 7 * ONE if self.unit is Unit.DAY else self.after


def period_of(unit: Unit, day: Day) -> Period:
    """The period that a day is in."""
    if unit is Unit.DAY:
        return Period(unit, day, day + ONE)
    if unit is Unit.WEEK:
        return Period(unit, _monday(day), _monday(day) + 7 * ONE)
    first = day.replace(day=1)
    return Period(unit, first, (first + 31 * ONE).replace(day=1))


def first_period_day(day: Day) -> Day:
    """The first day of the week and the month that a day is in."""
    return min(_monday(day), day.replace(day=1))


def steps_over(since: Day, today: Day) -> List[List[Period]]:
    """All periods from a day on whose figures are told by today, in the order in which that comes
    about: those that are told at once together, longer ones before their days."""
    found = {
        period_of(unit, since + ahead * ONE)
        for ahead in range(max(0, (today - since).days))
        for unit in Unit
    }
    steps: Dict[Tuple[Day, int], List[Period]] = {}
    for period in sorted(found):
        week_is_known = period.unit is not Unit.DAY or _monday(period.first) >= since
        if period.first >= since and week_is_known and period.over <= today:
            length = (period.after - period.first).days
            steps.setdefault((period.over, -length), []).append(period)
    return [steps[key] for key in sorted(steps)]


def _monday(day: Day) -> Day:
    return day - day.weekday() * ONE
