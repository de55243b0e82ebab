"""What only one kind of database can meet when it is backed up and put back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.databases import postgresql, sqlite
from assistant.feedback.store import FeedbackStore
from tests.databases.conftest import (
    accepted,
    empty,
    everything,
    on_postgresql,
    refused,
    rows,
    set_urls,
)
from tests.faults import DATABASE_FAULTS

ON_FILES = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
ON_A_SERVER = pytest.mark.parametrize("urls", [on_postgresql("one postgresql")], indirect=True)


def file_of(url):
    return Path(url.removeprefix("sqlite:///"))


# --- SQLite alone


@ON_FILES
def test_a_damaged_database_is_not_backed_up_and_is_replaced_if_that_is_asked_for(
    urls, folder, tmp_path
):
    held = everything(urls)
    file = file_of(urls["conversations"])
    file.write_bytes(b"this was a database. " * 500)
    file.chmod(0o640)
    assert "CONVERSATIONS_URL" in refused("backup", str(tmp_path / "later"))
    assert not (tmp_path / "later").exists()
    assert "damaged" in refused("restore", str(folder), "--only", "conversations")
    accepted("restore", str(folder), "--force")
    assert everything(urls) == held
    [kept] = file.parent.glob("conversations.db.damaged-*")
    assert b"this was" in kept.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640


@ON_FILES
def test_a_database_with_a_damaged_page_is_not_backed_up(urls, tmp_path):
    file = file_of(urls["feedback"])
    content = bytearray(file.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\x55" * 4096
    file.write_bytes(content)
    assert "not whole" in refused("backup", str(tmp_path / "backup"))
    assert list((tmp_path / "backup").iterdir()) == []


@ON_FILES
def test_one_file_for_two_databases_is_refused(urls, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_URL", urls["facts"])
    for command in ("backup", "restore"):
        assert "a file of its own" in refused(command, str(tmp_path / "backup"))


@ON_FILES
def test_a_locked_file_is_not_replaced(urls, folder, monkeypatch):
    monkeypatch.setattr(sqlite, "WITHIN", 0.2)
    empty(urls)
    held = everything(urls)
    with DATABASE_FAULTS["locked"](file_of(urls["feedback"])):
        assert "locked" in refused("restore", str(folder), "--force")
    assert everything(urls) == held


@ON_FILES
def test_a_lock_that_comes_meanwhile_is_told_with_what_was_put_back(urls, folder, monkeypatch):
    monkeypatch.setattr(sqlite, "WITHIN", 0.2)
    put_back = sqlite.SqliteFile.put_back

    def locked(self, copy, tables):
        if copy.name == "feedback.db":
            with DATABASE_FAULTS["locked"](file_of(urls["feedback"])):
                return put_back(self, copy, tables)
        return put_back(self, copy, tables)

    monkeypatch.setattr(sqlite.SqliteFile, "put_back", locked)
    empty(urls)
    said = refused("restore", str(folder), "--force")
    assert "locked" in said and "Put back before that: facts, conversations, channels." in said
    assert rows(urls["feedback"], "feedback") == {"feedback": []}


@ON_FILES
def test_nothing_stays_of_what_a_restore_replaces(urls, folder):
    FeedbackStore(urls["feedback"]).put("later", "m.1", ["iom.founded"], "en", False, "zanzibar")
    with closing(sqlite3.connect(file_of(urls["feedback"]))) as open_elsewhere:
        open_elsewhere.execute("PRAGMA journal_mode=WAL")
        accepted("restore", str(folder), "--force", "--only", "feedback")
        files = file_of(urls["feedback"]).parent.glob("feedback.db*")
        assert not [file for file in files if b"zanzibar" in file.read_bytes()]


# --- PostgreSQL alone


@ON_A_SERVER
def test_a_password_is_on_no_command_line(urls, tmp_path, monkeypatch):
    set_urls(monkeypatch, {name: url.replace("@", ":geheim%2F@") for name, url in urls.items()})
    run, commands = postgresql.subprocess.run, []

    def listening(command, **options):
        commands.append((command, options["env"].get("PGPASSWORD")))
        return run(command, **options)

    monkeypatch.setattr(postgresql.subprocess, "run", listening)
    accepted("backup", str(tmp_path / "backup"))
    accepted("restore", str(tmp_path / "backup"), "--force")
    assert "geheim" not in str([command for command, _ in commands])
    given = {Path(command[0]).name: password for command, password in commands if password}
    assert given == {"pg_dump": "geheim/", "pg_restore": "geheim/"}


@ON_A_SERVER
def test_tables_that_somebody_holds_are_not_replaced(urls, folder, monkeypatch):
    monkeypatch.setattr(postgresql, "LOCK_WITHIN", 100)
    empty(urls)
    held = everything(urls)
    engine = create_engine(urls["facts"])
    with engine.connect() as connection:
        connection.execute(text("BEGIN; SELECT * FROM facts"))
        assert "lock timeout" in refused("restore", str(folder), "--force")
    engine.dispose()
    assert everything(urls) == held


@ON_A_SERVER
def test_without_postgresqls_programs_that_is_told(urls, tmp_path, monkeypatch):
    monkeypatch.setattr(postgresql, "DEBIANS", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "apt install" in refused("backup", str(tmp_path / "backup"))
    assert list((tmp_path / "backup").iterdir()) == []
