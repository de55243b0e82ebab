"""What the training data must hold, and what it must not."""

import re
import unicodedata
from collections import Counter

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from assistant.nlu.properties import example_label, example_metadata
from assistant.settings import ROOT
from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, Asked, read_questions

LEAST = {"fr": 40, "en": 30, "ar": 30, "aeb-Arab": 20, "aeb-Latn": 20}
LEAST_ASKED = {"fr": 15, "en": 15, "ar": 15, "aeb-Arab": 10, "aeb-Latn": 10}


def plain(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", text))


@pytest.fixture(scope="module")
def examples():
    data = load_data(str(ROOT / "data" / "nlu"))
    return [
        Asked(example_metadata(e)["language"], example_label(e), e.get("text"))
        for e in data.training_examples
    ]


def test_every_asked_fact_has_enough_examples_in_each_language_and_script(examples, records):
    counts = Counter((example.group, example.label) for example in examples)
    for record in records.values():
        if record.asked and record.subject != "danger":
            for group, least in LEAST.items():
                assert counts[group, f"ask/{record.id}"] >= least, (record.id, group)


def test_every_topic_of_a_fact_is_a_fact(examples, records):
    for example in examples:
        intent, _, topic = example.label.partition("/")
        if intent == "ask":
            assert records[topic].asked, topic
        if intent == "distress":
            assert f"danger.{topic}" in records, topic


def test_no_question_of_the_tests_stands_in_the_training_data(examples):
    trained = {plain(example.text) for example in examples} - {""}
    asked = [*read_questions(QUESTIONS_DIR), *read_questions(EXAM_DIR)]
    leaked = [question for question in asked if plain(question.text) in trained]
    assert not leaked


def test_no_example_stands_twice_or_under_two_labels(examples):
    counts = Counter(plain(example.text) or example.text for example in examples)
    assert not [text for text, count in counts.items() if count > 1]


def test_every_fact_is_asked_about_in_the_tests_in_each_language_and_script(records):
    asked = [*read_questions(QUESTIONS_DIR), *read_questions(EXAM_DIR)]
    counts = Counter((question.group, question.label) for question in asked)
    for record in records.values():
        if record.asked and record.subject != "danger":
            for group, least in LEAST_ASKED.items():
                assert counts[group, f"ask/{record.id}"] >= least, (record.id, group)
