import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu import learned_component
from assistant.nlu.key_selector import KeySelector
from assistant.nlu.properties import QUESTIONS


@pytest.fixture
def selector(monkeypatch):
    monkeypatch.setattr(learned_component, "keep", lambda *_: None)
    selector = KeySelector({}, None, None)
    labels = ["forum/imrf.dates", "presence/iom_tunisia.since", "distress/sea", "greet"]
    selector.train(TrainingData([Message.build("texte", label) for label in labels]))
    return selector


def selected(selector, intent, topic, ranking=()):
    question = {"intent": intent, "topic": topic, "confidence": 0.9, "ranking": list(ranking)}
    [message] = selector.process([Message({QUESTIONS: [question, {}]})])
    return message.get("response_selector")


def test_a_fact_is_told_in_rasas_form(selector):
    ranking = [
        {"intent": "forum", "topic": "imrf.dates", "confidence": 0.9},
        {"intent": "presence", "topic": "iom_tunisia.since", "confidence": 0.05},
    ]
    found = selected(selector, "forum", "imrf.dates", ranking)
    assert found["all_retrieval_intents"] == ["distress", "forum", "presence"]
    assert found["default"] == found["forum"]
    assert found["default"]["response"] == {
        "responses": [],
        "confidence": 0.9,
        "intent_response_key": "forum/imrf.dates",
        "utter_action": "utter_forum/imrf.dates",
    }
    assert [entry["intent_response_key"] for entry in found["default"]["ranking"]] == [
        "forum/imrf.dates",
        "presence/iom_tunisia.since",
    ]


def test_a_kind_of_danger_is_a_key_too(selector):
    ranking = [{"intent": "forum", "topic": "imrf.dates", "confidence": 0.1}]
    found = selected(selector, "distress", "sea", ranking)
    assert found["default"]["response"]["intent_response_key"] == "distress/sea"
    keys = [entry["intent_response_key"] for entry in found["default"]["ranking"]]
    assert keys == ["distress/sea"]


@pytest.mark.parametrize(
    "intent, topic",
    [("greet", None), ("nlu_fallback", None), ("distress", None), ("other_language", "sea")],
)
def test_what_has_no_key_gets_none(selector, intent, topic):
    assert set(selected(selector, intent, topic)) == {"all_retrieval_intents"}
