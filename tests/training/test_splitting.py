from assistant.nlu.question_collector import QuestionCollector
from benchmarks.conversations import answered
from benchmarks.knowledge import files_snapshot
from training.splitting import (
    KINDS,
    Asked,
    Case,
    learn_both,
    learn_message,
    learn_part,
    middle_of_the_best,
    written,
)


def test_what_speaks_for_a_question_gets_weight():
    cases = [Case({"fact": float(n % 2), "last": 0.5}, n % 2 == 1) for n in range(400)]
    judge = learn_part(cases)
    assert judge.takes({"fact": 1.0, "last": 0.5})
    assert not judge.takes({"fact": 0.0, "last": 0.5})
    assert "last" not in judge.weights


def test_what_only_two_features_together_tell_is_learned():
    signs = [(a, b) for a in (0.0, 1.0) for b in (0.0, 1.0)] * 100
    judge = learn_part([Case({"a": a, "b": b}, a == b) for a, b in signs])
    assert all(judge.takes({"a": a, "b": b}) == (a == b) for a, b in signs)


def test_messages_are_judged_by_each_feature():
    cases = [Case({"whole": float(n % 2), "parts": 2.0}, n % 2 == 0) for n in range(200)]
    judge = learn_message(cases)
    assert judge.takes({"whole": 0.0, "parts": 2.0})
    assert not judge.takes({"whole": 1.0, "parts": 2.0})


def test_messages_of_every_kind_are_learned_from():
    assert {message.kind for message in written()} == set(KINDS)
    for message in written():
        # Two questions that one fact answers are several questions, too.
        assert message.facts and (message.kind == KINDS[0] or len(message.facts) == 1)


def described(topic, confidence, also=None):
    likely = {topic: confidence, also: 1 - confidence} if also else {topic: confidence}
    ranking = [{"intent": "forum", "topic": t, "confidence": c} for t, c in likely.items()]
    return {
        "text": topic,
        "intent": "forum",
        "topic": topic,
        "confidence": confidence,
        "mentions": {},
        "asks": True,
        "bare": False,
        "intents": {},
        "about_other": None,
        "completed": None,
        "ranking": ranking,
    }


def test_what_is_learned_takes_a_message_apart_where_that_is_right():
    """Of two, the whole is unsure where both parts ask; else it is sure, and one part misleads."""
    parts = [described("imrf.dates", 0.9), described("imrf.place", 0.9)]
    messages = []
    for kind in KINDS * 20:
        several = kind == KINDS[0]
        whole = described(
            "imrf.dates", 0.6 if several else 0.999, "imrf.place" if several else None
        )
        facts = ["imrf.dates", "imrf.place"] if several else ["imrf.dates"]
        messages.append(Asked(kind, whole, parts, facts))
    judges, _ = learn_both(messages, files_snapshot())
    collector = QuestionCollector(QuestionCollector.get_default_config(), judges)
    for message in messages:
        found = [each["topic"] for each in collector.questions_among(message.whole, message.parts)]
        assert found == message.facts


def test_all_that_was_asked_must_be_answered_in_order():
    assert answered(["a", "b"], ["a", "x", "b"])
    assert not answered(["a", "b"], ["b", "a"])
    assert not answered(["a", "b"], ["a"])


def test_the_middle_of_the_good_thresholds_is_chosen():
    assert middle_of_the_best({0.1: 0.81, 0.2: 0.845, 0.3: 0.85, 0.4: 0.842, 0.5: 0.83}) == 0.3
