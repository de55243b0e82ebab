"""A database that is not to be had for a moment does not make a conversation forgotten."""

import asyncio
import time

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import SessionStarted

from assistant.conversations import latest_known, store
from assistant.conversations.erasure import erase_events
from assistant.conversations.latest_known import LatestKnown
from assistant.conversations.store import ConversationStore
from assistant.understanding.said import remembered
from tests.conversations.test_window import DOMAIN, log_of, say, turn
from tests.faults import DATABASE_FAULTS

KNOWN = {"slots": {"fact": "fact.0"}, "memory": None}


@pytest.fixture
def database(tmp_path):
    return tmp_path / "databases" / "conversations.db"


def about(tracker):
    """What the dialogue knows: a slot, and what was decided last."""
    events = [event.as_dict() for event in reversed(tracker.events)]
    return tracker.get_slot("fact"), remembered(events)


@pytest.mark.parametrize("fault", [name for name in DATABASE_FAULTS if name != "gone"])
def test_what_was_talked_about_is_known_meanwhile(database, fault, patient, monkeypatch):
    monkeypatch.setattr(store, "REST", 60.0)  # however slow the machine is
    conversations = ConversationStore(DOMAIN, host=f"sqlite:///{database}")

    async def run():
        await say(conversations, [SessionStarted(), *turn(0, ["fact"], decides=True)])
        with DATABASE_FAULTS[fault](database), monkeypatch.context() as hurried:
            hurried.setattr(store, "WITHIN", 0.5)
            tracker = await conversations.retrieve("me")
            assert about(tracker) == ("fact 0", {"fact": "fact.0"})
            assert tracker.latest_action_name == ACTION_LISTEN_NAME
            await say(conversations, turn(1, decides=True))
            assert about(await conversations.retrieve("me")) == ("fact 0", {"fact": "fact.1"})
            assert await conversations.retrieve("somebody else") is None
        conversations._rests_until = 0.0
        await say(conversations, turn(2, decides=True))

    asyncio.run(run())
    # Nothing is stored twice, nor what was only remembered.
    assert [text for kind, text in log_of(f"sqlite:///{database}") if kind == "user"] == [
        "message 0",
        "message 2",
    ]


def test_a_slow_read_does_not_lose_what_was_talked_about(database, monkeypatch):
    monkeypatch.setattr(store, "WITHIN", 0.1)
    conversations = ConversationStore(DOMAIN, host=f"sqlite:///{database}")
    read = ConversationStore._retrieve

    async def slow(self, *given, **named):
        time.sleep(0.3)
        return await read(self, *given, **named)

    async def run():
        await say(conversations, turn(0, ["fact"], decides=True))
        monkeypatch.setattr(ConversationStore, "_retrieve", slow)
        assert about(await conversations.retrieve("me")) == ("fact 0", {"fact": "fact.0"})

    asyncio.run(run())


def test_what_was_erased_is_not_known(database):
    conversations = ConversationStore(DOMAIN, host=f"sqlite:///{database}")

    async def run():
        await say(conversations, turn(0, ["fact"], decides=True))
        await erase_events(conversations, "me")
        with DATABASE_FAULTS["locked"](database):
            assert await conversations.retrieve("me") is None

    asyncio.run(run())


def test_little_is_kept_and_not_for_long(monkeypatch):
    monkeypatch.setattr(latest_known, "MOST", 2)
    known = LatestKnown()
    for name in "abca":
        known.keep(name, KNOWN)
    assert [bool(known.events(name)) for name in "abc"] == [True, False, True]
    monkeypatch.setattr(latest_known, "FOR", 0.0)
    assert known.events("a") is None
