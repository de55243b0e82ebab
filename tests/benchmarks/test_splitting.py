from benchmarks.conversations import answered
from benchmarks.splitting import Case, choose_threshold, learn


def test_what_speaks_for_a_question_gets_weight():
    cases = [Case({"bias": 1.0, "fact": float(n % 2), "last": 0.5}, n % 2 == 1) for n in range(40)]
    weights = learn(cases)
    assert weights["fact"] > 0 > weights["bias"]
    assert weights["last"] == 0


def test_all_that_was_asked_must_be_answered_in_order():
    assert answered(["a", "b"], ["a", "x", "b"])
    assert not answered(["a", "b"], ["b", "a"])
    assert not answered(["a", "b"], ["a"])


def test_of_thresholds_as_good_as_the_best_the_highest_is_chosen():
    assert choose_threshold({0.1: 0.85, 0.2: 0.853, 0.3: 0.851, 0.4: 0.80}) == 0.3
