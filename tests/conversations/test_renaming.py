"""Databases made by the code that called conversations by bare ids, row by row."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Dict, List, Optional

import pytest
from pgserver import get_server
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from assistant.conversations import renaming, store
from assistant.conversations.cli import app
from assistant.conversations.renaming import rename_conversations
from assistant.conversations.store import ConversationStore
from assistant.feedback.store import FeedbackStore

# Bare name → the channels of its messages → today's name.
OLD = {
    "5001": (["telegram"], "telegram-5001"),
    "-9:5001": (["telegram", "telegram"], "telegram--9:5001"),
    "6001": (["messenger"], "messenger-6001"),
    "web-abc": (["web"], "web-abc"),
    "me": (["rest"], "rest-me"),
    "777": (["rest"], "rest-777"),
    # Over REST somebody used a visitor's id: the conversation stays the visitor's.
    "5002": (["telegram", "rest"], "telegram-5002"),
    "6002": (["rest", "messenger", "rest"], "messenger-6002"),
    # Over REST somebody took the names of today, perhaps naming another channel.
    "telegram-5001": (["rest"], "rest-telegram-5001"),
    "messenger-6001": (["messenger"], "rest-messenger-6001"),
    "web-xyz": (["rest"], "rest-web-xyz"),
    "rest-me": (["rest"], "rest-rest-me"),
    "rest-rest-me": (["rest"], "rest-rest-rest-me"),
    "7f3c2a": (["cmdline"], "7f3c2a"),
    "5003": ([], "5003"),
}


def start() -> None:
    """Start a server's store, until it has renamed what it renames."""
    starting = ConversationStore(Domain.empty())
    starting.renamed.result()
    starting.engine.dispose()


def rows_of(name: str, channels: List[str]) -> List[tuple]:
    """The rows that a conversation had: what Rasa wrote around each message."""
    rows = [(name, "action", {"event": "action", "name": "action_session_start"})]
    rows += [(name, "session_started", {"event": "session_started"})]
    for number, channel in enumerate(channels):
        said = {"event": "user", "text": f"{number} of {name}", "input_channel": channel}
        rows += [(name, "user", said), (name, "bot", {"event": "bot", "text": "answer"})]
    return rows


def make(path: Path, old: Optional[Dict[str, tuple]] = None) -> None:
    SQLTrackerStore(Domain.empty(), host=f"sqlite:///{path}").engine.dispose()
    with sqlite3.connect(path) as database:
        for name, (channels, _) in (old or OLD).items():
            for number, (sender, kind, data) in enumerate(rows_of(name, channels)):
                database.execute(
                    "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?,?,?,?)",
                    (sender, kind, 1795500000.0 + number, json.dumps(data)),
                )
    database.close()


def texts(path: Path) -> Dict[str, List[str]]:
    """Conversation → what its visitor said."""
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT sender_id, type_name, data FROM events ORDER BY id")
        said: Dict[str, List[str]] = {}
        for sender, kind, data in rows:
            said.setdefault(sender, [])
            if kind == "user":
                said[sender].append(json.loads(data)["text"])
    database.close()
    return said


EXPECTED = {
    new: [f"{number} of {old}" for number in range(len(channels))]
    for old, (channels, new) in OLD.items()
}


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.db'}")
    monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'c.db'}")
    make(tmp_path / "c.db")
    return tmp_path / "c.db"


def test_a_server_that_starts_renames_what_is_kept_and_only_once(database):
    for _ in range(2):
        start()
        assert texts(database) == EXPECTED
    # What is called so from now on stays so.
    make(database, {"5009": (["telegram"], "")})
    start()
    assert texts(database) == {**EXPECTED, "5009": ["0 of 5009"]}


def test_feedback_follows(database, tmp_path):
    feedback = FeedbackStore(f"sqlite:///{tmp_path / 'feedback.db'}")
    for name in ("5001", "web-abc"):
        feedback.put(name, "m.0", ["iom.founded"], "fr", True)
    start()
    assert {row.conversation for row in feedback.all()} == {"telegram-5001", "web-abc"}


