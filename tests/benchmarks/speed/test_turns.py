import pytest

from benchmarks.speed.turns import around, window


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [(5, 500, (3, 7)), (1, 500, (1, 3)), (50, 500, (40, 60)), (500, 500, (490, 500))],
)
def test_later_turns_have_wider_windows(turn, last, expected):
    assert window(turn, last) == expected


def test_a_turns_time_is_the_median_around_it():
    conversation = [float(turn) for turn in range(1, 101)]
    assert around([conversation], 50) == 50
    assert around([conversation], 100) == 95  # turns 90 to 100


def test_short_conversations_count_for_early_turns_only():
    long, short = [10.0] * 100, [20.0] * 10
    assert around([long, short, short], 5) == 20
    assert around([long, short, short], 50) == 10
    with pytest.raises(ValueError):
        around([short], 50)
