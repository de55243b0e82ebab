"""The scrubber of a process follows the facts, and needs none of them."""

import pytest

from assistant.facts.errors import FactError
from assistant.facts.phrases import Phrases
from assistant.facts.record import Phone
from assistant.facts.snapshot import Snapshot
from assistant.privacy import current
from assistant.privacy.current import CurrentScrubber
from assistant.privacy.tables import read_tables
from assistant.responses.help_file import write_help
from assistant.settings import Settings

TEXT = "c'est le 71 234 567 ?"


@pytest.fixture
def settings(tmp_path):
    return Settings(help_file=tmp_path / "help.json")


def test_before_the_first_start_the_seeds_are_known(settings):
    scrubber = CurrentScrubber(settings)
    assert scrubber.scrub("80 10 15 66").text == "80 10 15 66"
    assert scrubber.scrub(TEXT).text == "c'est le [phone] ?"


def test_a_number_that_the_staff_sets_is_known_soon(settings, records, monkeypatch):
    monkeypatch.setattr(current, "EVERY", 0.0)
    scrubber = CurrentScrubber(settings)
    helpline = records["help.helpline_tunis"]
    changed = helpline.copy(update={"value": Phone(type="phone", number="71 234 567")})
    facts = {**records, helpline.id: changed}
    write_help(settings.help_file, Snapshot(2, facts, Phrases(settings.phrases_dir)))
    assert scrubber.scrub(TEXT).text == TEXT
    assert scrubber.scrub("80 10 15 66").text == "[phone]"


@pytest.mark.parametrize("content", ["", "{", "{}", '{"version": 1, "records": [{}]}', "[]"])
def test_a_damaged_file_costs_nothing_but_a_line_in_the_log(settings, content):
    settings.help_file.write_text(content)
    assert CurrentScrubber(settings).scrub("80 10 15 66").text == "80 10 15 66"


def test_without_any_facts_more_is_scrubbed(settings, tmp_path):
    scrubber = CurrentScrubber(settings.copy(update={"facts_dir": tmp_path / "none"}))
    assert scrubber.scrub("80 10 15 66, 2030, 197").text == "[phone], 2030, 197"


@pytest.mark.parametrize(
    "file, content, told",
    [
        ("names.yml", "cues: {fr: [moi]}", "names.yml: field between"),
        ("numbers.yml", "regions: [TN]\nwrong: 1", "numbers.yml: field"),
        ("places.yml", "[", "places.yml: not YAML"),
        ("ordinary.yml", "- a", "ordinary.yml"),
    ],
)
def test_a_table_that_is_wrong_is_named_with_its_field(tmp_path, file, content, told):
    from assistant.privacy.tables import FOLDER

    for path in FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / file).write_text(content)
    with pytest.raises(FactError) as raised:
        read_tables.__wrapped__(tmp_path)
    assert told in str(raised.value)
