"""What people in danger are shown changes once two people agree, whichever way it is changed."""

import pytest

from assistant.facts.errors import (
    ChangedMeanwhile,
    NothingWaits,
    SamePerson,
    UnknownChange,
    WaitsForAnother,
    WrongRecords,
)
from assistant.facts.in_danger import shown_in_danger
from assistant.facts.record import FactRecord, Status
from assistant.facts.store import FactStore

POLICE = "help.police"
MEMBERS = "iom.member_states"
NEW_NUMBER = {"value.number": "198"}


def number(store):
    return store.get(POLICE).record.value.number


def propose(store, who="nadia"):
    return store.change(POLICE, NEW_NUMBER, who, signed_in=True)


def changed(record, **fields):
    return FactRecord.parse_obj({**record.document(), **fields})


OTHER_VALUE = {"value": {"type": "phone", "number": "198"}}
# Every way that a fact is changed by.
WAYS = {
    "change": lambda store, record: store.change(POLICE, NEW_NUMBER, "nadia"),
    "confirm": lambda store, record: store.confirm(POLICE, "nadia"),
    "load": lambda store, record: store.load({POLICE: changed(record, **OTHER_VALUE)}, "nadia"),
    "load, files taken": lambda store, record: store.load(
        {POLICE: changed(record, **OTHER_VALUE)}, "nadia", take_files_for=[POLICE]
    ),
    "put": lambda store, record: store.put_all([changed(record, **OTHER_VALUE)], "nadia"),
}


def test_all_that_danger_replies_are_written_from_takes_two(store, records):
    guarded = store.takes_two()
    assert {fact for fact in records if fact.startswith("danger.")} < guarded
    assert {POLICE, "help.ambulance", "help.helpline_sfax"} < guarded
    assert MEMBERS not in guarded and "help.contact" not in guarded


def test_a_number_shown_through_another_fact_counts(records):
    document = records["danger.fire"].document()
    answers = {language: "{ $help_emergency_numbers_answer }" for language in ("fr", "en", "ar")}
    through = FactRecord.parse_obj({**document, "answer": answers})
    assert "help.emergency_numbers" not in shown_in_danger(records)
    assert "help.emergency_numbers" in shown_in_danger({**records, "danger.fire": through})


@pytest.mark.parametrize("way", WAYS)
def test_nothing_changes_alone(store, records, way):
    before, version = store.get(POLICE), store.snapshot().version
    changes = len(store.history())
    WAYS[way](store, records[POLICE])
    after = store.get(POLICE)
    assert (after.record, after.confirmed_at) == (before.record, before.confirmed_at)
    assert store.snapshot().version == version and len(store.history()) == changes
    assert list(store.waiting()) == [POLICE]


def test_a_restored_value_waits_too(store):
    propose(store)
    store.approve(POLICE, "sami")
    first = store.history(POLICE)[0].id
    assert store.restore(POLICE, first, "nadia", signed_in=True).waits
    assert number(store) == "198"
    store.approve(POLICE, "sami")
    assert number(store) == "197"


def test_retiring_and_adding_wait_too(store, records):
    document = {**records["danger.fire"].document(), "id": "danger.flood"}
    assert store.add(FactRecord.parse_obj(document), "nadia", signed_in=True).waits
    assert "danger.flood" not in store.all()
    assert not store.approve("danger.flood", "sami").waits
    assert "danger.flood" in store.records()
    assert store.retire("danger.flood", "nadia", signed_in=True).waits
    assert "danger.flood" in store.records()
    store.approve("danger.flood", "sami")
    assert store.get("danger.flood").record.status is Status.RETIRED


def test_a_second_person_makes_it_and_both_are_remembered(store):
    assert propose(store).waits
    assert not store.approve(POLICE, "sami").waits
    assert number(store) == "198" and not store.waiting()
    last = store.history(POLICE)[-1]
    assert (last.who, last.approved_by, last.what) == ("nadia", "sami", "set")
    assert last.before["value"]["number"] == "197"


@pytest.mark.parametrize("name", ["nadia", "Nadia", " NADIA ", "ｎａｄｉａ"])
def test_the_same_person_is_no_second_one_however_the_name_is_written(store, name):
    propose(store)
    with pytest.raises(SamePerson):
        store.approve(POLICE, name)
    assert number(store) == "197"


def test_a_name_on_the_command_line_is_nobody(store):
    """Otherwise one person would propose there under any name, and approve at the desk."""
    store.change(POLICE, NEW_NUMBER, "somebody")
    assert store.approve(POLICE, "nadia").waits
    with pytest.raises(SamePerson):
        store.approve(POLICE, "nadia")
    assert number(store) == "197"
    assert not store.approve(POLICE, "sami").waits
    assert number(store) == "198"
    assert store.history(POLICE)[-1].approved_by == "nadia, sami"


def test_who_proposes_the_same_agrees(store):
    propose(store)
    assert propose(store).waits  # once more by the same person: nothing new
    assert not propose(store, "sami").waits
    assert number(store) == "198"


def test_two_confirm_a_number_and_the_day_is_noted(store):
    assert store.confirm(POLICE, "nadia", "called", signed_in=True).waits
    assert store.get(POLICE).record.status is Status.TO_CONFIRM
    assert not store.confirm(POLICE, "sami", signed_in=True).waits
    stored = store.get(POLICE)
    assert stored.record.status is Status.PUBLISHED and stored.confirmed_at is not None


