"""Every turn of the dialogue is counted once: what it was, and how long each stage took."""

import asyncio
import time

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config

from assistant.answers.decision import (
    Answer,
    Beside,
    Danger,
    Decision,
    OtherLanguage,
    OutOfScope,
    Reason,
    Refusal,
)
from assistant.conversations.store import ConversationStore
from assistant.handover.said import STAFF, TO_PERSON, message_metadata, reply_metadata
from assistant.settings import ROOT
from assistant.understanding.said import decision_metadata
from assistant.watching.locks import WatchedLockStore
from assistant.watching.stages import begun
from assistant.watching.store import WatchedConversationStore
from assistant.watching.turns import latest_turn

# Not long ago: the store sweeps what is old.
NOW = time.time()
SECRET = "je suis en danger, mon numéro est le 98123456"


def user(channel: str = "telegram", at: float = NOW) -> UserUttered:
    return UserUttered(SECRET, input_channel=channel, timestamp=at)


def bot(*steps, at: float = NOW + 0.5, **metadata) -> BotUttered:
    document = decision_metadata(Decision(steps).document(), []) if steps else {}
    return BotUttered("…", metadata={**document, **metadata}, timestamp=at)


def saved(store: ConversationStore, *events, name: str = "rest-me", language: str = "fr") -> None:
    """Save a conversation, as Rasa does."""
    slots = [TextSlot("language", mappings=[{}], initial_value=language)]
    tracker = DialogueStateTracker.from_events(name, list(events), slots)
    asyncio.run(store.save(tracker))


@pytest.fixture
def conversations(tmp_path, patient) -> ConversationStore:  # noqa: F811
    store = WatchedConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
    store.renamed.result()
    return store


def counters(added) -> dict:
    return {key: value for key, value in added().items() if "seconds" not in key[0]}


def test_a_turn_is_counted_by_what_it_was(conversations, added):
    steps = [Answer("iom.founded"), Refusal("iom.tunisia", Reason.COUNTRY, "MA")]
    earlier = [user(), bot(Danger("help.police"))]
    saved(conversations, SessionStarted(), *earlier, user(), bot(*steps), SlotSet("fact", "a"))
    assert counters(added) == {
        ("oim_messages_total", "telegram", "fr"): 1,
        ("oim_decisions_total", "answer"): 1,
        ("oim_decisions_total", "refusal"): 1,
        ("oim_refusals_total", "country"): 1,
    }


@pytest.mark.parametrize(
    "step, kind",
    [(Danger("help.police"), "danger"), (OtherLanguage("help.police"), "other_language")],
)
def test_danger_is_counted_in_any_language(conversations, added, step, kind):
    saved(conversations, user("web"), bot(step), language="de")
    assert counters(added) == {
        ("oim_messages_total", "web", "other"): 1,
        ("oim_decisions_total", kind): 1,
        ("oim_danger_total", "web"): 1,
    }


def test_what_is_no_danger_is_none(conversations, added):
    saved(conversations, user(), bot(OtherLanguage(), OutOfScope(None, Beside.TOPICS)))
    assert not any(key[0] == "oim_danger_total" for key in added())


def test_the_domains_own_responses_are_counted_by_their_names(conversations, added):
    saved(conversations, user("messenger"), bot(utter_action="utter_unavailable"))
    assert counters(added)["oim_decisions_total", "unavailable"] == 1


def test_a_message_without_a_reply_is_told_apart(conversations, added):
    saved(conversations, user("rest"))
    assert counters(added) == {
        ("oim_messages_total", "rest", "fr"): 1,
        ("oim_silent_turns_total", "rest"): 1,
    }


def test_a_message_for_a_person_is_counted_once_and_is_not_silent(conversations, added):
    asked = user("web")
    asked.metadata = message_metadata(TO_PERSON)
    saved(conversations, asked, name="rest-me")

    async def answered_by_staff() -> None:
        tracker = await conversations.retrieve("rest-me")
        tracker.update(BotUttered("Bonjour", metadata=reply_metadata(STAFF)))
        await conversations.save(tracker)

    asyncio.run(answered_by_staff())
    assert counters(added) == {
        ("oim_messages_total", "web", "fr"): 1,
        ("oim_decisions_total", "to_person"): 1,
    }


@pytest.mark.parametrize("beginning", [SessionStarted, Restarted])
def test_a_conversation_begun_anew_is_no_message(conversations, added, beginning):
    saved(conversations, user(), bot(Answer("iom.founded")), beginning())
    assert not added()
    assert latest_turn([]) is None


def test_no_label_is_what_somebody_chose(conversations, added):
    saved(conversations, user("a channel of mine"), bot(), language=SECRET)
    assert counters(added) == {("oim_messages_total", "other", "other"): 1}


def test_it_is_counted_where_the_database_is_away(tmp_path, added):
    (tmp_path / "c.db").mkdir()
    store = WatchedConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
    saved(store, user(), bot(Answer("iom.founded")))
    assert counters(added)["oim_messages_total", "telegram", "fr"] == 1


def test_what_cannot_be_counted_is_saved(conversations, added, monkeypatch):
    saved(conversations, user(), bot(decision={"steps": "not ours", "memory": {}}))
    assert not counters(added)
    kept = asyncio.run(conversations.retrieve_full_tracker("rest-me"))
    assert kept.latest_message.text == SECRET.replace("98123456", "[phone]")


def test_each_stage_is_measured(conversations, added):
    async def answer() -> None:
        async with WatchedLockStore(at_once=1).lock("rest-me"):
            moments = begun()
            moment = moments.held + 0.25
            events = [user(at=moment), bot(Answer("iom.founded"), at=moment + 0.5)]
            tracker = DialogueStateTracker.from_events("rest-me", events)
            await conversations.save(tracker)

    asyncio.run(answer())
    measured = {key[1]: value for key, value in added().items() if key[0].endswith("seconds_sum")}
    assert set(measured) == {"waiting", "understanding", "deciding", "saving"}
    assert measured["understanding"] == pytest.approx(0.25, abs=0.01)
    assert measured["deciding"] == pytest.approx(0.5, abs=0.01)
    assert begun() is None


def test_who_waits_is_counted_until_their_turn(added):
    from assistant.watching.metrics import WAITING

    def waiting() -> float:
        return WAITING._value.get()

    async def crowd() -> None:
        store = WatchedLockStore(at_once=1)
        first, cancelled = asyncio.Event(), asyncio.Event()

        async def one(name: str, until: asyncio.Event) -> float:
            async with store.lock(name):
                moments = begun()
                await until.wait()
                return moments.held - moments.asked

        tasks = [asyncio.ensure_future(one(name, first)) for name in "abc"]
        await asyncio.sleep(0.2)
        assert waiting() == 2
        tasks[2].cancel()
        first.set()
        assert await tasks[0] < 0.1 < await tasks[1]
        with pytest.raises(asyncio.CancelledError):
            await tasks[2]
        assert not cancelled.is_set() and waiting() == 0

    asyncio.run(crowd())


def test_rasa_is_given_the_watched_stores(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'c.db'}")
    file = str(ROOT / "endpoints.yml")
    locks = LockStore.create(read_endpoint_config(file, "lock_store"))
    assert isinstance(locks, WatchedLockStore)
    made = TrackerStore.create(read_endpoint_config(file, "tracker_store"), Domain.empty())
    assert isinstance(getattr(made, "_tracker_store", made), WatchedConversationStore)
