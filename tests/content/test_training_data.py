"""What the training data must hold, and what it must not."""

from collections import Counter, defaultdict

import pytest
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML

from assistant.examples.blocks import comparable
from assistant.nlu.properties import asks_fact, example_label, example_metadata, split_label
from assistant.settings import ROOT
from benchmarks.blind import HELD_OUT, LEARNING, SINGLES, read_blind
from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, Asked, read_questions

LEAST = {"fr": 40, "en": 30, "ar": 30, "aeb-Arab": 20, "aeb-Latn": 20}
LEAST_ASKED = {"fr": 15, "en": 15, "ar": 15, "aeb-Arab": 10, "aeb-Latn": 10}


def topic_of(asked):
    return split_label(asked.label)[1]


def read_yaml(path):
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def blocks():
    paths = sorted((ROOT / "data" / "nlu").glob("*/*.yml"))
    return [(path, block) for path in paths for block in read_yaml(path)["nlu"]]


@pytest.fixture(scope="module")
def examples():
    data = load_data(str(ROOT / "data" / "nlu"))
    return [
        Asked(example_metadata(e)["language"], example_label(e), e.get("text"))
        for e in data.training_examples
    ]


def test_every_asked_fact_has_enough_examples_in_each_language_and_script(examples, records):
    counts = Counter((example.group, topic_of(example)) for example in examples)
    for record in records.values():
        if record.asked and record.subject != "danger":
            for group, least in LEAST.items():
                assert counts[group, record.id] >= least, (record.id, group)


def test_every_topic_of_a_fact_is_a_fact(examples, records):
    for label in {example.label for example in examples}:
        intent, topic = split_label(label)
        if asks_fact(label):
            assert records[topic].asked, topic
        if intent == "distress":
            assert f"danger.{topic}" in records, topic


def test_every_fact_belongs_to_one_area_in_every_language_and_in_the_tests(examples):
    areas = defaultdict(set)
    for asked in [*examples, *read_questions(QUESTIONS_DIR), *read_questions(EXAM_DIR)]:
        if asks_fact(asked.label):
            intent, topic = split_label(asked.label)
            areas[topic].add(intent)
    assert {topic: found for topic, found in areas.items() if len(found) > 1} == {}


def test_an_area_asks_for_facts_alone_and_every_other_intent_for_none(examples):
    asks = defaultdict(set)
    for example in examples:
        asks[split_label(example.label)[0]].add(asks_fact(example.label))
    assert {intent for intent, kinds in asks.items() if len(kinds) > 1} == set()


def test_an_intent_has_keys_in_all_of_its_blocks_or_in_none(examples):
    keyed = defaultdict(set)
    for example in examples:
        intent, topic = split_label(example.label)
        keyed[intent].add(topic is not None)
    assert {intent for intent, kinds in keyed.items() if len(kinds) > 1} == set()


def test_a_block_says_its_language_and_nothing_else(blocks):
    for path, block in blocks:
        assert block["metadata"] == {"language": path.parent.name}, (path, block["intent"])


def test_every_area_has_a_file_of_its_own(blocks):
    for path, block in blocks:
        if asks_fact(block["intent"]):
            assert path.stem == split_label(block["intent"])[0], path


def test_no_question_of_the_tests_stands_in_the_training_data(examples):
    trained = {comparable(example.text) for example in examples} - {""}
    asked = [q.text for folder in (QUESTIONS_DIR, EXAM_DIR) for q in read_questions(folder)]
    halves = [read_blind(folder) for folder in (LEARNING, HELD_OUT)]
    blind = [
        entry["text"] for half in halves for kind in SINGLES for _, entry in half.entries(kind)
    ]
    assert not [text for text in [*asked, *blind] if comparable(text) in trained]


def test_no_example_stands_twice_or_under_two_labels(examples):
    counts = Counter(comparable(example.text) or example.text for example in examples)
    assert not [text for text, count in counts.items() if count > 1]


def test_every_fact_is_asked_about_in_the_tests_in_each_language_and_script(records):
    asked = [*read_questions(QUESTIONS_DIR), *read_questions(EXAM_DIR)]
    counts = Counter((question.group, topic_of(question)) for question in asked)
    for record in records.values():
        if record.asked and record.subject != "danger":
            for group, least in LEAST_ASKED.items():
                assert counts[group, record.id] >= least, (record.id, group)
