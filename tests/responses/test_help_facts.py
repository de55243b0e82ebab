import asyncio
import time

import pytest

from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore
from assistant.responses import help_facts
from assistant.responses.help_facts import HelpFacts, numbers_missing_in
from assistant.responses.help_file import read_help
from tests.faults import DATABASE_FAULTS

HELPLINE = "help.helpline_tunis"
FAULTS = pytest.mark.parametrize("fault", DATABASE_FAULTS)


WITHIN = help_facts.WITHIN  # as it is before the tests are given patience


def helpline(facts: HelpFacts) -> str:
    """The helpline's number as it is given now."""
    return asyncio.run(facts.now()).records[HELPLINE].value.number


def test_a_change_shows_in_the_very_next_reply(opened, settings, records, change_number):
    facts = opened(settings)
    assert helpline(facts) == records[HELPLINE].value.number
    for _ in range(3):
        changed = change_number()
        assert helpline(facts) == changed


@FAULTS
def test_the_last_good_facts_outlive_their_database(
    opened, settings, change_number, database, fault, monkeypatch
):
    facts = opened(settings)
    changed = change_number()
    assert helpline(facts) == changed
    monkeypatch.setattr(help_facts, "WITHIN", WITHIN)
    with DATABASE_FAULTS[fault](database):
        for _ in range(3):
            began = time.monotonic()
            assert helpline(facts) == changed
            assert time.monotonic() - began < 2 * WITHIN
    again = change_number()
    # What was under way when the database came back may have been read from what was there before.
    deadline = time.monotonic() + 30
    while helpline(facts) != again:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@FAULTS
def test_a_new_process_has_them_from_the_file(
    opened, settings, change_number, database, fault, monkeypatch
):
    changed = change_number()
    assert helpline(opened(settings)) == changed
    monkeypatch.setattr(help_facts, "WITHIN", WITHIN)
    with DATABASE_FAULTS[fault](database):
        assert helpline(opened(settings)) == changed


@pytest.mark.parametrize(
    "fault, content",
    [
        *((fault, None) for fault in DATABASE_FAULTS),
        *(("damaged", content) for content in (b"", b"{", b"[]", b'{"version": 1, "records": []}')),
    ],
)
def test_without_any_of_these_the_seeds_help(
    opened, settings, records, database, fault, content, monkeypatch
):
    if content is not None:
        settings.help_file.write_bytes(content)
    monkeypatch.setattr(help_facts, "WITHIN", WITHIN)
    with DATABASE_FAULTS[fault](database):
        assert helpline(opened(settings)) == records[HELPLINE].value.number


def test_facts_that_cannot_help_take_no_good_ones_place(
    opened, settings, seeded, records, phrases, monkeypatch
):
    facts = opened(settings)
    asyncio.run(facts.now())
    monkeypatch.setattr(FactStore, "snapshot", lambda _: Snapshot(9, {}, phrases))
    assert "danger.general" in asyncio.run(facts.now()).records
    assert "danger.general" in read_help(settings.help_file, phrases).records
    left = {fact: record for fact, record in records.items() if fact != "danger.general"}
    assert numbers_missing_in(Snapshot(1, left, phrases))
    assert numbers_missing_in(Snapshot(1, {}, phrases))


def test_what_nobody_asked_for_is_read_from_time_to_time(
    opened, settings, change_number, phrases, monkeypatch
):
    monkeypatch.setattr(help_facts, "EVERY", 0.1)
    opened(settings)
    changed = change_number()
    deadline = time.monotonic() + 30
    while read_help(settings.help_file, phrases).records[HELPLINE].value.number != changed:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_file_that_cannot_be_written_stops_nothing(opened, settings, records):
    settings.help_file.mkdir()
    facts = opened(settings)
    assert helpline(facts) == records[HELPLINE].value.number


def test_with_nothing_at_all_there_is_nothing(opened, settings, database, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    database.write_bytes(b"")
    assert asyncio.run(opened(settings.copy(update={"facts_dir": empty})).now()) is None