def test_another_change_does_not_replace_one_that_waits(store):
    propose(store)
    with pytest.raises(WaitsForAnother):
        store.change(POLICE, {"value.number": "193"}, "sami", signed_in=True)
    assert store.waiting()[POLICE].after["value"]["number"] == "198"
    # Who proposed it may think again.
    store.change(POLICE, {"value.number": "193"}, "nadia", signed_in=True)
    assert store.waiting()[POLICE].after["value"]["number"] == "193"


def test_what_waits_can_be_withdrawn_and_that_stays_in_the_history(store):
    propose(store)
    store.withdraw(POLICE, "sami", "a wrong number")
    assert not store.waiting() and number(store) == "197"
    last = store.history(POLICE)[-1]
    assert (last.who, last.what, last.note) == ("sami", "withdraw", "a wrong number")
    with pytest.raises(NothingWaits):
        store.approve(POLICE, "sami")
    with pytest.raises(UnknownChange):
        store.restore(POLICE, last.id, "nadia")


def test_what_waits_is_checked_when_it_is_proposed_and_when_it_is_made(store, records):
    with pytest.raises(WrongRecords):
        store.change(POLICE, {"value.number": "call"}, "nadia", signed_in=True)
    with pytest.raises(WrongRecords):
        store.retire(POLICE, "nadia", signed_in=True)
    assert not store.waiting()
    # A fact that a danger fact is to show is retired meanwhile.
    document = records["iom.founded"].document()
    store.add(FactRecord.parse_obj({**document, "id": "help.short"}), "nadia")
    answer = store.get("danger.fire").record.answer["fr"] + "\n{ $help_short }"
    store.change("danger.fire", {"answer.fr": answer}, "nadia", signed_in=True)
    store.retire("help.short", "sami")
    with pytest.raises(WrongRecords):
        store.approve("danger.fire", "sami")
    assert list(store.waiting()) == ["danger.fire"]


def test_a_change_of_what_was_changed_meanwhile_is_not_made(store):
    propose(store)
    with store._sessions.begin() as session:
        from assistant.facts.tables import FactRow

        row = session.get(FactRow, POLICE)
        row.record = {**row.record, "review_months": 3}
    with pytest.raises(ChangedMeanwhile):
        store.approve(POLICE, "sami")


def test_a_release_with_other_numbers_waits_once_and_is_the_files_own_then(store, records):
    newer = {**records, POLICE: changed(records[POLICE], **OTHER_VALUE)}
    for _ in range(2):  # at each start of the program
        result = store.load(newer, "data/facts")
        assert result.waiting == [POLICE] and not result.updated
    assert store.approve(POLICE, "nadia").waits
    assert not store.approve(POLICE, "sami").waits
    assert number(store) == "198"
    result = store.load(newer, "data/facts")
    assert not (result.waiting or result.differing or result.updated)


def test_an_empty_store_is_seeded_whole(empty_store: FactStore, records):
    result = empty_store.load(records, "data/facts")
    assert len(result.added) == len(records) and not result.waiting


def test_a_fact_comes_under_the_rule_with_the_change_that_shows_it_in_danger(store, records):
    document = {**records["help.ambulance"].document(), "id": "help.new_number"}
    assert not store.add(FactRecord.parse_obj(document), "nadia").waits
    assert not store.change("help.new_number", NEW_NUMBER, "nadia").waits
    answer = store.get("danger.fire").record.answer["fr"] + "\n{ $help_new_number }"
    assert store.change("danger.fire", {"answer.fr": answer}, "nadia", signed_in=True).waits
    store.approve("danger.fire", "sami")
    assert store.change("help.new_number", {"value.number": "197"}, "nadia").waits


def test_other_facts_of_the_same_file_are_taken(store, records):
    document = records[MEMBERS].document()
    more = FactRecord.parse_obj({**document, "value": {"type": "count", "count": 180}})
    result = store.put_all([more, changed(records[POLICE], **OTHER_VALUE)], "nadia")
    assert result.changed == [MEMBERS] and result.waiting == [POLICE]


def test_only_tried_changes_nothing(store, records):
    document = records[MEMBERS].document()
    more = FactRecord.parse_obj({**document, "value": {"type": "count", "count": 180}})
    records_of_a_file = [more, changed(records[POLICE], **OTHER_VALUE)]
    result = store.put_all(records_of_a_file, "nadia", only_check=True)
    assert result.changed == [MEMBERS] and result.waiting == [POLICE]
    assert store.get(MEMBERS).record == records[MEMBERS]
    assert not store.waiting() and store.snapshot().version == 1


def test_the_command_tells_that_a_change_waits_and_cannot_approve(database):
    from tests.facts.commands import accepted, refused

    assert "waits until two people" in accepted("set", POLICE, "198", "--by", "nadia")
    assert "waits until two people" in accepted("confirm", "help.ambulance", "--by", "nadia")
    assert "help.police" in accepted("waiting")
    assert "197" in accepted("show", POLICE)
    assert "nothing waits any more" in accepted("withdraw", POLICE, "--by", "sami")
    assert "no change waits" in refused("withdraw", POLICE)
