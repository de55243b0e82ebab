import pytest
from rasa.shared.nlu.training_data.loading import load_data

from assistant.examples.blocks import Block, comparable, with_example
from assistant.examples.files import TrainingFiles
from assistant.nlu.properties import example_label, example_metadata
from assistant.settings import ROOT
from tests.examples.conftest import FORUM_FR

DATES_FR = Block("forum/imrf.dates", "fr")


def texts(folder, place):
    return [
        example.get("text")
        for example in load_data(str(folder)).training_examples
        if (example_label(example), example_metadata(example)["language"]) == place
    ]


def test_an_example_goes_to_the_end_of_its_block_and_nothing_else_changes(folder):
    path = TrainingFiles(folder).add(DATES_FR, "c'était quand, le forum : dites-moi")
    assert path == folder / "fr" / "forum.yml"
    before = "    - les dates du forum ?\n"
    after = f"{before}    - c'était quand, le forum : dites-moi\n"
    assert path.read_text(encoding="utf-8") == FORUM_FR.replace(before, after)


def test_rasa_reads_what_was_written(folder):
    files = TrainingFiles(folder)
    for text in (
        "c'est « quand » ?",
        "DATES # forum",
        "- tirets - partout",
        '"guillemets"',
        "متى؟",
    ):
        files.add(DATES_FR, text)
        assert texts(folder, DATES_FR)[-1] == text


def test_a_label_without_examples_in_a_language_gets_a_block_there(folder):
    place = Block("forum/imrf.place", "en")
    assert TrainingFiles(folder).add(place, "where was it held") == folder / "en" / "forum.yml"
    assert texts(folder, place) == ["where was it held"]
    assert texts(folder, Block("forum/imrf.dates", "en")) == ["when was the forum"]


def test_a_language_without_the_file_gets_one(folder):
    place = Block("greet", "ar")
    assert TrainingFiles(folder).add(place, "مرحبا") == folder / "ar" / "smalltalk.yml"
    assert texts(folder, place) == ["مرحبا"]


def test_a_label_that_stands_nowhere_is_refused(folder):
    with pytest.raises(KeyError):
        TrainingFiles(folder).add(Block("forum/imrf.weather", "fr"), "il pleuvait ?")


def test_an_example_is_known_whatever_its_case_and_punctuation(folder):
    files = TrainingFiles(folder)
    assert files.find("Quand a eu lieu le forum ?!") == DATES_FR
    assert files.find("quand aura lieu le forum") is None
    files.add(DATES_FR, "le forum, c'est quand")
    assert files.find("Le forum c'est quand") == DATES_FR


def test_labels_and_keys(folder):
    files = TrainingFiles(folder)
    assert files.keys_of("forum") == ["forum/imrf.dates", "forum/imrf.place"]
    assert files.keys_of("greet") == []
    assert "greet" in files.labels


def test_every_block_of_the_project_can_be_added_to():
    """Byte for byte: the new line is all that is new."""
    folder = ROOT / "data" / "nlu"
    for place, path in TrainingFiles(folder)._files.items():
        before = path.read_text(encoding="utf-8")
        after = with_example(before, place, "un exemple")
        lines = after.split("\n")
        position = lines.index("    - un exemple")
        assert "\n".join([*lines[:position], *lines[position + 1 :]]) == before
        assert lines[:position].count(f"- intent: {place.label}") == 1
        assert [line for line in lines[:position] if line.startswith("- ")][-1] == (
            f"- intent: {place.label}"
        )


def test_what_has_no_words_is_known_too(folder):
    files = TrainingFiles(folder)
    assert comparable("👍") == "" == comparable("?!")
    files.add(Block("greet", "fr"), "👍")
    assert files.find("👍") == Block("greet", "fr")
    assert files.find("👎") is None
