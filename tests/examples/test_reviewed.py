"""What the staff accepted stands in files of data/nlu's form, and nothing there that should not."""

import multiprocessing

import pytest

from assistant.examples.blocks import Block
from assistant.examples.reviewed import Outcome, ReviewedExamples
from assistant.nlu.examples_importer import read_examples

DATES = Block("forum/imrf.dates", "fr")


@pytest.fixture
def reviewed(folder, tmp_path):
    return ReviewedExamples(tmp_path / "reviewed", folder)


def test_an_example_is_what_training_reads(reviewed):
    texts = {"c'était quand zzz": DATES, "zzz : les jours \\o/ #1": DATES}
    texts["متى كان zzz"] = Block("forum/imrf.dates", "ar")
    texts["zzz nouveau"] = Block("forum/imrf.new", "fr")
    for text, place in texts.items():
        assert reviewed.add(place, f"  {text}\n ") == (text, Outcome.FILED, place.label)
    found = {}
    for path in sorted(reviewed.folder.glob("*/*.yml")):
        for example in read_examples(path):
            label, language = example.get_full_intent(), example.get("metadata")["intent"]
            found[example.get("text")] = Block(label, language["language"])
    assert found == texts == {text: place for place, text in reviewed.all()}
    assert "forum/imrf.new" in reviewed.labels and "greet" in reviewed.labels


@pytest.mark.parametrize(
    "text, outcome, label",
    [
        ("Quand a eu lieu le forum ?", Outcome.KNOWN, "forum/imrf.dates"),
        ("OÙ ÉTAIT LE FORUM", Outcome.ELSEWHERE, "forum/imrf.place"),
        ("je m'appelle [name] zzz", Outcome.PERSONAL, None),
        ("au [phone]", Outcome.PERSONAL, None),
        ("zzz [a](b) zzz", Outcome.UNUSABLE, None),
        ("👍 !", Outcome.UNUSABLE, None),
        ("z" * 301, Outcome.UNUSABLE, None),
        ("   ", Outcome.UNUSABLE, None),
    ],
)
def test_what_is_no_example_is_told(reviewed, text, outcome, label):
    assert reviewed.add(DATES, text)[1:] == (outcome, label)
    assert reviewed.all() == []


def test_a_question_of_the_tests_is_not_learned(reviewed):
    asked = "منظمتكم ONG كيما الجمعيات الأخرى"  # tests/questions/aeb.yml
    assert reviewed.add(DATES, f"{asked} ؟").outcome is Outcome.TESTED


def test_an_example_is_accepted_once_and_taken_back(reviewed):
    for text in ("zzz un", "zzz deux", "zzz trois"):
        reviewed.add(DATES, text)
    assert reviewed.add(DATES, "Zzz, deux !").outcome is Outcome.KNOWN
    assert reviewed.add(Block("greet", "fr"), "zzz deux").outcome is Outcome.ELSEWHERE
    assert reviewed.remove({"zzz un", "nowhere"}) == 1
    assert [text for _, text in reviewed.all()] == ["zzz deux", "zzz trois"]
    assert reviewed.remove({"zzz deux", "zzz trois"}) == 2
    assert reviewed.all() == [] and not list(reviewed.folder.glob("*/*.yml"))


def _add(reviewed, who):
    for number in range(20):
        reviewed.add(DATES, f"zzz {who} {number}")


def test_several_who_accept_at_once_lose_nothing(reviewed):
    at_work = [
        multiprocessing.get_context("fork").Process(target=_add, args=(reviewed, who))
        for who in range(3)
    ]
    for process in at_work:
        process.start()
    for process in at_work:
        process.join()
    assert len(reviewed.all()) == 60
