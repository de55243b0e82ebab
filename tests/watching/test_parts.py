"""Each part is asked whether it works, and nothing is made or held by asking."""

import http.server
import sqlite3
import threading
import time

import pytest
from sqlalchemy import create_engine

from assistant.database import now
from assistant.messaging.database import Base, UpdateRow
from assistant.settings import ChannelSettings, Settings, WatchSettings
from assistant.watching import parts
from assistant.watching.collected import PartsCollector, UnansweredCollector
from assistant.watching.database_state import database_problem
from assistant.watching.parts import Parts, action_server_problem, storage
from tests.facts.conftest import postgres  # noqa: F401  (a fixture)
from tests.faults import DATABASE_FAULTS


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "databases" / "a database.db"
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE said (x)")
    connection.close()
    return path


@pytest.mark.parametrize("fault", [fault for fault in DATABASE_FAULTS if fault != "gone"])
def test_a_database_is_asked_as_it_is_used(database, fault):
    url = f"sqlite:///{database}"
    assert database_problem(url) is None
    with DATABASE_FAULTS[fault](database):
        assert database_problem(url)
    assert database_problem(url) is None


def test_a_database_that_others_only_keep_from_being_written_is_told(database):
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("BEGIN IMMEDIATE")
    assert database_problem(f"sqlite:///{database}") == "database is locked"
    holder.close()


def test_a_database_that_is_not_made_yet_is_none_that_fails(tmp_path):
    path = tmp_path / "folder" / "new.db"
    assert database_problem(f"sqlite:///{path}") is None
    assert not path.parent.exists()


def test_asking_keeps_nobody_waiting(database):
    writer = sqlite3.connect(database, timeout=0)
    for _ in range(3):
        assert database_problem(f"sqlite:///{database}") is None
        with writer:
            writer.execute("INSERT INTO said VALUES (1)")
    writer.close()


def test_a_server_is_asked(postgres):  # noqa: F811
    url = postgres.get_uri().replace("postgresql://", "postgresql+psycopg2://", 1)
    assert database_problem(url) is None
    problem = database_problem("postgresql://nobody:secret@127.0.0.1:9/none")
    assert problem and "secret" not in problem


def test_a_full_disk_is_a_part(database):
    settings = Settings(
        **{f"{n}_url": f"sqlite:///{database}" for n in ("facts", "conversations", "feedback")}
    )
    asked = storage(settings, ChannelSettings(), WatchSettings(least_free_disk=1))
    assert asked["disk"]() is None and "channels" not in asked
    asked = storage(
        settings, ChannelSettings(telegram_token="a"), WatchSettings(least_free_disk=10**18)
    )
    assert "MB are free" in asked["disk"]() and "channels" in asked


class Answering(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_the_action_server_is_asked_for_its_health():
    server = http.server.HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/webhook"
    assert action_server_problem(url) is None
    server.shutdown()
    server.server_close()
    assert action_server_problem(url) == "ConnectError"


def test_one_that_hangs_or_fails_does_not_hide_the_others(monkeypatch):
    monkeypatch.setattr(parts, "WITHIN", 0.3)
    ended, asked = threading.Event(), []

    def hang():
        asked.append(1)
        ended.wait(10)

    def fail():
        raise ValueError("with a secret")

    several = Parts({"well": lambda: None, "ill": lambda: "locked", "hung": hang, "bad": fail})
    began = time.monotonic()
    for _ in range(2):
        assert several.now() == {
            "well": None,
            "ill": "locked",
            "hung": "does not answer",
            "bad": "cannot be asked: ValueError",
        }
    assert time.monotonic() - began < 5 and len(asked) == 1
    [family] = PartsCollector(several).collect()
    assert {s.labels["part"]: s.value for s in family.samples} == {
        "well": 1, "ill": 0, "hung": 0, "bad": 0,
    }  # fmt: skip
    ended.set()
    several.close()


def test_what_waits_for_an_answer_is_read_from_the_inbox(tmp_path):
    url = f"sqlite:///{tmp_path / 'channels.db'}"

    def collected():
        count, age = UnansweredCollector(url).collect()
        return {s.labels["channel"]: s.value for s in count.samples}, age.samples

    assert collected() == ({}, []) and not list(tmp_path.iterdir())
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    earlier = now().replace(year=2020)
    with engine.begin() as connection:
        for number, finished in enumerate([0, 0, 1]):
            row = {"id": f"telegram:{number}", "channel": "telegram", "finished": finished}
            connection.execute(UpdateRow.__table__.insert().values(at=earlier, sent=0, **row))
    counts, [age] = collected()
    assert counts == {"telegram": 2} and age.value > 365 * 24 * 3600
