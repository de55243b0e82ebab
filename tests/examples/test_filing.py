import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.examples.blocks import Block, comparable
from assistant.examples.files import TrainingFiles
from assistant.examples.filing import Became, Exported, Filer, read_exported


@pytest.fixture
def file(folder):
    """Files an example where texts with "the" are English and those with "wo" cannot be told."""

    def language_of(text):
        return None if "wo" in text else "en" if "the" in text else "fr"

    def key_of(text, intent):
        return None if "?" in text else f"{intent}/imrf.place"

    tested = {comparable("Une question des tests")}
    filer = Filer(TrainingFiles(folder), tested, language_of, key_of)
    return lambda text, label: filer.file(Exported(text, label))


@pytest.mark.parametrize(
    "text, label, became",
    [
        ("le forum, c'était quand au juste", "forum/imrf.dates", Became.FILED),
        ("salut", "greet", Became.FILED),
        ("Quand a eu lieu le forum ?", "forum/imrf.dates", Became.KNOWN),
        ("Quand a eu lieu le forum ?", "forum", Became.KNOWN),
        ("Quand a eu lieu le forum ?", "forum/imrf.place", Became.ELSEWHERE),
        ("une question des tests !", "greet", Became.TESTED),
        ("il pleuvait", "forum/imrf.weather", Became.UNKNOWN_LABEL),
        ("il pleuvait", "weather", Became.UNKNOWN_LABEL),
        ("et la ville ?", "forum", Became.NO_KEY),
        ("wo war das", "forum/imrf.place", Became.NO_LANGUAGE),
    ],
)
def test_what_becomes_of_an_example(file, text, label, became):
    assert file(text, label).became == became


def test_an_intent_without_its_key_gets_one(file, folder):
    assert file("the venue", "forum").where == "forum/imrf.place, en/forum.yml"
    assert TrainingFiles(folder).find("the venue") == Block("forum/imrf.place", "en")


def test_an_unknown_label_is_told_what_is_near(file):
    assert "forum/imrf.dates" in file("c'était quand", "forum/imrf.date").where


def test_an_example_that_stands_twice_in_the_export_is_filed_once(file):
    assert file("le forum quand", "forum/imrf.dates").became == Became.FILED
    assert file("Le forum, quand ?", "forum/imrf.dates").became == Became.KNOWN


def test_what_is_left_changes_no_file(file, folder):
    before = {path: path.read_bytes() for path in folder.glob("*/*.yml")}
    file("il pleuvait", "weather")
    file("wo war das", "forum/imrf.place")
    file("et la ville ?", "forum")
    assert {path: path.read_bytes() for path in folder.glob("*/*.yml")} == before


def test_the_language_that_rasas_writer_names_is_not_believed(file, folder, tmp_path):
    """Rasa merges the blocks of a label under the metadata of the first."""
    exported = tmp_path / "exported.yml"
    old = load_data(str(folder))
    new = Message.build("tell me the dates", "forum/imrf.dates")
    written = RasaYAMLWriter().dumps(old.merge(TrainingData([new])))
    exported.write_text(written, encoding="utf-8")
    results = [file(*example) for example in read_exported(exported)]
    assert [r.became for r in results].count(Became.KNOWN) == len(old.training_examples)
    [filed] = [r for r in results if r.became == Became.FILED]
    assert filed.where == "forum/imrf.dates, en/forum.yml"


def test_an_export_is_read_whole_and_in_one_line_each(tmp_path):
    path = tmp_path / "exported.yml"
    messages = [Message.build("une\nligne, puis une autre", "greet"), Message.build("x", "forum")]
    path.write_text(RasaYAMLWriter().dumps(TrainingData(messages)), encoding="utf-8")
    assert list(read_exported(path)) == [
        Exported("une ligne, puis une autre", "greet"),
        Exported("x", "forum"),
    ]
