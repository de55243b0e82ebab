import numpy as np

from benchmarks.clinc150 import Predicted, choose_threshold, scores

INSIDE = Predicted(np.array([True, True, True, False]), np.array([0.9, 0.8, 0.4, 0.3]))
OUTSIDE = Predicted(np.array([False, False]), np.array([0.35, 0.1]))


def test_below_the_threshold_nothing_counts_as_in_scope():
    assert scores(INSIDE, OUTSIDE, 0.0) == (75.0, 0.0)
    assert scores(INSIDE, OUTSIDE, 0.5) == (50.0, 100.0)


def test_the_threshold_balances_both():
    assert 0.35 < choose_threshold(INSIDE, OUTSIDE) <= 0.4
