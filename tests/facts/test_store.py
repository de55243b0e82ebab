import threading
from pathlib import Path

import pgserver
import pytest

from assistant.facts.errors import ChangedMeanwhile, FactError, UnknownFact, WrongRecords
from assistant.facts.record import FactRecord, Kind, Status
from assistant.facts.store import FactStore

MEMBERS = "iom.member_states"


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path: Path, records):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'facts.db'}"
    else:
        server = request.getfixturevalue("postgres")
        name = f"facts_{abs(hash(request.node.name))}"
        server.psql(f"CREATE DATABASE {name};")
        url = server.get_uri(name)
    store = FactStore(url)
    store.load(records, "test")
    yield store
    store.close()


def count(store):
    return store.get(MEMBERS).record.value.count


def test_a_change_is_kept_with_who_before_and_after(store):
    old = count(store)
    store.change(MEMBERS, {"value.count": old + 1}, "nadia", note="new member")
    assert count(store) == old + 1
    last = store.history(MEMBERS)[-1]
    assert (last.who, last.what, last.note) == ("nadia", "set", "new member")
    assert last.before["value"]["count"] == old
    assert last.after["value"]["count"] == old + 1
    assert last.at is not None


def test_a_wrong_change_keeps_nothing(store):
    old, changes = count(store), len(store.history())
    for fields in ({"value.count": "many"}, {"answer.fr": "{ $nothing }"}, {"status": "?"}):
        with pytest.raises(WrongRecords):
            store.change(MEMBERS, fields, "nadia")
    assert count(store) == old
    assert len(store.history()) == changes


def test_the_second_writer_of_a_version_is_told(store):
    seen = store.get(MEMBERS).version
    store.change(MEMBERS, {"value.count": 1}, "nadia", version=seen)
    with pytest.raises(ChangedMeanwhile):
        store.change(MEMBERS, {"value.count": 2}, "sami", version=seen)
    assert count(store) == 1


def test_writers_at_the_same_time_lose_nothing(store):
    seen, told = store.get(MEMBERS).version, []

    def write(number):
        try:
            store.change(MEMBERS, {"value.count": number}, f"writer {number}", version=seen)
        except (ChangedMeanwhile, FactError) as error:
            told.append(error)
        except Exception as error:  # SQLite: "database is locked" also refuses and keeps nothing
            told.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(1, 7)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(told) == len(writers) - 1
    assert len([row for row in store.history(MEMBERS) if row.what == "set"]) == 1


def test_unknown_facts_are_told(store):
    for call in (lambda: store.get("iom.x"), lambda: store.retire("iom.x", "nadia")):
        with pytest.raises(UnknownFact):
            call()


def test_retired_facts_are_not_shown_but_kept(store):
    store.retire("website.sections", "nadia")
    assert "website.sections" not in store.records()
    assert store.get("website.sections").record.status == Status.RETIRED
    with pytest.raises(FactError):
        store.confirm("website.sections", "nadia")


def test_a_fact_that_others_show_cannot_be_retired(store):
    with pytest.raises(WrongRecords):
        store.retire("help.police", "nadia")


def test_confirming_publishes_and_notes_the_day(store):
    store.confirm("help.police", "nadia", note="called it")
    stored = store.get("help.police")
    assert stored.record.status == Status.PUBLISHED
    assert stored.confirmed_at is not None


def test_a_new_fact_is_added_once(store, records):
    document = {**records["iom.founded"].document(), "id": "iom.anniversary"}
    record = FactRecord.parse_obj(document)
    store.add(record, "nadia")
    assert store.get("iom.anniversary").record == record
    with pytest.raises(FactError):
        store.add(record, "nadia")


def test_facts_are_found_by_subject_and_kind(store):
    assert [record.id for record in store.find("imrf", Kind.WHERE)] == ["imrf.place"]


def changed(records, **fields):
    document = {**records[MEMBERS].document(), **fields}
    return {**records, MEMBERS: FactRecord.parse_obj(document)}


def test_newer_files_change_what_the_staff_has_not_touched(store, records):
    result = store.load(changed(records, value={"type": "count", "count": 180}), "files")
    assert result.updated == [MEMBERS]
    assert count(store) == 180


def test_newer_files_do_not_overwrite_the_staffs_change(store, records):
    store.change(MEMBERS, {"value.count": 176}, "nadia")
    newer = changed(records, value={"type": "count", "count": 180})
    result = store.load(newer, "files")
    ours, theirs = result.differing[MEMBERS]
    assert (ours["value"]["count"], theirs["value"]["count"]) == (176, 180)
    assert count(store) == 176
    assert store.load(newer, "files", take_files_for=(MEMBERS,)).updated == [MEMBERS]
    assert count(store) == 180


def test_the_same_files_again_change_nothing(store, records):
    store.change(MEMBERS, {"value.count": 176}, "nadia")
    result = store.load(records, "files")
    assert not result.updated and not result.differing and not result.added
    assert count(store) == 176


def test_a_load_with_a_wrong_record_keeps_nothing_of_it(store, records):
    before = store.all()
    newer = changed(records, value={"type": "count", "count": 180})
    broken = {**newer["iom.founded"].document(), "answer": {"fr": "{ $x }", "en": "b", "ar": "c"}}
    with pytest.raises(WrongRecords):
        store.load({**newer, "iom.founded": FactRecord.parse_obj(broken)}, "files")
    assert store.all() == before
