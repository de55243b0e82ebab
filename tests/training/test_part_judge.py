from benchmarks.conversations import answered
from training.part_judge import Case, learn, middle_of_the_best


def test_what_speaks_for_a_question_gets_weight():
    cases = [Case({"fact": float(n % 2), "last": 0.5}, n % 2 == 1) for n in range(400)]
    judge = learn(cases)
    assert judge.takes({"fact": 1.0, "last": 0.5})
    assert not judge.takes({"fact": 0.0, "last": 0.5})
    assert "last" not in judge.weights


def test_what_only_two_features_together_tell_is_learned():
    signs = [(a, b) for a in (0.0, 1.0) for b in (0.0, 1.0)] * 100
    judge = learn([Case({"a": a, "b": b}, a == b) for a, b in signs])
    assert all(judge.takes({"a": a, "b": b}) == (a == b) for a, b in signs)


def test_all_that_was_asked_must_be_answered_in_order():
    assert answered(["a", "b"], ["a", "x", "b"])
    assert not answered(["a", "b"], ["b", "a"])
    assert not answered(["a", "b"], ["a"])


def test_the_middle_of_the_good_thresholds_is_chosen():
    assert middle_of_the_best({0.1: 0.81, 0.2: 0.845, 0.3: 0.85, 0.4: 0.842, 0.5: 0.83}) == 0.3
