import numpy as np

from benchmarks.clinc150 import Predicted, choose_threshold, scores

INSIDE = Predicted(np.array([True, True, True, False]), np.array([0.9, 0.8, 0.4, 0.3]))
OUTSIDE = Predicted(np.array([False, False]), np.array([0.35, 0.1]))


def test_below_the_threshold_nothing_counts_as_in_scope():
    assert scores(INSIDE, OUTSIDE, 0.0) == (75.0, 0.0)
    assert scores(INSIDE, OUTSIDE, 0.5) == (50.0, 100.0)


def test_the_threshold_is_the_highest_that_keeps_in_scope_accuracy():
    right = np.ones(10_000, dtype=bool)
    confidence = np.concatenate([np.full(300, 0.305), np.full(9_700, 0.905)])
    assert round(choose_threshold(Predicted(right, confidence)), 2) == 0.9
    many_unsure = np.concatenate([np.full(600, 0.305), np.full(9_400, 0.905)])
    assert round(choose_threshold(Predicted(right, many_unsure)), 2) == 0.3
    assert choose_threshold(Predicted(~right, confidence)) < 0.05
