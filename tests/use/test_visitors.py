"""Visitors of a day are told apart; nobody can tell who they are, nor that they came again."""

import datetime

import pytest

from assistant.use.visitors import DayKeys, delete_keys_before

TODAY = datetime.date(2026, 11, 2)
TOMORROW = datetime.date(2026, 11, 3)


def test_a_visitor_is_the_same_all_day_in_every_process(tmp_path):
    one, other = DayKeys(tmp_path / "use.key"), DayKeys(tmp_path / "use.key")
    token = one.token("telegram-5", TODAY)
    assert token == other.token("telegram-5", TODAY) and token != one.token("telegram-6", TODAY)
    assert "5" * 3 not in token and len(token) == 16


def test_the_next_day_they_are_another_and_the_key_is_gone(tmp_path):
    keys = DayKeys(tmp_path / "state" / "use.key")
    before = keys.token("telegram-5", TODAY)
    [file] = (tmp_path / "state").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.token("telegram-5", TOMORROW) != before
    [other] = (tmp_path / "state").iterdir()
    assert other.name == "use.key-2026-11-03" and not file.exists()
    # What comes late gets none: its key cannot be had again.
    assert keys.token("telegram-5", TODAY) is None


def test_a_day_without_visitors_throws_the_key_away_too(tmp_path):
    keys = DayKeys(tmp_path / "use.key")
    keys.token("telegram-5", TODAY)
    keys.discard_before(TODAY)
    assert [*tmp_path.iterdir()]
    keys.discard_before(TOMORROW)
    assert not [*tmp_path.iterdir()] and keys._key == b""
    assert keys.token("telegram-5", TODAY) is None


def test_who_knows_all_names_and_yesterdays_tokens_finds_nobody(tmp_path):
    keys = DayKeys(tmp_path / "use.key")
    names = [f"telegram-{number}" for number in range(100)]
    yesterdays = {keys.token(name, TODAY) for name in names}
    todays = {keys.token(name, TOMORROW) for name in names}
    assert len(yesterdays) == len(todays) == 100 and not yesterdays & todays


def test_the_sweep_deletes_keys_that_a_stopped_server_left(tmp_path):
    file = tmp_path / "use.key"
    DayKeys(file).token("web-a", TODAY)
    assert delete_keys_before(file, TODAY) == 0
    assert delete_keys_before(file, TOMORROW) == 1
    assert not [*tmp_path.iterdir()]


def test_a_key_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "state").write_text("a file where the folder was")
    with pytest.raises(OSError):
        DayKeys(tmp_path / "state" / "use.key").token("web-a", TODAY)
