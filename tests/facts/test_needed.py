import pytest

from assistant.facts.errors import FactError
from assistant.facts.needed import DANGER_GENERAL, danger_kinds, needed_facts
from assistant.settings import ROOT


def write(root, language, blocks):
    folder = root / "data" / "nlu" / language
    folder.mkdir(parents=True)
    (folder / "distress.yml").write_text(f"nlu:\n{blocks}", encoding="utf-8")


def test_every_kind_of_danger_of_the_training_data_is_known(records):
    assert {f"danger.{kind}" for kind in danger_kinds()} <= set(records)
    for path in (ROOT / "data" / "nlu").glob("*/distress.yml"):
        text = path.read_text(encoding="utf-8")
        assert all(f"distress/{kind}\n" in text for kind in danger_kinds()), path


def test_kinds_are_read_as_topics_and_as_parts_of_the_intent(tmp_path):
    write(tmp_path, "fr", "- intent: distress\n  metadata: {topic: sea}\n- intent: greet\n")
    write(tmp_path, "en", "- intent: distress/fire\n")
    assert danger_kinds(tmp_path) == {"sea", "fire"}


def test_training_data_without_danger_is_an_error(tmp_path):
    with pytest.raises(FactError):
        danger_kinds(tmp_path)


def test_each_needed_fact_is_named_once_with_a_reason():
    needed = needed_facts()
    assert len({fact for fact, _ in needed}) == len(needed)
    assert DANGER_GENERAL in [fact for fact, _ in needed]
    assert all(reason for _, reason in needed)
