"""What is older than the settings say is deleted from every store, and nothing else."""

import asyncio
import datetime
import os
import time

import pytest
from pgserver import get_server
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from assistant import launch
from assistant.conversations.cli import app
from assistant.conversations.retention import delete_events_before
from assistant.conversations.store import ConversationStore
from assistant.conversations.sweep import DAY, sweep
from assistant.database import now
from assistant.feedback.store import FeedbackRow, FeedbackStore
from assistant.handover.contact import Contact
from assistant.handover.people import People
from assistant.messaging.database import Database, UpdateRow
from assistant.settings import ChannelSettings, HandoverSettings, Settings
from assistant.unanswered.missed import Missed, Why
from assistant.unanswered.store import UnansweredStore
from assistant.unanswered.tables import MessageRow
from assistant.use.store import UseStore
from tests.conversations.test_store import said
from tests.faults import DATABASE_FAULTS
from tests.stored import holds

AGES = {"old": 40, "new": 3}  # days; conversations are kept for 30
STORES = {"conversations", "feedback", "channels", "unanswered", "handover", "use"}
OF_A_TURN = {
    "quarter": 1, "channel": "web", "language": "fr", "kind": "answered", "milliseconds": 120,
    "visitor": "a",
}  # fmt: skip
ON_FILES = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def at(age: float, event):
    """An event of so many days ago."""
    event.timestamp = time.time() - age * DAY
    return event


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.production)])
def urls(request, tmp_path, monkeypatch, patient):
    """The addresses of every store."""
    urls = {}
    for name in ("log", "use"):
        monkeypatch.setenv(f"{name}_KEY_FILE".upper(), str(tmp_path / f"{name}.key"))
    for name in (*STORES, "facts"):
        if request.param == "sqlite":
            urls[name] = f"sqlite:///{tmp_path / name / 'store.db'}"
        else:
            urls[name] = request.getfixturevalue("postgres").new_database()
        monkeypatch.setenv(f"{name}_URL".upper(), urls[name])
    return urls


async def fill(urls) -> None:
    """Keep something old and something new in every store."""
    store = ConversationStore(Domain.empty(), host=urls["conversations"])
    store._swept = time.time()
    feedback = FeedbackStore(urls["feedback"])
    unanswered = UnansweredStore(urls["unanswered"])
    use = UseStore(urls["use"])
    database = Database(urls["channels"])
    people = People(HandoverSettings())
    for name, age in AGES.items():
        words = f"zanzibar {name}"
        left = now() + datetime.timedelta(days=14 - age)  # of the days that a request is kept
        contact = Contact("phone", "+216 20 123 456")
        people.callbacks.add(f"web-{name}", "fr", words, contact, left, left)
        events = [at(age, SessionStarted()), at(age, said(words, "a"))]
        await store.save(DialogueStateTracker.from_events(f"rest-{name}", events))
        feedback.put(f"web-{name}", "m.0", ["iom.founded"], "fr", True, words)
        missed = Missed("m", words, "fr", "web", Why.FALLBACK, None, [])
        unanswered.put(f"web-{name}", missed)
        with unanswered._session() as session, session.begin():
            day = now().date() - datetime.timedelta(days=3 * age)
            session.query(MessageRow).filter_by(text=words).update({"day": day})
        day = now().date() - datetime.timedelta(days=12 * age)
        use.write([{**OF_A_TURN, "day": day, "topics": words}])
        for finished in (0, 1):
            when = now() - datetime.timedelta(days=age)
            row = {"channel": "telegram", "update": {"text": words}, "finished": finished}
            key = f"telegram:{name}{finished}"
            await database.run(
                lambda session, k=key, r=row, w=when: session.add(UpdateRow(id=k, at=w, **r))
            )
    with feedback._session() as session, session.begin():
        for name, age in AGES.items():
            rows = session.query(FeedbackRow).filter_by(conversation=f"web-{name}")
            rows.update({"at": now() - datetime.timedelta(days=10 * age)})
    feedback.close()
    unanswered.close()
    people.close()
    use.close()
    database.close()
    store.engine.dispose()


def those_with(urls, words: str):
    """The stores that hold some words."""
    return {name for name in STORES if holds(urls[name], words)}


