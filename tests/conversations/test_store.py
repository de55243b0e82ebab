import asyncio
import time

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.store import ConversationStore, erase
from assistant.conversations.transcript import turns_of

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


@pytest.mark.parametrize("kind", ["sql", "memory"])
def test_erasing_leaves_the_others(tmp_path, kind):
    domain = Domain.empty()
    if kind == "sql":
        inner = ConversationStore(domain, host=f"sqlite:///{tmp_path / 'new' / 'c.db'}")
    else:
        inner = InMemoryTrackerStore(domain)
    store = FailSafeTrackerStore(inner)

    async def run() -> None:
        for name in ("me", "other"):
            one = DialogueStateTracker.from_events(name, [said(f"secret of {name}", "a")])
            await store.save(one)
        erase(store, "me")
        assert await store.retrieve_full_tracker("me") is None
        assert turns_of(await store.retrieve_full_tracker("other"))[0].text == "secret of other"

    asyncio.run(run())
    for path in tmp_path.rglob("c.db*"):
        assert b"secret of me" not in path.read_bytes()


def test_old_conversations_are_deleted_as_others_are_saved(tmp_path):
    store = ConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
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


def test_a_store_that_cannot_erase_says_so():
    with pytest.raises(NotImplementedError):
        erase(object(), "me")
