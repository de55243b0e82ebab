"""What a model answers, put so that it can be compared with another's."""

import pytest

from assistant.answers.decision import Answer, Decision, NotUnderstood, Reason, Refusal, Verdict
from benchmarks.answers import CONFIDENCE, misses_surely, shown
from benchmarks.measures import Measure, Share


@pytest.mark.parametrize(
    "count, total, bar, at_most, misses",
    [
        (1, 40, 0.015, True, False),
        (20, 400, 0.015, True, True),
        (1, 400, 0.0, True, True),
        (38, 40, 0.97, False, False),
        (370, 400, 0.97, False, True),
        (400, 400, 0.97, False, False),
        (0, 0, 0.97, False, False),
    ],
)
def test_a_bar_is_missed_where_chance_alone_would_seldom_do_it(count, total, bar, at_most, misses):
    measure = Measure("a measure", {"all": Share(count, total)}, {"all": bar}, at_most)
    assert misses_surely(measure) is misses


def test_decisions_that_differ_are_shown_differently():
    decisions = [
        Decision((Answer("iom.founded"),)),
        Decision((Answer("iom.founded", Verdict.WRONG),)),
        Decision((Answer("imrf.dates"),)),
        Decision((Refusal("iom.founded", Reason.COUNTRY, "MA"),)),
        Decision((Refusal("iom.founded", Reason.YEAR, "2030"),)),
        Decision((NotUnderstood(),)),
        Decision((Answer("iom.founded"), NotUnderstood())),
    ]
    assert len({shown(one) for one in decisions}) == len(decisions)
    assert shown(decisions[6]) == "Answer iom.founded + NotUnderstood"


def test_what_differs_from_training_to_training_is_left_out():
    told = "forum/imrf.dates ['imrf.dates'] [] 0.97"
    assert CONFIDENCE.sub("", told) == "forum/imrf.dates ['imrf.dates'] []"
