"""What was backed up comes back, whole, and nothing is replaced by what is not."""

import asyncio
import json
import threading

import pytest
from sqlalchemy import create_engine, insert, text

from assistant.databases.manifest import NAME, digest
from assistant.facts.store import FactStore
from assistant.facts.tables import HistoryRow
from assistant.feedback.store import FeedbackStore
from assistant.messaging.database import Database
from assistant.messaging.inbox import Inbox
from assistant.migrations.models import models_of
from tests.databases.conftest import (
    accepted,
    empty,
    everything,
    on_postgresql,
    refused,
    rows,
    set_urls,
)


@pytest.mark.parametrize(
    "urls",
    ["sqlite", *map(on_postgresql, ["one postgresql", "four postgresql"])],
    indirect=True,
)
def test_what_was_backed_up_comes_back(urls, folder):
    held = everything(urls)
    assert all(table for tables in held.values() for table in tables.values())
    empty(urls)
    FeedbackStore(urls["feedback"]).put("later", "m.1", ["iom.founded"], "en", False, "later")
    accepted("restore", str(folder), "--force")
    assert everything(urls) == held
    # What is numbered goes on behind what came back.
    FeedbackStore(urls["feedback"]).put("later", "m.1", ["iom.founded"], "en", False, "later")
    assert [row[0] for row in rows(urls["feedback"], "feedback")["feedback"]] == [1, 2]
    accepted("check")


def test_it_comes_back_elsewhere(urls, folder, elsewhere, monkeypatch):
    held = everything(urls)
    set_urls(monkeypatch, elsewhere)
    accepted("restore", str(folder))
    assert everything(elsewhere) == held
    accepted("check")


def test_what_is_there_is_not_overwritten_unless_that_is_asked_for(urls, folder):
    feedback = FeedbackStore(urls["feedback"])
    feedback.put("later", "m.1", ["iom.founded"], "en", False, "later")
    held = everything(urls)
    assert "FACTS_URL" in (said := refused("restore", str(folder))) and "--force" in said
    assert everything(urls) == held


def test_only_what_is_named_is_put_back(urls, folder):
    held = everything(urls)
    empty(urls)
    accepted("restore", str(folder), "--force", "--only", "facts", "--only", "feedback")
    names = {name for name, tables in everything(urls).items() if tables == held[name]}
    assert names == {"facts", "feedback"}


def test_a_store_that_is_open_goes_on_with_what_was_put_back(urls, tmp_path, records, monkeypatch):
    store = FactStore(urls["facts"])
    with store._sessions.begin() as session:
        session.execute(text("DELETE FROM facts"))
    store.load(records, "test")
    count = store.get("iom.member_states").record.value.count
    accepted("backup", str(tmp_path / "backup"))
    store.change("iom.member_states", {"value.count": 1}, "nadia")
    assert store.records()["iom.member_states"].value.count == 1
    accepted("restore", str(tmp_path / "backup"), "--force")
    assert store.records()["iom.member_states"].value.count == count
    store.close()


def test_an_inbox_that_is_open_is_copied_with_its_log_and_goes_on_with_what_was_put_back(
    urls, tmp_path
):
    async def run():
        database = Database(urls["channels"])
        inbox = Inbox(database, "telegram")
        await inbox.take("copied", {})
        accepted("backup", str(tmp_path / "backup"))
        await inbox.take("later", {})
        accepted("restore", str(tmp_path / "backup"), "--force")
        taken = [await inbox.take(key, {}) for key in ("copied", "later")]
        left = [key for key, *_ in await inbox.unfinished()]
        database.close()
        return taken, left

    assert asyncio.run(run()) == ([False, True], ["copied", "later"])


def test_a_backup_is_one_moment_while_others_write(urls, tmp_path):
    """Rows are written two at a time: never is one there without the other."""
    engine = create_engine(urls["facts"])
    stop = threading.Event()
    row = {"fact_id": "iom.x", "who": "nadia", "what": "set", "note": "x" * 2000}

    def write():
        # Who never pauses keeps others of SQLite's out for as long as they wait.
        while not stop.wait(0.002):
            with engine.begin() as connection:
                connection.execute(insert(HistoryRow), [{**row}, {**row}])

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM history"))
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            accepted("backup", str(tmp_path / str(number)))
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(3):
        accepted("restore", str(tmp_path / str(number)), "--force")
        counts.append(len(rows(urls["facts"], "facts")["history"]))
    assert counts == sorted(counts) and counts[2] > 0
    assert not [count for count in counts if count % 2]
    engine.dispose()


def test_nobody_else_may_read_a_backup(folder):
    assert folder.stat().st_mode & 0o077 == 0
    assert not [
        path for path in folder.iterdir() if path.name != NAME and path.stat().st_mode & 0o077
    ]


def test_a_backup_is_never_written_over_another(urls, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert str(folder) in refused("backup", str(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


# --- backups that are not whole


def no_manifest(folder):
    (folder / NAME).unlink()


def half_a_manifest(folder):
    whole = (folder / NAME).read_text()
    (folder / NAME).write_text(whole[: len(whole) // 2])


def last_copy(folder):
    return max(folder.glob("feedback.*"))


def no_copy(folder):
    last_copy(folder).unlink()


def half_a_copy(folder):
    whole = last_copy(folder).read_bytes()
    last_copy(folder).write_bytes(whole[: len(whole) // 2])


def changed(folder, **fields):
    document = json.loads((folder / NAME).read_text())
    document["databases"]["feedback"].update(fields)
    (folder / NAME).write_text(json.dumps(document))


def half_a_copy_with_its_checksum(folder):
    half_a_copy(folder)
    changed(folder, sha256=digest(last_copy(folder)))


def a_newer_revision(folder):
    changed(folder, revision="9999")


def another_kind(folder):
    changed(folder, kind="oracle")


WRONG = [
    no_manifest,
    half_a_manifest,
    no_copy,
    half_a_copy,
    half_a_copy_with_its_checksum,
    a_newer_revision,
    another_kind,
]


@pytest.mark.parametrize("spoil", WRONG, ids=[spoil.__name__ for spoil in WRONG])
def test_a_backup_that_is_not_whole_replaces_nothing(urls, folder, spoil):
    empty(urls)
    held = everything(urls)
    spoil(folder)
    refused("restore", str(folder), "--force")
    assert everything(urls) == held


# --- databases of before


def test_a_backup_of_before_there_were_migrations_is_taken_over(
    urls, elsewhere, tmp_path, monkeypatch
):
    set_urls(monkeypatch, elsewhere)
    models = models_of("channels")
    engine = create_engine(elsewhere["channels"])
    (tmp_path / "elsewhere").mkdir(exist_ok=True)
    models.tables["updates"].create(engine)
    accepted("backup", str(tmp_path / "backup"))
    assert json.loads((tmp_path / "backup" / NAME).read_text())["databases"].keys() == {"channels"}
    set_urls(monkeypatch, urls)
    accepted("restore", str(tmp_path / "backup"), "--force")
    assert not any(rows(urls["channels"], "channels").values())
    assert rows(urls["facts"], "facts")["facts"]
    accepted("check")
