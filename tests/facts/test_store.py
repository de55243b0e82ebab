import threading

import pytest
from sqlalchemy.exc import OperationalError

from assistant.facts import version
from assistant.facts.errors import ChangedMeanwhile, FactError, UnknownFact, WrongRecords
from assistant.facts.needed import CONTACT, DANGER_GENERAL, DANGER_LINE
from assistant.facts.record import FactRecord, Kind, Status
from assistant.facts.store import FactStore
from assistant.facts.tables import FactRow
from assistant.facts.told import sentence_of

MEMBERS = "iom.member_states"


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
    store.confirm("help.offices", "nadia", note="called it")
    stored = store.get("help.offices")
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


@pytest.mark.parametrize("fields", [{"id": "iom.new"}, {"value": None}, {"nonsense": 1}, {"": 1}])
def test_a_field_that_cannot_be_set_is_refused_by_name(store, fields):
    with pytest.raises(FactError) as refusal:
        store.change(MEMBERS, fields, "nadia")
    assert MEMBERS in str(refusal.value) and next(iter(fields)) in str(refusal.value)
    assert MEMBERS in store.records() and "iom.new" not in store.records()


@pytest.mark.parametrize("fact", [CONTACT, DANGER_LINE, DANGER_GENERAL, "danger.sea"])
def test_what_replies_need_cannot_be_retired(store, fact):
    for retire in (
        lambda: store.retire(fact, "nadia"),
        lambda: store.change(fact, {"status": "retired"}, "nadia"),
    ):
        with pytest.raises(WrongRecords, match=f"^{fact}: field status: must not be retired, as"):
            retire()
    assert fact in store.records()


def test_a_first_load_must_hold_what_replies_need(empty_store, records):
    partial = {fact: record for fact, record in records.items() if fact != "danger.fire"}
    with pytest.raises(WrongRecords, match="danger.fire"):
        empty_store.load(partial, "files")
    assert not empty_store.all()


def test_what_phrases_show_cannot_be_retired(store):
    with pytest.raises(WrongRecords, match="imrf.frequency: field status: .*unknown-later-forum"):
        store.retire("imrf.frequency", "nadia")


def put_directly(store, fact, **fields):
    """Change a record behind the store's back, as an older version of it would have done."""
    with store._sessions.begin() as session:
        row = session.get(FactRow, fact)
        row.record = {**row.record, **fields}


def test_what_was_wrong_before_hinders_no_other_change_and_is_mended_step_by_step(store, records):
    for fact in (CONTACT, DANGER_GENERAL):
        put_directly(store, fact, status="retired")
    store.change(MEMBERS, {"value.count": 1}, "nadia")
    with pytest.raises(WrongRecords) as refusal:
        store.retire(DANGER_LINE, "nadia")
    assert CONTACT not in str(refusal.value)
    assert not store.load(records, "files").updated
    for fact in (CONTACT, DANGER_GENERAL):
        assert store.check()
        if store.change(fact, {"status": "published"}, "nadia", signed_in=True).waits:
            store.approve(fact, "sami")
    assert not store.check()


def test_changes_at_the_same_time_are_checked_against_each_other(url, store, records):
    """One retires a fact while the other adds one that shows it: never both."""
    document = {**records["iom.founded"].document(), "id": "iom.shows"}
    answer = dict.fromkeys(document["answer"], "{ $website_sections }")
    shows = FactRecord.parse_obj({**document, "answer": answer})
    other, told = FactStore(url), []

    def attempt(change):
        try:
            change()
        except FactError as error:
            told.append(error)

    writers = [
        threading.Thread(target=attempt, args=(change,))
        for change in (
            lambda: store.retire("website.sections", "nadia"),
            lambda: other.add(shows, "sami"),
        )
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    other.close()
    assert len(told) == 1
    assert not store.check()


def test_new_facts_are_added_together_or_not_at_all(store, records):
    document = records["iom.founded"].document()
    good = FactRecord.parse_obj({**document, "id": "iom.good"})
    shows = {"fr": "{ $iom_good }", "en": "{ $iom_good }", "ar": "{ $iom_nothing }"}
    bad = FactRecord.parse_obj({**document, "id": "iom.bad", "answer": shows})
    with pytest.raises(WrongRecords, match="iom.bad: field answer.ar"):
        store.add_all([bad, good], "nadia")
    assert not {"iom.good", "iom.bad"} & set(store.all())
    right = FactRecord.parse_obj({**bad.document(), "answer": {**shows, "ar": "{ $iom_good }"}})
    store.add_all([right, good], "nadia")
    assert {"iom.good", "iom.bad"} <= set(store.records())


def test_a_load_that_names_an_unknown_fact_to_take_is_refused(store, records):
    with pytest.raises(FactError, match="iom.nothing"):
        store.load(records, "files", take_files_for=("iom.nothing",))


def test_a_record_of_the_database_that_is_none_is_told_by_name(store, url):
    put_directly(store, MEMBERS, kind="guess")
    with pytest.raises(FactError, match=f"{MEMBERS}: field kind"):
        FactStore(url).snapshot()
    store.change(MEMBERS, {"kind": "how_many"}, "nadia")
    assert MEMBERS in store.records()


def test_a_change_that_waits_too_long_for_another_is_told(store, url, monkeypatch):
    monkeypatch.setattr(version, "LONGEST_WAIT", "SET LOCAL lock_timeout = '50ms'")
    waiting = FactStore(url if "postgresql" in url else f"{url}?timeout=0.05")
    with store._sessions.begin() as session:
        version.wait_for_turn(session)
        with pytest.raises(OperationalError) as refusal:
            waiting.change(MEMBERS, {"value.count": 1}, "nadia")
    assert "locked by another program" in (sentence_of(refusal.value) or "")
    waiting.change(MEMBERS, {"value.count": 1}, "nadia")
    waiting.close()
