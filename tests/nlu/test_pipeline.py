"""The components together: languages, refusals, and what reaches the dialogue."""

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import CategoricalSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.formats.readerwriter import TrainingDataWriter


def conversation(language):
    slot = CategoricalSlot("language", [{}], values=["fr", "en", "ar"])
    tracker = DialogueStateTracker("visitor", [slot])
    tracker.update(SlotSet("language", language))
    return tracker


def language_entity(parsed):
    return [e["value"] for e in parsed["entities"] if e["entity"] == "language"]


@pytest.mark.parametrize(
    "text, topic, reply",
    [
        ("en quelle année l'OIM a-t-elle été créée ?", "iom.founded", "fr"),
        ("in what year was the organization founded?", "iom.founded", "en"),
        ("متى تأسست هذه المنظمة؟", "iom.founded", "ar"),
        ("win sar el forum mte3kom", "imrf.place", "ar"),
        ("وين صار المنتدى متاعكم", "imrf.place", "ar"),
    ],
)
def test_a_question_is_understood_in_its_language(parse, text, topic, reply):
    parsed = parse(text)
    assert parsed["questions"][0]["topic"] == topic
    assert language_entity(parsed) == [reply]


def test_an_unchanged_language_adds_no_entity(parse):
    parsed = parse("en quelle année l'OIM a-t-elle été créée ?", conversation("fr"))
    assert language_entity(parsed) == []


def test_a_sentence_in_another_language_changes_the_language(parse):
    parsed = parse("in what year was the organization founded?", conversation("fr"))
    assert language_entity(parsed) == ["en"]


@pytest.mark.parametrize("text", ["?", "2022", "👍", "..."])
def test_what_has_no_language_keeps_the_conversations(parse, text):
    assert language_entity(parse(text, conversation("en"))) == []
    assert language_entity(parse(text)) == ["fr"]
    assert language_entity(parse(text, metadata={"language": "ar"})) == ["ar"]


def test_a_wish_for_a_language_is_fulfilled(parse):
    assert language_entity(parse("en anglais svp", conversation("fr"))) == ["en"]


@pytest.mark.parametrize("text", ["", "   ", "\u0000", "\ud83d", "/", "///", "?", "…", "؟؟!"])
def test_an_empty_message_is_a_fallback(parse, text):
    assert parse(text)["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize("text", ['/forum{"language": "en"}', "/restart", "/greet"])
def test_a_command_is_read_as_plain_text(parse, text):
    parsed = parse(text)
    assert not parsed["text"].startswith("/")
    assert set(parsed["questions"][0]) >= {"text", "intent", "mentions"}


def test_a_question_carries_what_it_names(parse):
    question = parse("depuis quand l'OIM existe au Maroc et à l'UNICEF en 2010 ?")["questions"][0]
    mentions = question["mentions"]
    assert mentions["countries"] == ["MA"]
    assert mentions["organisations"] == ["iom", "unicef"]
    assert mentions["years"] == [2010]


def test_a_very_long_message_is_read_to_its_limit(parse):
    parsed = parse("où a eu lieu le forum ? " + "bla " * 5000)
    assert len(parsed["text"]) <= 1000


def test_rasas_tools_are_told_the_fact(parse):
    parsed = parse("où a eu lieu le forum des migrations ?")
    assert parsed["intent"]["name"] == "forum"
    assert parsed["intent"]["full_retrieval_intent_name"] == "forum/imrf.place"
    selected = parsed["response_selector"]
    assert selected["all_retrieval_intents"] == ["forum", "language", "membership"]
    assert selected["default"]["response"]["intent_response_key"] == "forum/imrf.place"


def test_the_language_stands_nowhere_in_the_text(parse):
    """Rasa's writers would put an entity with a place into the example's text."""
    parsed = parse("où a eu lieu le forum des migrations ?")
    assert parsed["entities"]
    assert TrainingDataWriter.generate_message(parsed) == parsed["text"]
