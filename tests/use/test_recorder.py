"""Turns reach the database some time, and no visitor waits for it."""

import threading
import time

import pytest

from assistant.use import recorder as module
from assistant.use.decided import Kind
from assistant.use.recorder import UseRecorder
from assistant.use.store import UseStore
from tests.faults import DATABASE_FAULTS
from tests.use.conftest import MONDAY, at, turn

EVER = (MONDAY.replace(year=2000), MONDAY.replace(year=2100))
ON_FILES = pytest.mark.parametrize("any_url", ["sqlite"], indirect=True)
CLOSING = 30.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.05)
    monkeypatch.setattr(module, "RETRY", 0.05)


@pytest.fixture
def recording(settings):
    lost = []
    recorder = UseRecorder(settings, lost.append, clock=lambda: at(MONDAY, 11))
    recorder.lost = lost
    yield recorder
    recorder.close(CLOSING)


def wait_for(condition, within=20.0):
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_put_is_written_without_being_asked_for(recording, used):
    recording.put(turn(topics=("iom.founded",), milliseconds=1234))
    recording.put(turn(who="web-b", milliseconds=6))
    wait_for(lambda: used.messages(*EVER) == {MONDAY: 2})
    assert used.visitors(*EVER) == {MONDAY: 2}
    assert used.milliseconds(*EVER) == {MONDAY: {1230: 1, 10: 1}}
    assert used.by_topic(*EVER) == {"iom.founded": {MONDAY: 1}, "": {MONDAY: 1}}


def test_at_the_end_all_is_written(recording, used):
    for number in range(1300):
        recording.put(turn(who=f"web-{number % 7}"))
    recording.close(CLOSING)
    assert used.messages(*EVER) == {MONDAY: 1300} and used.visitors(*EVER) == {MONDAY: 7}
    assert not recording.lost


@pytest.mark.parametrize(
    "hour, minute, quarter", [(0, 0, "0"), (5, 59, "0"), (6, 0, "1"), (17, 59, "2"), (23, 59, "3")]
)
def test_a_turn_is_of_the_offices_day_and_of_a_quarter_of_it(
    recording, used, hour, minute, quarter
):
    recording.put(turn(at=at(MONDAY, hour, minute)))
    recording.close(CLOSING)
    assert used.by("quarter", *EVER) == {quarter: {MONDAY: 1}}


def test_of_danger_nothing_is_kept_but_the_day(recording, used):
    recording.put(turn(kind=Kind.DANGER, topics=("danger.sea",), milliseconds=100))
    recording.close(CLOSING)
    assert used.dangers(*EVER) == {MONDAY: 1} and used.messages(*EVER) == {}


def test_who_erases_their_conversation_is_nobody_at_once(recording, used):
    for _ in range(3):
        recording.put(turn(who="telegram-5"))
    recording.put(turn(who="telegram-6"))
    recording.forget("telegram-5")
    recording.close(CLOSING)
    assert used.messages(*EVER) == {MONDAY: 4} and used.visitors(*EVER) == {MONDAY: 2}
    with used._database.opened() as engine:
        tokens = [row[0] for row in engine.execute("SELECT visitor FROM use_turns")]
    assert tokens.count(None) == 2


@ON_FILES
# One that is gone is made anew, as where there was none.
@pytest.mark.parametrize("fault", [fault for fault in DATABASE_FAULTS if fault != "gone"])
def test_a_database_that_is_away_delays_nobody_and_gets_all_once_it_is_back(
    settings, used, tmp_path, recording, fault
):
    path = tmp_path / "any" / "store.db"
    used.write([MONDAY])
    used.close()
    with DATABASE_FAULTS[fault](path):
        began = time.monotonic()
        for number in range(200):
            recording.put(turn(who=f"web-{number}"))
        assert time.monotonic() - began < 0.5
        wait_for(lambda: recording._fails)
    wait_for(lambda: UseStore(settings.use_url).messages(*EVER) == {MONDAY: 200})
    assert not recording.lost


def test_more_than_is_held_is_lost_and_counted(recording, monkeypatch):
    monkeypatch.setattr(recording, "_waiting", module.queue.Queue(10))
    goes_on = threading.Event()
    monkeypatch.setattr(recording._store, "write", lambda items: goes_on.wait(CLOSING))
    recording.put(turn())
    wait_for(lambda: recording._waiting.empty())
    began = time.monotonic()
    for _ in range(25):
        recording.put(turn())
    assert time.monotonic() - began < 0.5
    assert 14 <= sum(recording.lost) <= 15
    goes_on.set()


@ON_FILES
def test_what_cannot_be_written_at_the_end_is_lost_within_the_time(
    settings, tmp_path, recording, monkeypatch
):
    (tmp_path / "any").write_text("a file where the folder was")
    for _ in range(3):
        recording.put(turn())
    wait_for(lambda: recording._fails)
    began = time.monotonic()
    recording.close(5.0)
    assert time.monotonic() - began < 5.0 and sum(recording.lost) == 3


def test_what_is_wrong_with_one_turn_does_not_hinder_the_next(recording, used, monkeypatch):
    recording.put(turn(at="no moment"))
    wait_for(lambda: recording.lost == [1])
    recording.put(turn())
    wait_for(lambda: used.messages(*EVER) == {MONDAY: 1})


def test_without_a_key_turns_are_counted_and_visitors_are_not(tmp_path, settings, used):
    (tmp_path / "state").write_text("a file where the folder was")
    settings.use_key_file = tmp_path / "state" / "use.key"
    recorder = UseRecorder(settings, lost=lambda count: None)
    recorder.put(turn())
    recorder.close(CLOSING)
    assert used.messages(*EVER) == {MONDAY: 1} and used.visitors(*EVER) == {MONDAY: 0}


def test_nothing_is_opened_before_it_is_needed(settings, tmp_path):
    UseRecorder(settings, lost=lambda count: None).close(CLOSING)
    assert not (tmp_path / "any").exists() and not (tmp_path / "use.key").exists()
