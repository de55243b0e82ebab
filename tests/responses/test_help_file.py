import pytest

from assistant.facts.snapshot import Snapshot
from assistant.responses.help_file import read_help, write_help


def test_what_is_written_is_read_again(tmp_path, records, phrases):
    path = tmp_path / "new" / "help.json"
    write_help(path, Snapshot(7, records, phrases))
    again = read_help(path, phrases)
    assert again.version == 7
    assert again.records == records and list(again.records) == list(records)


def test_a_file_that_cannot_be_written_keeps_what_it_held(tmp_path, records, phrases, monkeypatch):
    path = tmp_path / "help.json"
    write_help(path, Snapshot(1, records, phrases))
    monkeypatch.setattr("json.dump", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_help(path, Snapshot(2, records, phrases))
    assert read_help(path, phrases).version == 1
    assert [file.name for file in tmp_path.iterdir()] == ["help.json"]
