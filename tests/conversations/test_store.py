import asyncio
import sqlite3
import time
from contextlib import closing

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.erasure import erase_events
from assistant.conversations.store import ConversationStore
from assistant.conversations.transcript import turns_of
from tests.faults import DATABASE_FAULTS
from tests.stored import holds

FACTS = [{"id": "iom.founded", "sources": ["Source : …"]}]


def tracker(*events) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("me", list(events))


def said(text: str, name: str) -> UserUttered:
    event = UserUttered(text)
    event.message_id = name
    return event


def test_turns_hold_what_was_said_and_shown():
    buttons = [{"title": "t", "payload": "p"}]
    events = [
        SessionStarted(),
        said("une question", "a"),
        BotUttered("la réponse", {"buttons": buttons}, {"facts": FACTS, "utter_action": "x"}),
        SlotSet("fact", "iom.founded"),
        BotUttered(None, {"image": "x"}),
        said("autre", "b"),
    ]
    turns = turns_of(tracker(*events))
    assert [(turn.id, turn.text) for turn in turns] == [("a", "une question"), ("b", "autre")]
    assert turns[0].replies == [{"text": "la réponse", "buttons": buttons, "facts": FACTS}]
    assert turns[1].replies == []


def test_a_conversation_begun_anew_is_empty():
    assert turns_of(tracker(said("a", "a"), BotUttered("b"), Restarted())) == []


def erasing_leaves_the_others(inner):
    store = FailSafeTrackerStore(inner)

    async def run() -> None:
        for name in ("me", "other"):
            one = DialogueStateTracker.from_events(name, [said(f"secret of {name}", "a")])
            await store.save(one)
        await erase_events(store, "me")
        assert await store.retrieve_full_tracker("me") is None
        assert turns_of(await store.retrieve_full_tracker("other"))[0].text == "secret of other"

    asyncio.run(run())


def test_erasing_leaves_the_others(any_url, patient):
    erasing_leaves_the_others(ConversationStore(Domain.empty(), host=any_url))
    assert holds(any_url, "secret of other") and not holds(any_url, "secret of me")


def test_erasing_from_memory_leaves_the_others():
    erasing_leaves_the_others(InMemoryTrackerStore(Domain.empty()))


def test_old_conversations_are_deleted_as_others_are_saved(any_url, patient):
    store = ConversationStore(Domain.empty(), host=any_url)
    month = 31 * 24 * 3600

    async def run() -> None:
        for name, age in (("old", month), ("lately", 0)):
            events = [said("a", "a"), said("b", "b")]
            events[0].timestamp = time.time() - month
            events[1].timestamp = time.time() - age
            await store.save(DialogueStateTracker.from_events(name, events))
            store._swept = 0
        await store.save(DialogueStateTracker.from_events("new", [said("c", "c")]))
        assert sorted(await store.keys()) == ["lately", "new"]

    asyncio.run(run())


def test_a_save_that_is_late_is_erased_too(any_url, monkeypatch):
    """The reply did not wait for it; the erasure does."""
    monkeypatch.setattr("assistant.conversations.store.WITHIN", 0.1)
    store = ConversationStore(Domain.empty(), host=any_url)
    save = SQLTrackerStore.save

    async def late(self, tracker) -> None:
        time.sleep(0.5)
        await save(self, tracker)

    async def run() -> None:
        with monkeypatch.context() as patched:
            patched.setattr(SQLTrackerStore, "save", late)
            await store.save(DialogueStateTracker.from_events("me", [said("a secret", "a")]))
        await erase_events(store, "me")
        store._rests_until = 0.0
        assert await store.retrieve_full_tracker("me") is None

    asyncio.run(run())
    assert not holds(any_url, "a secret")


def test_a_store_that_cannot_erase_says_so():
    with pytest.raises(NotImplementedError):
        asyncio.run(erase_events(object(), "me"))


@pytest.fixture
def database(tmp_path):
    return tmp_path / "databases" / "conversations.db"


def fully(tracker):
    """What was said in a conversation."""
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def write(store, text, who="me"):
    """Say something, as Rasa stores it."""
    tracker = await store.get_or_create_tracker(who)
    tracker.update(said(text, text))
    await store.save(tracker)
    return fully(tracker)


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_a_database_that_fails_costs_little_time_and_comes_back(database, fault, monkeypatch):
    monkeypatch.setattr("assistant.conversations.store.REST", 1.0)
    inner = ConversationStore(Domain.empty(), host=f"sqlite:///{database}")
    store = FailSafeTrackerStore(inner)

    async def run():
        assert await write(store, "one") == ["one"]
        with DATABASE_FAULTS[fault](database):
            began = time.monotonic()
            for text in ("lost", "lost too", "lost as well"):
                assert text in await write(store, text)
                await store.retrieve_full_tracker("me")
            # Once in a while it is asked, and nobody else waits for it.
            assert time.monotonic() - began < 2
        await asyncio.sleep(1.1)
        assert await write(store, "two") == ["one", "two"]
        # Nothing of it stays in memory, where nothing would erase it.
        assert not store.fallback_tracker_store.store

    asyncio.run(run())


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_the_server_starts_without_its_database(database, fault, monkeypatch):
    monkeypatch.setattr("assistant.conversations.store.REST", 0.0)
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    with DATABASE_FAULTS[fault](database):
        began = time.monotonic()
        store = ConversationStore(Domain.empty(), host=f"sqlite:///{database}")
        assert time.monotonic() - began < 1
    assert asyncio.run(write(store, "one")) == ["one"]
    assert fully(asyncio.run(store.retrieve("me"))) == ["one"]


def test_others_do_not_wait_for_a_database_that_hangs(database, monkeypatch):
    store = ConversationStore(Domain.empty(), host=f"sqlite:///{database}")
    asyncio.run(write(store, "one"))
    monkeypatch.setattr(
        "assistant.conversations.store.ConversationStore._retrieve", lambda *_, **__: time.sleep(3)
    )

    async def run():
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                await asyncio.sleep(0.01)
                ticks += 1

        ticking = asyncio.ensure_future(tick())
        began = time.monotonic()
        assert await store.retrieve("me") is None
        first = time.monotonic() - began
        assert await store.retrieve("me") is None
        assert time.monotonic() - began - first < 0.1 and first < 2
        ticking.cancel()
        assert ticks > 5

    asyncio.run(run())


def test_a_conversation_that_cannot_be_read_is_nobody_elses_trouble(database):
    store = ConversationStore(Domain.empty(), host=f"sqlite:///{database}")

    async def run():
        await write(store, "one")
        await write(store, "other", "you")
        with closing(sqlite3.connect(database)) as broken:
            broken.execute("update events set data = 'x' where sender_id = 'me'")
            broken.commit()
        assert await store.retrieve("me") is None
        assert fully(await store.retrieve("you")) == ["other"]

    asyncio.run(run())
