import pytest

from assistant.nlu.part_judge import features_of, learned_judge


def described(text, topic, confidence, intent="ask", asks=False, intents=None):
    return {
        "text": text,
        "intent": intent,
        "topic": topic,
        "confidence": confidence,
        "mentions": {"subjects": []},
        "asks": asks,
        "intents": intents or {intent: confidence},
        "ranking": [{"topic": topic, "confidence": confidence}] if intent == "ask" else [],
    }


WHOLE = described("Where was it, and who chaired it?", "imrf.place", 0.8)


def test_every_feature_has_its_weight():
    features = features_of(described("and who chaired it?", "imrf.chair", 0.9), WHOLE, 1, 2, True)
    assert set(features) == set(learned_judge().weights)


@pytest.mark.parametrize(
    "part, takes",
    [
        (described("who chaired it?", "imrf.chair", 0.99, asks=True), True),
        (described("thanks", "imrf.chair", 0.01, intents={"thanks": 0.98}), False),
    ],
)
def test_a_sure_question_is_taken_and_thanks_are_not(part, takes):
    assert learned_judge().takes(features_of(part, WHOLE, 1, 2, True)) == takes
