import pytest

from assistant.nlu.judge import with_pairs
from assistant.nlu.message_features import features_of_message
from assistant.nlu.part_features import features_of_part
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
        "about_other": None,
        "ranking": [{"topic": topic, "confidence": confidence}],
    }


WHOLE = described("Where was it, and who chaired it?", "imrf.place", 0.8)


PARTS = [
    described("Where was it", "imrf.place", 0.9, asks=True),
    described("and who chaired it?", "imrf.chair", 0.9, asks=True),
]


def test_the_judges_know_every_feature_and_weigh_no_other():
    of_part = features_of_part(PARTS[1], WHOLE, 1, 2, True)
    of_message = features_of_message(WHOLE, PARTS, [0.9, 0.9], PARTS)
    for judge, features in ((LEARNED.part, of_part), (LEARNED.message, of_message)):
        assert set(judge.scale) == set(features)
        assert set(judge.weights) <= set(with_pairs(features))


def test_a_message_is_taken_apart_where_its_parts_ask_and_not_where_the_whole_is_sure():
    asked = features_of_message(WHOLE, PARTS, [0.95, 0.95], PARTS)
    assert LEARNED.message.takes(asked)
    # "The forum in New York, what came of it": the place is no question of its own.
    whole = described("the forum in New York, what came of it", "imrf.outcome", 0.99)
    parts = [
        described("the forum in New York", "imrf.place", 0.5),
        described("what came of it", "imrf.outcome", 0.95, asks=True),
    ]
    assert not LEARNED.message.takes(features_of_message(whole, parts, [0.3, 0.9], parts))


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
    assert LEARNED.part.takes(features_of_part(part, WHOLE, 1, 2, True)) == takes
