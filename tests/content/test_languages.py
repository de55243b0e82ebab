"""Promise 2: every fact, phrase, response and button stands in fr, en and ar."""

import pytest
from ruamel.yaml import YAML

from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.nlu.properties import split_label
from assistant.settings import ROOT, Settings

ARABIC = range(0x0600, 0x0700)


def responses():
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return domain["responses"]


def language_of(variation):
    for condition in variation.get("condition", []):
        if condition["name"] == "language":
            return condition["value"]
    return "fr"


def test_every_response_has_every_language_once():
    for name, variations in responses().items():
        assert sorted(map(language_of, variations)) == sorted(LANGUAGES), name


@pytest.mark.parametrize("folder", ["", "web", "handover", "staff"])
def test_every_phrase_stands_in_every_language_with_the_same_variables(folder):
    phrases = Phrases(Settings().phrases_dir / folder)
    for name in phrases.names("fr"):
        for language in LANGUAGES:
            assert name in phrases.names(language), (name, language)
            assert phrases.variables(language, name) == phrases.variables("fr", name), name
    assert all(phrases.names(language) == phrases.names("fr") for language in LANGUAGES)


def test_every_fact_is_written_in_each_language_of_its_own(records):
    for record in records.values():
        for texts in (record.title, record.question, record.answer):
            assert set(texts) == set(LANGUAGES)
            assert any(ord(char) in ARABIC for char in texts["ar"]), record.id
            assert not any(ord(char) in ARABIC for char in texts["fr"] + texts["en"]), record.id


def test_every_kind_of_out_of_scope_question_has_its_phrase(phrases):
    kinds = {
        split_label(block["intent"])[1]
        for path in (ROOT / "data" / "nlu").glob("*/out_of_scope.yml")
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]
    }
    assert kinds and None not in kinds
    for kind in kinds:
        assert phrases.has("fr", f"out-of-scope-{kind}"), kind


def test_titles_are_short_enough_for_a_button(records):
    for record in records.values():
        assert max(map(len, record.title.values())) <= 40, record.id
