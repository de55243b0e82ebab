"""Which periods are told, and when."""

import datetime

import pytest

from assistant.use.periods import Unit, first_period_day, period_of, steps_over

Day = datetime.date


@pytest.mark.parametrize(
    "unit, day, first, last",
    [
        (Unit.DAY, Day(2026, 11, 4), Day(2026, 11, 4), Day(2026, 11, 4)),
        (Unit.WEEK, Day(2026, 11, 2), Day(2026, 11, 2), Day(2026, 11, 8)),
        (Unit.WEEK, Day(2027, 1, 2), Day(2026, 12, 28), Day(2027, 1, 3)),
        (Unit.MONTH, Day(2028, 2, 29), Day(2028, 2, 1), Day(2028, 2, 29)),
        (Unit.MONTH, Day(2026, 12, 31), Day(2026, 12, 1), Day(2026, 12, 31)),
    ],
)
def test_a_day_is_in_a_week_and_a_month(unit, day, first, last):
    period = period_of(unit, day)
    assert (period.first, period.last) == (first, last)


def told(since, today):
    return [[(p.unit.value, p.first.day) for p in step] for step in steps_over(since, today)]


def test_days_are_told_with_their_week_and_a_month_at_its_end():
    since = Day(2026, 10, 26)  # a Monday; November begins on a Sunday
    assert told(since, Day(2026, 11, 1)) == []
    assert told(since, Day(2026, 11, 2)) == [
        [("week", 26)],
        [("day", day) for day in (26, 27, 28, 29, 30, 31, 1)],
    ]
    # October began before it was counted.
    whole = told(Day(2026, 9, 28), Day(2026, 11, 2))
    assert whole[-3:] == [[("month", 1)], *told(since, Day(2026, 11, 2))]


def test_a_week_that_began_before_is_not_told_nor_are_its_days():
    assert told(Day(2026, 11, 4), Day(2026, 11, 16)) == [
        [("week", 9)],
        [("day", day) for day in range(9, 16)],
    ]


def test_figures_begin_with_the_week_and_month_of_the_first_day():
    assert first_period_day(Day(2026, 11, 5)) == Day(2026, 11, 1)
    assert first_period_day(Day(2026, 11, 1)) == Day(2026, 10, 26)
