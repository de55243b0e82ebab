"""A long conversation is taken up near its end, and nothing of it is lost by that."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from assistant.conversations.store import ConversationStore
from assistant.conversations.window import LENGTH
from assistant.database import make_folder
from assistant.understanding.said import remembered

SLOTS = {"language": {"type": "text"}, "fact": {"type": "text"}}
DOMAIN = Domain.from_dict(
    {
        "slots": {
            name: {**slot, "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name, slot in SLOTS.items()
        }
    }
)


def turn(number, slots=(), decides=False):
    """What one message leaves, as Rasa orders it."""
    decision = {"decision": {"memory": {"fact": f"fact.{number}"}, "steps": []}}
    return [
        UserUttered(f"message {number}"),
        *(SlotSet(name, f"{name} {number}") for name in slots),
        ActionExecuted("action_answer"),
        BotUttered(f"reply {number}", metadata=decision if decides else {}),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


async def say(store, events):
    tracker = await store.get_or_create_tracker("me", append_action_listen=False)
    for event in events:
        tracker.update(event)
    await store.save(tracker)


def known(tracker):
    """What the dialogue reads of a tracker."""
    since = [event.as_dict() for event in reversed(tracker.events)]
    latest = next(at for at, event in enumerate(since) if event["event"] in ("user", "restart"))
    for event in since:
        for mark in ("known", "timestamp"):
            event.pop(mark, None)
        event.get("metadata", {}).pop("known", None)
    texts = [event.get("text") or event.get("name") for event in since[:latest]]
    return tracker.current_slot_values(), remembered(since), texts


def log_of(url):
    with create_engine(url, poolclass=NullPool).connect() as connection:
        rows = connection.execute(text("select type_name, data from events order by id")).all()
    return [(kind, json.loads(data).get("text")) for kind, data in rows]


turns = st.one_of(
    st.just("restart"),
    st.just("session"),
    *[
        st.tuples(st.sets(st.sampled_from(sorted(SLOTS))), st.booleans())
        for _ in range(8)  # beginnings are rare
    ],
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(turns, min_size=1, max_size=40))
def test_the_end_tells_the_dialogue_all_that_the_whole_did(tmp_path_factory, patient, said):
    folder = tmp_path_factory.mktemp("stores")
    url = "sqlite:///" + str(folder / "{}.db")
    ours = ConversationStore(DOMAIN, host=url.format("ours"))
    rasas = SQLTrackerStore(DOMAIN, host=url.format("rasas"))

    async def run():
        for number, one in enumerate(said):
            for store in (ours, rasas):
                if one == "restart":
                    events = [Restarted(), ActionExecuted(ACTION_LISTEN_NAME)]
                elif one == "session":
                    # As ``action_session_start`` leaves it, and the message that began it.
                    events = [SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME), *turn(number)]
                else:
                    events = turn(number, sorted(one[0]), one[1])
                await say(store, events)
            assert known(await ours.retrieve("me")) == known(await rasas.retrieve("me"))

    asyncio.run(run())
    assert log_of(url.format("ours")) == log_of(url.format("rasas"))


def test_a_long_conversation_is_read_from_near_its_end_and_kept_whole(any_url, patient):
    store = ConversationStore(DOMAIN, host=any_url)

    async def run():
        await say(store, [SessionStarted(), *turn(0, ["fact", "language"], decides=True)])
        for number in range(1, 100):
            await say(store, turn(number))
        tracker = await store.retrieve("me")
        assert len(tracker.events) <= LENGTH + len(SLOTS) + 1
        assert tracker.get_slot("fact") == "fact 0" and tracker.get_slot("language")
        events = [event.as_dict() for event in reversed(tracker.events)]
        assert remembered(events) == {"fact": "fact.0"}
        texts = [
            event.text
            for event in (await store.retrieve_full_tracker("me")).events
            if isinstance(event, UserUttered)
        ]
        assert texts == [f"message {number}" for number in range(100)]

    asyncio.run(run())


def test_a_conversation_without_marks_is_read_as_rasa_does(any_url, patient):
    """What was kept by an earlier version has none."""
    make_folder(make_url(any_url))

    async def run():
        before = SQLTrackerStore(DOMAIN, host=any_url)
        await say(before, [SessionStarted(), *turn(0, ["fact"])])
        for number in range(1, 30):
            await say(before, turn(number))
        store = ConversationStore(DOMAIN, host=any_url)
        tracker = await store.retrieve("me")
        assert tracker.get_slot("fact") == "fact 0"
        await say(store, turn(30))
        for number in range(31, 45):
            await say(store, turn(number))
        assert len((await store.retrieve("me")).events) <= LENGTH + len(SLOTS)
        assert (await store.retrieve("me")).get_slot("fact") == "fact 0"
        texts = [said for kind, said in log_of(any_url) if kind == "user"]
        assert texts == [f"message {number}" for number in range(45)]

    asyncio.run(run())


class Listening(EventBroker):
    """Remembers what is published."""

    def __init__(self):
        self.heard = []

    @classmethod
    async def from_endpoint_config(cls, broker_config, event_loop=None):
        raise NotImplementedError

    def publish(self, event):
        self.heard.append(event["event"])


def test_an_event_broker_hears_each_event_once(any_url, patient):
    broker = Listening()
    store = ConversationStore(DOMAIN, host=any_url, event_broker=broker)

    async def run():
        for number in range(20):
            await say(store, turn(number))

    asyncio.run(run())
    assert broker.heard == [kind for kind, _ in log_of(any_url)]


@pytest.mark.parametrize("saves", [1, 2])
def test_what_was_saved_is_not_saved_again(any_url, patient, saves):
    store = ConversationStore(DOMAIN, host=any_url)

    async def run():
        await say(store, turn(0))
        tracker = await store.retrieve("me")
        tracker.update(UserUttered("again"))
        for _ in range(saves):
            await store.save(tracker)

    asyncio.run(run())
    assert [said for kind, said in log_of(any_url) if kind == "user"] == ["message 0", "again"]
