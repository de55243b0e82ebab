"""Two models side by side: each changed answer, what was won and lost, and when that is worse."""

import datetime

import pytest

from assistant.publishing.answers import Answered, Answers
from assistant.publishing.comparison import DANGER, Change, compare


def model(name, *answers, missed=()):
    return Answers(
        model=name, at=datetime.datetime(2026, 11, 1), missed=list(missed), answers=list(answers)
    )


def answered(text, got, right=True, of="questions", **fields):
    return Answered(set=of, group="fr", text=text, expected="e", got=got, right=right, **fields)


def both(before, after):
    """Two models that answered the same messages: what each got, and whether that is right."""
    old = [answered(f"q{n}", *one) for n, one in enumerate(before)]
    new = [answered(f"q{n}", *one) for n, one in enumerate(after)]
    return compare(model("old", *old), model("new", *new))


def test_won_lost_and_merely_changed_are_told_apart_the_lost_first():
    found = both(
        [("a", True), ("a", False), ("a", False), ("a", True), ("a", True)],
        [("a", True), ("b", True), ("b", False), ("b", False), ("b", True)],
    )
    assert [(one.text, one.change) for one in found.changed] == [
        ("q3", Change.LOST), ("q2", Change.OTHER), ("q4", Change.OTHER), ("q1", Change.WON),
    ]  # fmt: skip
    [of_set] = found.sets
    assert (of_set.total, of_set.before, of_set.after) == (5, 3, 3)
    assert (of_set.won, of_set.lost, of_set.changed) == (1, 1, 4)
    assert not found.worse


@pytest.mark.parametrize("lost, won, worse", [(4, 0, False), (5, 0, True), (9, 5, False),
                                              (12, 3, True), (0, 9, False)])  # fmt: skip
def test_worse_is_what_chance_alone_would_seldom_do(lost, won, worse):
    before = [("a", True)] * lost + [("a", False)] * won + [("a", True)] * 50
    after = [("b", False)] * lost + [("b", True)] * won + [("a", True)] * 50
    assert both(before, after).worse is worse


def test_a_measure_that_misses_its_bar_now_is_worse_and_one_that_did_before_is_not():
    old, new = model("old", missed=["names"]), model("new", missed=["names", "danger"])
    found = compare(old, new)
    assert found.missed == ["danger"] and found.worse
    assert not compare(new, old).worse


def test_danger_of_all_sets_together_may_be_worse_where_no_set_is():
    def told(right):
        return [
            answered(f"q{n}", str(right), right, of=f"set {n % 2}", danger=True) for n in range(6)
        ]

    found = compare(model("old", *told(True)), model("new", *told(False)))
    assert [one.name for one in found.worse_sets] == [DANGER]
    assert all(one.danger for one in found.changed)


def test_what_is_held_out_counts_and_is_not_listed():
    hidden = [answered("q", got, right, listed=False) for got, right in (("a", True), ("b", False))]
    found = compare(model("old", hidden[0]), model("new", hidden[1]))
    assert found.changed == [] and found.sets[0].lost == found.sets[0].changed == 1


def test_of_visitors_messages_nobody_says_what_is_right():
    asked = [answered(f"q{n}", "a", None, of="visitors") for n in range(9)]
    now = [one.copy(update={"got": "b"}) for one in asked]
    found = compare(model("old", *asked), model("new", *now))
    assert (found.sets[0].before, found.sets[0].changed) == (None, 9)
    assert {one.change for one in found.changed} == {Change.OTHER} and not found.worse


def test_only_what_both_were_asked_is_compared_and_twice_what_stands_twice():
    old = [answered("q", "a"), answered("q", "b"), answered("gone", "a")]
    new = [answered("q", "a"), answered("q", "c"), answered("came", "a")]
    found = compare(model("old", *old), model("new", *new))
    assert found.sets[0].total == 2 and [(o.before, o.after) for o in found.changed] == [("b", "c")]
