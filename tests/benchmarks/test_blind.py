"""What is measured on the blind sets."""

import pytest

from benchmarks.blind import (
    BARS,
    HELD_OUT,
    LEARNING,
    SINGLES,
    Told,
    of_told,
    read_blind,
)


def told(measure, group, right):
    return Told(measure, group, right, "text", "expected", "got")


def test_shares_are_counted_by_group_and_over_all_and_held_to_their_floors():
    name = "names: answered"
    outcomes = [told(name, "fr", True), told(name, "fr", False), told(name, "ar", False)]
    [measure] = of_told([*outcomes, *[told(name, "ar", False)] * 3], BARS)
    assert measure.shares["fr"].value == 0.5 and measure.shares["all"].total == 6
    assert measure.failures()
    assert not of_told([told(name, "fr", True)], BARS)[0].failures()


@pytest.mark.parametrize("half", [LEARNING, HELD_OUT])
def test_each_half_has_every_kind_in_every_group(half, records):
    blind = read_blind(half)
    assert set(blind.groups) == {"fr", "en", "ar", "aeb-Arab", "aeb-Latn"}
    for kind in (*SINGLES, "conversations"):
        assert {group for group, _ in blind.entries(kind)} == set(blind.groups)
    for _, entry in blind.entries("several"):
        # What stands in another fact alone is asked for with that one.
        assert all(fact in records for fact in entry["facts"])


def test_no_message_stands_in_both_halves():
    halves = [
        {entry["text"] for kind in SINGLES for _, entry in read_blind(half).entries(kind)}
        for half in (LEARNING, HELD_OUT)
    ]
    assert not halves[0] & halves[1]
