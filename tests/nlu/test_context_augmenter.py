"""Training examples that name things in every role."""

import random

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.context_augmenter import (
    CONTEXTS_DIR,
    ContextAugmenter,
    Contexts,
    joined,
    read_contexts,
)
from assistant.nlu.drawn_examples import example_of
from assistant.nlu.examples_importer import Example
from assistant.nlu.properties import LANGUAGE, example_label, split_label
from assistant.nlu.script_groups import group_of
from assistant.nlu.subject_swap import Others
from assistant.understanding.question import OTHER_SUBJECTS

NONE = Others([], [], [], [])
EXAMPLES = (
    ("How many states are members of IOM?", "membership/iom.member_states"),
    ("since when is IOM in Tunisia", "presence/iom_tunisia.since"),
    ("where was the forum", "forum/imrf.place"),
    ("what is your budget", "out_of_scope/unknown_detail"),
    ("see you soon", "goodbye"),
)


def augmented(**config):
    examples = [Example.build(text, label) for text, label in EXAMPLES]
    for example in examples:
        example.set(LANGUAGE, "en")
    component = ContextAugmenter({**ContextAugmenter.get_default_config(), **config})
    made = component.process_training_data(TrainingData(examples)).training_examples
    assert [m.get(TEXT) for m in made[: len(EXAMPLES)]] == [text for text, _ in EXAMPLES]
    return made[len(EXAMPLES) :]


def test_a_clause_changes_nothing_of_what_is_asked():
    contexts = read_contexts(CONTEXTS_DIR)["en"]
    made = augmented(joined=60, joined_out_of_scope=10, swapped=0, dated=0)
    asked = [m for m in made if example_label(m) != "inform"]
    assert len(asked) > 50  # those that came out alike count once
    labels = dict(EXAMPLES)
    for message in asked:
        own = [text for text in labels if text.rstrip(" ?") in message.get(TEXT)]
        assert [labels[text] for text in own] == [example_label(message)]
        clauses = (*contexts.before, *contexts.after)
        assert any(clause.strip() in message.get(TEXT) for clause in clauses)


def test_another_subject_is_out_of_scope():
    made = augmented(joined=0, joined_out_of_scope=0, swapped=40, dated=10)
    made = [m for m in made if example_label(m) != "inform"]
    topics = {split_label(example_label(m))[1] for m in made}
    assert topics == set(OTHER_SUBJECTS)
    assert not {m.get(TEXT) for m in made} & {text for text, _ in EXAMPLES}


def test_each_training_sees_the_same():
    first, second = ([m.get(TEXT) for m in augmented()] for _ in range(2))
    assert first == second


def test_languages_without_clauses_and_messages_are_left_as_they_are():
    component = ContextAugmenter(ContextAugmenter.get_default_config())
    example = Example.build("ciao", "other_language")
    assert len(component.process_training_data(TrainingData([example])).training_examples) == 1
    assert component.process([example]) == [example]


@pytest.mark.parametrize(
    "before, after, text",
    [
        (["I live in Oran,"], [], "I live in Oran, who are you?"),
        ([], [", from Oran"], "who are you, from Oran"),
        ([], ["? Ada from Oran"], "who are you? Ada from Oran"),
        ([], ["because of my son in Oran"], "who are you? because of my son in Oran"),
    ],
)
def test_clauses_are_joined_as_people_write(before, after, text):
    assert joined("who are you?", Contexts(before, after, NONE), random.Random(0)) == text


def test_each_language_and_script_has_clauses_and_others():
    for group, contexts in read_contexts(CONTEXTS_DIR).items():
        lists = (contexts.before, contexts.after, *contexts.others)
        for entries in lists:
            assert len(entries) >= 10 and all(map(str.strip, entries)), group
        for clause in (*contexts.before, *contexts.after):
            assert group_of(group.partition("-")[0], clause) == group, clause


def test_nothing_is_made_under_intents_that_the_examples_do_not_have():
    examples = [example_of("when was IOM founded", "membership/iom.founded", "en")]
    component = ContextAugmenter(ContextAugmenter.get_default_config())
    made = component.process_training_data(TrainingData(examples)).training_examples
    assert len(made) > 50 and {example_label(m) for m in made} == {"membership/iom.founded"}
