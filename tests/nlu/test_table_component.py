import json

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.model import INPUTS
from assistant.nlu.question_collector import QuestionCollector
from assistant.nlu.question_splitter import QuestionSplitter
from assistant.nlu.spelling_folder import SpellingFolder
from assistant.nlu.subject_extractor import SubjectExtractor
from assistant.nlu.table_component import TableComponent
from assistant.settings import ROOT

CONTEXT = ExecutionContext(GraphSchema({}))


class Words(TableComponent):
    """Reads a table of words."""

    @classmethod
    def tables_from(cls, stored):
        return stored


@pytest.fixture
def words(tmp_path, monkeypatch):
    """The table's file."""
    table = tmp_path / "words.yml"
    table.write_text("hello: [مرحبا]", encoding="utf-8")
    monkeypatch.setattr(Words, "tables_path", table, raising=False)
    return table


@pytest.fixture
def place(tmp_path):
    """Where a component is made: what ``create`` and ``load`` take."""
    (tmp_path / "model").mkdir()
    return {}, LocalModelStorage.create(tmp_path / "model"), Resource("words"), CONTEXT


def test_tables_are_those_of_the_training_until_the_next_one(words, place):
    Words.create(*place).train(TrainingData())
    words.write_text("goodbye: [سلام]", encoding="utf-8")
    assert Words.load(*place).tables == {"hello": ["مرحبا"]}
    Words.load(*place).train(TrainingData())
    assert Words.load(*place).tables == {"goodbye": ["سلام"]}
    words.unlink()
    assert Words.load(*place).tables == {"goodbye": ["سلام"]}


def test_tables_can_be_read_in_the_model(words, place, tmp_path):
    Words.create(*place).train(TrainingData())
    stored = (tmp_path / "model" / "words" / "tables.json").read_text(encoding="utf-8")
    assert json.loads(stored) == {"hello": ["مرحبا"]}
    assert "مرحبا" in stored


def test_without_training_there_are_no_tables(words, place):
    with pytest.raises(RuntimeError, match="Words"):
        Words.create(*place).tables
    with pytest.raises(ValueError):
        Words.load(*place)


def test_rasas_cache_of_trainings_notices_another_table(words):
    before = Words.fingerprint_addon({})
    assert Words.fingerprint_addon({}) == before
    words.write_text("goodbye: [سلام]", encoding="utf-8")
    assert Words.fingerprint_addon({}) != before


def test_rasas_cache_of_trainings_notices_another_file_in_a_folder(words, monkeypatch):
    monkeypatch.setattr(Words, "tables_path", words.parent)
    before = Words.fingerprint_addon({})
    (words.parent / "more.yml").write_text("goodbye: [سلام]", encoding="utf-8")
    assert Words.fingerprint_addon({}) != before


@pytest.mark.parametrize(
    "component", [QuestionCollector, QuestionSplitter, SpellingFolder, SubjectExtractor]
)
def test_a_changed_table_asks_for_a_training(component):
    assert str(component.tables_path.relative_to(ROOT)) in INPUTS
    assert component.fingerprint_addon({}) is not None