def test_every_store_loses_what_is_old_and_keeps_the_rest(urls):
    asyncio.run(fill(urls))
    assert those_with(urls, "zanzibar old") == those_with(urls, "zanzibar new") == STORES
    told = CliRunner().invoke(app, ["sweep"])
    assert told.exit_code == 0, told.output
    assert "updates of Telegram and Messenger: 2" in told.output
    assert "events of conversations: 2" in told.output and "opinions: 1" in told.output
    assert "what was left for a person: 1" in told.output
    assert "unanswered messages: 1" in told.output and "rows of use: 1" in told.output
    assert those_with(urls, "zanzibar old") == set()
    assert those_with(urls, "zanzibar new") == STORES
    again = CliRunner().invoke(app, ["sweep"])
    assert ": 0" in again.output and ": 2" not in again.output


def test_an_opinion_outlives_its_conversation_and_is_nobodys(urls, tmp_path):
    feedback = FeedbackStore(urls["feedback"])
    feedback.put("web-me", "m.0", ["iom.founded"], "fr", False, "faux")
    with feedback._session() as session, session.begin():
        session.query(FeedbackRow).update({"at": now() - datetime.timedelta(days=31)})
    feedback.close()
    sweep(Settings(), ChannelSettings(), tmp_path)
    [row] = feedback.all()
    assert (row.conversation, row.reply, row.comment) == (None, "", "faux")
    feedback.close()


def test_before_the_first_start_there_is_nothing(urls, tmp_path):
    swept = sweep(Settings(), ChannelSettings(), tmp_path)
    assert [(each.deleted, each.problem) for each in swept] == [(0, None)] * 7


@ON_FILES
def test_a_store_that_fails_hinders_no_other(urls, tmp_path, capsys):
    asyncio.run(fill(urls))
    with DATABASE_FAULTS["damaged"](tmp_path / "feedback" / "store.db"):
        told = CliRunner().invoke(app, ["sweep"])
        assert told.exit_code == 1 and "opinions: " in told.output
        assert not those_with(urls, "zanzibar old") & {"conversations", "channels"}
        launch._sweep()
        assert "could not be deleted (opinions)" in capsys.readouterr().out


def test_a_start_sweeps(urls):
    asyncio.run(fill(urls))
    launch._sweep()
    assert those_with(urls, "zanzibar old") == set()


@ON_FILES
def test_old_logs_are_deleted(urls, tmp_path):
    for name, age in AGES.items():
        path = tmp_path / f"{name}.log"
        path.touch()
        os.utime(path, (time.time() - age * DAY,) * 2)
    sweep(Settings(), ChannelSettings(), tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.log")) == ["new.log"]


def going_on():
    """A conversation of two months: an old session, one that hands on what is known, and its end."""
    listen = ActionExecuted
    return [
        at(60, SessionStarted()),
        at(60, said("zanzibar", "a")),
        at(60, listen("action_listen")),
        at(31, SessionStarted()),
        at(31, SlotSet("fact", "iom.founded")),
        at(31, listen("action_listen")),
        at(1, said("et où ?", "b")),
    ]


def test_of_a_conversation_that_goes_on_the_last_session_stays_whole(urls):
    store = ConversationStore(Domain.empty(), host=urls["conversations"])
    store._swept = time.time()
    tracker = DialogueStateTracker.from_events("rest-me", going_on())

    async def run():
        await store.save(tracker)
        with store._database.opened() as engine:
            assert delete_events_before(engine, time.time() - 30 * DAY) == 3
        full = await store.retrieve_full_tracker("rest-me")
        assert len(full.events) == 4
        read = await store.retrieve("rest-me")
        assert [type(event) for event in read.events][:2] == [SessionStarted, SlotSet]
        # And it goes on: what is new is saved, once.
        read.update(said("zut", "c"))
        await store.save(read)
        full = await store.retrieve_full_tracker("rest-me")
        assert [event.text for event in full.events if hasattr(event, "text")] == ["et où ?", "zut"]

    asyncio.run(run())


def test_postgresql_too(tmp_path):
    url = get_server(tmp_path / "postgres").get_uri()
    SQLTrackerStore(Domain.empty(), host=url).engine.dispose()
    engine = create_engine(url)
    row = text("INSERT INTO events (sender_id, type_name, timestamp) VALUES (:s, :k, :t)")
    with engine.begin() as connection:
        for event in going_on():
            values = {"s": "rest-me", "k": event.type_name, "t": event.timestamp}
            connection.execute(row, values)
        connection.execute(row, {"s": "rest-old", "k": "user", "t": time.time() - 40 * DAY})
    assert delete_events_before(engine, time.time() - 30 * DAY) == 4
    engine.dispose()