@pytest.mark.parametrize("fails", ["feedback", "after half of the rows"])
def test_a_step_that_was_interrupted_changed_nothing_and_is_done_by_the_next_start(
    database, tmp_path, monkeypatch, fails
):
    engine = create_engine(f"sqlite:///{database}")
    feedback = FeedbackStore(f"sqlite:///{tmp_path / 'feedback.db'}")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    if fails == "feedback":
        with pytest.raises(KeyboardInterrupt):
            rename_conversations(engine, broken)
    else:
        rename = renaming._rename
        half = lambda connection, names: (rename(connection, dict(list(names.items())[:4])), 1 / 0)  # noqa: E731
        with monkeypatch.context() as patched:
            patched.setattr(renaming, "_rename", half)
            with pytest.raises(ZeroDivisionError):
                rename_conversations(engine, lambda: feedback)
    assert set(texts(database)) == set(OLD)
    changed = sum(old != new for old, (_, new) in OLD.items())
    assert rename_conversations(engine, lambda: feedback) == changed
    assert rename_conversations(engine, lambda: feedback) == 0
    assert texts(database) == EXPECTED


def test_of_two_servers_that_start_one_renames(database, tmp_path):
    feedback = FeedbackStore(f"sqlite:///{tmp_path / 'feedback.db'}")
    counts: List[int] = []

    def start() -> None:
        engine = create_engine(f"sqlite:///{database}", connect_args={"timeout": 30})
        counts.append(rename_conversations(engine, lambda: feedback))

    servers = [threading.Thread(target=start) for _ in range(4)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert sorted(counts)[:3] == [0, 0, 0] and max(counts) > 0
    assert texts(database) == EXPECTED


def test_a_broken_row_keeps_no_other_from_its_name(database):
    with sqlite3.connect(database) as connection:
        for data in ("{", "[]", "null", '{"input_channel": ["telegram"]}', None):
            connection.execute(
                "INSERT INTO events (sender_id, type_name, data) VALUES ('5001', 'user', ?)",
                (data,),
            )
    connection.close()
    start()
    with sqlite3.connect(database) as connection:
        [[count]] = connection.execute(
            "SELECT count(*) FROM events WHERE sender_id = 'telegram-5001'"
        )
    connection.close()
    assert count == len(rows_of("5001", ["telegram"])) + 5


def test_what_cannot_be_renamed_keeps_no_server_from_starting(database, monkeypatch):
    def locked(*_: object) -> int:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr(store, "rename_conversations", locked)
        start()
    assert set(texts(database)) == set(OLD)
    start()
    assert texts(database) == EXPECTED


def test_the_command_does_the_same(database):
    first = CliRunner().invoke(app, ["rename"])
    assert first.exit_code == 0 and "Renamed: 0" not in first.output, first.output
    assert texts(database) == EXPECTED
    assert "Renamed: 0" in CliRunner().invoke(app, ["rename"]).output


def test_postgresql_too(tmp_path):
    url = get_server(tmp_path / "postgres").get_uri()
    SQLTrackerStore(Domain.empty(), host=url).engine.dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        for name, (channels, _) in OLD.items():
            for sender, kind, data in rows_of(name, channels):
                connection.execute(
                    text("INSERT INTO events (sender_id, type_name, data) VALUES (:s, :k, :d)"),
                    {"s": sender, "k": kind, "d": json.dumps(data)},
                )
    feedback = FeedbackStore(f"sqlite:///{tmp_path / 'feedback.db'}")
    assert rename_conversations(engine, lambda: feedback) > 0
    assert rename_conversations(engine, lambda: feedback) == 0
    with engine.connect() as connection:
        names = {name for (name,) in connection.execute(text("SELECT sender_id FROM events"))}
    assert names == set(EXPECTED)
    engine.dispose()
