"""A short message is read once more with what was talked about before written in front of it."""

import pytest
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.drawn_examples import example_of
from assistant.nlu.properties import (
    COMPLETES,
    LANGUAGE,
    MENTIONS,
    OTHER_LANGUAGE,
    PART_OF,
    example_label,
)
from assistant.nlu.question_completer import QuestionCompleter
from assistant.understanding.said import decision_metadata

NAMES = {"imrf": {"en": "the forum", "aeb-Arab": "المنتدى"}, "iom": {"en": "IOM", "aeb-Arab": "هـ"}}


@pytest.fixture
def completer():
    config = {**QuestionCompleter.get_default_config(), "most_words": 4}
    return QuestionCompleter(config, NAMES)


def after(fact, *events):
    memory = {"memory": {"fact": fact, "clarifying": None}}
    said = [UserUttered("?"), BotUttered("!", metadata=decision_metadata(memory, []))]
    return DialogueStateTracker.from_events("visitor", [*said, *events])


def message(text, language="en", part_of=None, subjects=()):
    mentions = {"subjects": list(subjects)}
    return Message({TEXT: text, LANGUAGE: language, PART_OF: part_of, MENTIONS: mentions})


def added(completer, messages, tracker=None):
    found = completer.process(messages, tracker)
    assert found[: len(messages)] == messages
    return [(m.get(TEXT), m.get(COMPLETES)) for m in found[len(messages) :]]


def test_a_short_message_is_completed_with_what_the_conversation_was_about(completer):
    tracker = after("imrf.dates")
    assert added(completer, [message("and who came?")], tracker) == [
        ("the forum : and who came?", 0)
    ]
    assert added(completer, [message("شكون جا", "aeb")], tracker) == [("المنتدى : شكون جا", 0)]


@pytest.mark.parametrize(
    "text, given",
    [
        ("and IOM?", {"subjects": ["iom"]}),  # names what it asks about
        ("I would like to know who came", {}),  # says all itself
        ("e chi c'era?", {"language": OTHER_LANGUAGE}),
        ("", {}),
    ],
)
def test_what_needs_no_completion_gets_none(completer, text, given):
    assert added(completer, [message(text, **given)], after("imrf.dates")) == []


def test_what_was_named_last_counts_before_the_fact_that_was_shown(completer):
    tracker = after("iom.founded")
    named = {"questions": [{"mentions": {"subjects": ["imrf"]}}]}
    tracker.update(UserUttered("no, I mean the forum", parse_data=named))
    assert added(completer, [message("who came?")], tracker) == [("the forum : who came?", 0)]


def test_nothing_is_completed_in_a_new_session_nor_without_a_conversation(completer):
    assert added(completer, [message("who came?")], after("imrf.dates", SessionStarted())) == []
    assert added(completer, [message("who came?")]) == []


def test_parts_are_completed_with_what_is_named_before_them(completer):
    messages = [
        message("when was the forum, and who came", subjects=["imrf"]),
        message("when was the forum", part_of=0, subjects=["imrf"]),
        message("who came", part_of=0),
    ]
    assert added(completer, messages, after("iom.founded")) == [("the forum : who came", 2)]


def test_training_sees_questions_in_this_form():
    config = {**QuestionCompleter.get_default_config(), "facts": 3, "unknown": 3, "talk": 3}
    examples = [
        example_of("when did the forum take place", "forum/imrf.dates", "en"),
        example_of("how many visitors had the forum", "out_of_scope/unknown_detail", "en"),
        example_of("thank you", "thanks", "en"),
    ]
    # Of a fact, its own subject stands in front; of the others any, so that it decides nothing.
    made = QuestionCompleter(config).process_training_data(TrainingData(examples))
    new = {(m.get(TEXT), example_label(m)) for m in made.training_examples[3:]}
    assert ("the migration forum : when did take place", "forum/imrf.dates") in new
    assert {label for _, label in new} >= {"forum/imrf.dates", "thanks"}
