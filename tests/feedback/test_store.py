import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.feedback.cli import app
from assistant.feedback.store import FeedbackStore
from tests.stored import holds


@pytest.fixture
def store(any_url, monkeypatch):
    monkeypatch.setenv("FEEDBACK_URL", any_url)
    store = FeedbackStore(any_url)
    yield store
    store.close()


def test_a_later_opinion_replaces_the_earlier_and_stays_nobodys_without_its_comment(store):
    store.put("me", "m.0", ["iom.founded", "iom.mission"], "fr", True)
    store.put("me", "m.0", ["iom.founded", "iom.mission"], "fr", False, "faux")
    store.put("other", "m.0", ["iom.founded"], "ar", True)
    assert [row.comment for row in store.all("iom.mission")] == ["faux"]
    store.forget("me")
    rows = store.all("iom.founded")
    assert [(row.conversation, row.reply, row.helpful, row.comment) for row in rows] == [
        ("other", "m.0", True, None),
        (None, "", False, None),
    ]


def test_a_forgotten_comment_is_in_no_file_and_no_row(store, any_url):
    store.put("me", "m.0", ["iom.founded"], "fr", False, "zanzibar")
    store.put("me", "m.0", ["iom.founded"], "fr", True, "zanzibar, plus tard")
    assert holds(any_url, "zanzibar")
    store.forget("me")
    assert not holds(any_url, "zanzibar")


@pytest.mark.parametrize("any_url", ["sqlite"], indirect=True)
def test_a_database_made_when_a_comment_was_a_word_keeps_what_is_in_it(store, any_url):
    path = Path(any_url.removeprefix("sqlite:///"))
    path.parent.mkdir()
    with sqlite3.connect(path) as before:
        before.execute(
            "CREATE TABLE feedback (id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL, "
            "conversation VARCHAR(255), reply VARCHAR(100) NOT NULL, fact VARCHAR(100) NOT NULL, "
            "language VARCHAR(2) NOT NULL, helpful BOOLEAN NOT NULL, word TEXT)"
        )
        row = ("2026-11-01 10:00:00", "web-a", "m.0", "iom.founded", "fr", 0, "la date")
        before.execute("INSERT INTO feedback VALUES (1, ?, ?, ?, ?, ?, ?, ?)", row)
        row = ("2026-11-01 10:00:00", "web-b", "m.0", "iom.founded", "fr", 0, "deleted " * 20)
        before.execute("INSERT INTO feedback VALUES (2, ?, ?, ?, ?, ?, ?, ?)", row)
        before.execute("DELETE FROM feedback WHERE id = 2")
    before.close()
    for _ in range(2):
        assert [(row.conversation, row.comment) for row in store.all()] == [("web-a", "la date")]
        store.close()
        store = FeedbackStore(f"sqlite:///{path}")
    store.put("web-c", "n.0", ["iom.founded"], "en", True, "good")
    assert [row.comment for row in store.all()] == ["good", "la date"]
    assert b"deleted deleted" not in path.read_bytes()


def test_conversations_are_renamed(store):
    store.put("5", "m.0", ["iom.founded"], "fr", True)
    for _ in range(2):
        store.rename({"5": "telegram-5"})
        assert [row.conversation for row in store.all()] == ["telegram-5"]


def test_nothing_is_opened_before_it_is_needed(tmp_path):
    FeedbackStore(f"sqlite:///{tmp_path / 'never' / 'feedback.db'}").close()
    assert not (tmp_path / "never").exists()


def test_the_staff_reads_it(store):
    store.put("me", "m.0", ["iom.founded"], "fr", False, "la date est fausse")
    store.put("you", "n.0", ["iom.founded"], "fr", True)
    listed = CliRunner().invoke(app, ["list", "--comments"], env={"COLUMNS": "200"}).output
    assert "la date est fausse" in listed and listed.count("iom.founded") == 1
    counted = CliRunner().invoke(app, ["facts"]).output
    assert "iom.founded" in counted and counted.count("1") == 2
