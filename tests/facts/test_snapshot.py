"""A snapshot is the same as long as nothing changes, and nobody can change it."""

import datetime
import threading
import time

import pytest
from sqlalchemy import event

from assistant.databases.migrating import version_table
from assistant.facts.errors import FactError, WrongRecords
from assistant.facts.record import FactRecord
from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore

MEMBERS = "iom.member_states"
TODAY = datetime.date(2026, 11, 24)


def new_fact(records, name="iom.anniversary"):
    return FactRecord.parse_obj({**records["iom.founded"].document(), "id": name})


def newer(records):
    document = records["iom.founded"].document()
    later = {**document, "valid_from": "1952"}
    return {**records, "iom.founded": FactRecord.parse_obj(later)}


CHANGES = {
    "change": lambda store, records: store.change(MEMBERS, {"value.count": 1}, "nadia"),
    "add": lambda store, records: store.add(new_fact(records), "nadia"),
    "retire": lambda store, records: store.retire("website.sections", "nadia"),
    "confirm": lambda store, records: store.confirm("help.offices", "nadia"),
    "load": lambda store, records: store.load(newer(records), "files"),
}


def test_the_snapshot_is_the_same_object_until_something_changes(store, records):
    first = store.snapshot()
    assert store.snapshot() is first
    assert first.version == 1 and dict(first.records) == records
    store.load(records, "files")  # changes nothing
    assert store.snapshot() is first


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_raises_the_version_by_one(store, records, change):
    before = store.snapshot()
    CHANGES[change](store, records)
    after = store.snapshot()
    assert after.version == before.version + 1
    assert dict(after.records) == store.records() != dict(before.records)
    assert store.snapshot() is after


def test_a_refused_change_leaves_version_and_snapshot(store):
    before = store.snapshot()
    with pytest.raises(FactError):
        store.change(MEMBERS, {"value.count": "many"}, "nadia")
    with pytest.raises(WrongRecords):
        store.retire("help.police", "nadia")
    assert store.snapshot() is before


def test_another_process_change_is_seen(store, url):
    before = store.snapshot()
    other = FactStore(url)
    other.change(MEMBERS, {"value.count": 1}, "nadia")
    other.close()
    assert before.records[MEMBERS].value.count != 1
    assert store.snapshot().records[MEMBERS].value.count == 1


def test_a_database_of_before_the_version_row_goes_on(store, url, records):
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE store_version")
        # It is older than migrations, too.
        connection.exec_driver_sql(f"DROP TABLE {version_table('facts')}")
    old = FactStore(url)
    first = old.snapshot()
    assert first.version == 0 and dict(first.records) == records
    old.change(MEMBERS, {"value.count": 1}, "nadia")
    assert old.snapshot().version == 1
    old.close()


def test_a_backup_that_was_changed_as_often_is_not_taken_for_what_it_replaced(store):
    before = store.snapshot()
    with store._engine.begin() as connection:  # put back an older state, change it
        connection.exec_driver_sql("UPDATE store_version SET number = number - 1, mark = 'old'")
    store.change(MEMBERS, {"value.count": 1}, "nadia")
    assert store.snapshot().version == before.version
    assert store.snapshot().records[MEMBERS].value.count == 1


def test_an_unchanged_snapshot_costs_one_query_and_no_time(store):
    store.snapshot()
    statements = []
    event.listen(store._engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    store.snapshot()
    assert len(statements) == 1 and "store_version" in statements[0]
    # The thread's own time, and the least of it: what else the machine does does not count.
    times = []
    for _ in range(200):
        started = time.thread_time()
        store.snapshot()
        times.append(time.thread_time() - started)
    assert min(times) < 0.001


def test_readers_at_the_same_time_build_one_snapshot(store, monkeypatch):
    store.change(MEMBERS, {"value.count": 1}, "nadia")
    built, seen = [], []
    read = store.all

    def slowly():
        built.append(1)
        time.sleep(0.05)
        return read()

    monkeypatch.setattr(store, "all", slowly)
    readers = [threading.Thread(target=lambda: seen.append(store.snapshot())) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(seen) == len(readers) and len({id(snapshot) for snapshot in seen}) == 1
    assert len(built) == 1


def test_readers_and_a_writer_at_the_same_time_see_whole_states(store, records):
    """Two facts are changed together by a load: no reader sees one without the other."""
    years = (1951, 1952)

    def both(year):
        changed = dict(records)
        for fact in ("iom.founded", "iom.mission"):
            document = {**records[fact].document(), "valid_from": str(year)}
            changed[fact] = FactRecord.parse_obj(document)
        return changed

    store.load(both(years[0]), "files")
    wrong, stop = [], threading.Event()

    def look():
        while not stop.is_set():
            known = store.snapshot().records
            if known["iom.founded"].valid_from != known["iom.mission"].valid_from:
                wrong.append(known)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(4):
        store.load(both(years[turn % 2 - 1]), "files")
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong


def test_nobody_can_change_a_snapshot(snapshot: Snapshot):
    record = snapshot.records["imrf.schedule"]
    for attempt in (
        lambda: snapshot.records.update({}),  # type: ignore[attr-defined]
        lambda: setattr(snapshot, "version", 5),
        lambda: setattr(record, "status", "retired"),
        lambda: setattr(record.value, "facts", ()),
        lambda: record.answer.__setitem__("fr", ""),  # type: ignore[attr-defined]
        lambda: record.value.facts.append(""),
        lambda: record.card.facts.append(""),
        lambda: record.mentions.append(""),  # type: ignore[attr-defined]
        lambda: record.sources.pop(),  # type: ignore[attr-defined]
        lambda: setattr(record.sources[0], "date", ""),
        lambda: snapshot.records["imrf.format"].value.items["fr"].append(""),
    ):
        with pytest.raises((TypeError, AttributeError)):
            attempt()


def test_there_is_one_wording_a_day(snapshot):
    first = snapshot.wording(TODAY)
    assert snapshot.wording(TODAY) is first
    assert snapshot.wording(datetime.date(2022, 5, 1)) is not first


def test_patterns_are_parsed_once(snapshot, monkeypatch):
    from assistant.facts import patterns

    wording = snapshot.wording(TODAY)
    answer = wording.answer(snapshot.records["imrf.dates"], "fr")
    monkeypatch.setattr(patterns, "FluentResource", None)
    assert wording.answer(snapshot.records["imrf.dates"], "fr") == answer


@pytest.mark.parametrize(
    "until, last",
    [("2025", (2025, 12, 31)), ("2026-02", (2026, 2, 28)), ("2026-11-23", (2026, 11, 23))],
)
def test_a_fact_expires_behind_the_last_day_that_it_names(records, phrases, until, last):
    document = {**records[MEMBERS].document(), "valid_until": until}
    record = FactRecord.parse_obj(document)
    known = Snapshot(1, {MEMBERS: record}, phrases)
    day = datetime.date(*last)
    assert not known.has_expired(record, day)
    assert known.has_expired(record, day + datetime.timedelta(days=1))
    assert not known.has_expired(records[MEMBERS], day)
