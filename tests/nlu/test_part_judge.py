import pytest

from assistant.nlu.part_judge import features_of, with_pairs
from assistant.nlu.properties import ASK
from assistant.nlu.question_collector import QuestionCollector

LEARNED = QuestionCollector.tables_from(QuestionCollector.read_tables())


def described(text, topic, confidence, asks=False, intents=None):
    return {
        "text": text,
        "intent": "forum",
        "topic": topic,
        "confidence": confidence,
        "mentions": {"subjects": []},
        "asks": asks,
        "bare": False,
        "intents": intents or {ASK: confidence},
        "ranking": [{"topic": topic, "confidence": confidence}],
    }


WHOLE = described("Where was it, and who chaired it?", "imrf.place", 0.8)


def test_the_judge_knows_every_feature_and_weighs_no_other():
    features = features_of(described("and who chaired it?", "imrf.chair", 0.9), WHOLE, 1, 2, True)
    assert set(LEARNED.scale) == set(features)
    assert set(LEARNED.weights) <= set(with_pairs(features))


def test_pairs_are_products():
    assert with_pairs({"a": 2.0, "b": 3.0}) == {
        "a": 2.0,
        "b": 3.0,
        "a × a": 4.0,
        "a × b": 6.0,
        "b × b": 9.0,
    }


@pytest.mark.parametrize(
    "part, takes",
    [
        (described("who chaired it?", "imrf.chair", 0.99, asks=True), True),
        (described("thanks", "imrf.chair", 0.01, intents={"thanks": 0.98}), False),
    ],
)
def test_a_sure_question_is_taken_and_thanks_are_not(part, takes):
    assert LEARNED.takes(features_of(part, WHOLE, 1, 2, True)) == takes
