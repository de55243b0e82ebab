import pytest

from assistant.facts.errors import WrongRecords
from assistant.facts.files import read_records, write_records
from assistant.settings import Settings


def test_the_files_are_written_as_they_were_read(records, tmp_path):
    for path in write_records(records.values(), tmp_path):
        original = Settings().facts_dir / path.name
        assert path.read_text(encoding="utf-8") == original.read_text(encoding="utf-8"), path.name


def test_all_problems_are_told_with_file_record_and_field(tmp_path):
    good = (Settings().facts_dir / "gcm.yml").read_text(encoding="utf-8")
    (tmp_path / "gcm.yml").write_text(good.replace("kind: what", "kind: guess"), encoding="utf-8")
    (tmp_path / "other.yml").write_text("- id: 5\n", encoding="utf-8")
    (tmp_path / "broken.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(WrongRecords) as refusal:
        read_records(tmp_path)
    text = str(refusal.value)
    assert "gcm.yml: record gcm.what_it_is: field kind" in text
    assert "other.yml" in text and "field answer" in text
    assert "broken.yml: not YAML" in text


def test_a_record_in_the_wrong_file_or_twice_is_refused(tmp_path):
    text = (Settings().facts_dir / "gcm.yml").read_text(encoding="utf-8")
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    (tmp_path / "gcm.yml").write_text(text + text, encoding="utf-8")
    with pytest.raises(WrongRecords) as refusal:
        read_records(tmp_path)
    assert "a.yml: record gcm.what_it_is: field id: belongs into gcm.yml" in str(refusal.value)
    assert "stands in" in str(refusal.value)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(WrongRecords):
        read_records(tmp_path)
