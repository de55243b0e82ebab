from benchmarks.questions import Asked
from benchmarks.threshold import LEAST_RIGHT, Guess, Outcome, choose, outcome

FACT, OTHER = Asked("fr", "ask/iom.founded", "a"), Asked("fr", "out_of_scope/far", "b")
FOUND = [Guess(FACT, "ask/iom.founded", 0.9), Guess(OTHER, "ask/iom.mission", 0.6)]


def test_what_a_threshold_gives():
    assert outcome(FOUND, 0.5) == Outcome(0.5, 1.0, 0.5)
    assert outcome(FOUND, 0.7) == Outcome(0.7, 1.0, 0.0)
    assert outcome(FOUND, 0.95) == Outcome(0.95, 0.0, 0.0)


def test_the_highest_threshold_that_keeps_enough_right_is_chosen():
    outcomes = [Outcome(0.4, 0.98, 0.05), Outcome(0.5, LEAST_RIGHT, 0.02), Outcome(0.6, 0.90, 0.01)]
    assert choose(outcomes).threshold == 0.5
    assert choose(outcomes[2:]).threshold == 0.6
