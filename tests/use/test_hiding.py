"""No count of one to four is shown, nor can be worked out from what is."""

import datetime

import numpy as np
import pytest

from assistant.use.hiding import shown_of, shown_parts
from assistant.use.known import LEAST, Span
from assistant.use.periods import steps_over

WEEK = Span(0, 7)
DAYS = [Span(day, day + 1) for day in range(7)]
STEPS = [[WEEK], DAYS]


def shown(days):
    return {span.first for span in shown_of(days, STEPS) if span != WEEK}


def test_a_week_whose_days_are_many_is_shown_whole():
    assert shown([5, 6, 7, 8, 9, 10, 11]) == {*range(7)}
    assert WEEK in shown_of([5] * 7, STEPS)


def test_beside_a_small_day_the_smallest_other_is_hidden_too():
    assert shown([50, 60, 3, 80, 90, 10, 40]) == {0, 1, 3, 4, 6}
    assert WEEK in shown_of([50, 60, 3, 80, 90, 10, 40], STEPS)


def test_two_small_days_hide_each_other_where_their_sum_is_not_small():
    assert shown([50, 60, 3, 80, 90, 2, 40]) == {0, 1, 3, 4, 6}
    # The week less the others would be 1 + 2.
    assert shown([50, 60, 1, 80, 90, 2, 40]) == {0, 1, 3, 4}
    assert shown([50, 60, 1, 80, 90, 4, 0]) == {0, 1, 3, 4, 6}


def test_nothing_at_all_is_no_secret():
    assert shown([0, 0, 50, 60, 0, 0, 0]) == {*range(7)}
    assert shown_of([0] * 7, STEPS) == {WEEK, *DAYS}


def test_a_small_week_hides_itself_and_its_days():
    assert shown_of([1, 0, 0, 2, 0, 0, 0], STEPS) == {DAYS[day] for day in (1, 2, 4, 5, 6)}


def test_a_month_less_its_weeks_tells_no_small_days():
    # November 2026 begins on a Sunday and ends on a Monday, each with 2 messages.
    days = [2, *[10] * 28, 2]
    month, weeks = Span(0, 30), [Span(1 + 7 * week, 8 + 7 * week) for week in range(4)]
    found = shown_of(days, [[week] for week in weeks] + [[month]])
    assert found == {*weeks}


def parts(**days):
    whole = np.sum([*days.values()], axis=0)
    return shown_parts(days, STEPS, shown_of(whole, STEPS))


def test_beside_a_small_channel_another_is_hidden_too():
    found = parts(web=[100] * 7, telegram=[20] * 7, messenger=[2, 0, 0, 0, 0, 0, 0])
    # In the whole week and on Monday, the total less two others would be Messenger's.
    assert WEEK in found["web"] and WEEK not in found["telegram"] | found["messenger"]
    assert {*DAYS} <= found["web"] and DAYS[0] not in found["telegram"] | found["messenger"]


def test_two_small_channels_hide_a_third_where_both_are_known_to_be_small():
    found = parts(web=[100] * 7, telegram=[20] * 7, rest=[1] + [0] * 6, messenger=[2] + [0] * 6)
    assert WEEK not in found["telegram"] and WEEK in found["web"]


def test_an_only_channel_is_shown_as_the_whole_is():
    found = parts(web=[50, 60, 3, 80, 90, 10, 40], messenger=[0] * 7)
    assert found["web"] == found["messenger"] == {WEEK, *DAYS} - {DAYS[2], DAYS[5]}


def test_a_part_is_shown_only_where_the_whole_is():
    days = {"fr": [50, 60, 3, 80, 90, 10, 40]}
    whole = shown_of(days["fr"], STEPS)
    assert DAYS[5] not in whole
    assert DAYS[5] not in shown_parts(days, STEPS, whole)["fr"]


def told(rng):
    """Some parts over some months, and what is shown of them."""
    since = datetime.date(2026, 1, 1) + datetime.timedelta(days=int(rng.integers(0, 300)))
    length = int(rng.integers(30, 70))
    steps = [
        [Span((p.first - since).days, (p.after - since).days) for p in step]
        for step in steps_over(since, since + datetime.timedelta(days=length))
    ]
    rates = rng.choice([0.1, 0.5, 1, 3, 6, 12, 40], int(rng.integers(2, 6)))
    days = {f"part {number}": rng.poisson(rate, length) for number, rate in enumerate(rates)}
    whole = shown_of(np.sum([*days.values()], axis=0), steps)
    return days, whole, shown_parts(days, steps, whole)


def axes_of(days, whole, found):
    """The space of all sums and differences of what is shown, and of days on which nothing came."""
    names, length = [*days], len(next(iter(days.values())))

    def form(name, span):
        counted = np.zeros((len(names), length))
        counted[slice(None) if name is None else names.index(name), span.first : span.after] = 1
        return counted.ravel()

    known = [form(None, span) for span in whole]
    known += [form(name, span) for name, spans in found.items() for span in spans]
    known += [form(name, Span(d, d + 1)) for name in names for d in range(length)
              if not days[name][d]]  # fmt: skip
    _, sizes, axes = np.linalg.svd(np.array(known), full_matrices=False)
    return form, axes[sizes > 1e-9]


@pytest.mark.parametrize("seed", range(12))
def test_no_addition_and_subtraction_of_what_is_shown_tells_a_small_count(seed):
    days, whole, found = told(np.random.default_rng(seed))
    form, axes = axes_of(days, whole, found)
    small = []
    for name, counts in days.items():
        sums = [0, *np.cumsum(counts)]
        for first in range(len(counts)):
            for after in range(first + 1, min(len(counts), first + 32) + 1):
                if 0 < sums[after] - sums[first] < LEAST:
                    small.append(form(name, Span(first, after)))
    small = np.array(small)
    beyond = np.linalg.norm(small - small @ axes.T @ axes, axis=1)
    assert len(small) > 10 and beyond.min() > 1e-6


def test_the_check_above_finds_what_can_be_worked_out():
    days = {"web": np.full(7, 100), "telegram": np.array([20, 20, 20, 3, 20, 20, 20])}
    everything = {WEEK, *DAYS}
    found = {"web": {WEEK}, "telegram": everything - {DAYS[3]}}
    form, axes = axes_of(days, everything, found)
    small = form("telegram", DAYS[3])
    assert np.linalg.norm(small - axes.T @ axes @ small) < 1e-9
