from benchmarks.questions import Asked
from training.threshold import LEAST_RIGHT, Guess, Worth, choose, worth

FACT, OTHER = Asked("fr", "membership/iom.founded", "a"), Asked("fr", "out_of_scope/far", "b")
FOUND = [Guess(FACT, "membership/iom.founded", 0.9), Guess(OTHER, "membership/iom.mission", 0.6)]


def test_what_a_threshold_gives():
    assert worth(FOUND, 0.5) == Worth(0.5, 1.0, 0.5)
    assert worth(FOUND, 0.7) == Worth(0.7, 1.0, 0.0)
    assert worth(FOUND, 0.95) == Worth(0.95, 0.0, 0.0)


def test_the_highest_threshold_that_keeps_enough_right_is_chosen():
    worths = [Worth(0.4, 0.98, 0.05), Worth(0.5, LEAST_RIGHT, 0.02), Worth(0.6, 0.90, 0.01)]
    assert choose(worths).threshold == 0.5
    assert choose(worths[2:]).threshold == 0.6
