"""What was asked in vain is recorded once, scrubbed, with why; danger never is; and whatever the
store does, the dialogue goes on."""

import asyncio
import time

import pytest
from rasa.shared.core.domain import Domain
from sqlalchemy.exc import OperationalError

from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Clarification,
    Danger,
    Gentle,
    NotUnderstood,
    OtherLanguage,
    OutOfScope,
    Reason,
    Refusal,
)
from assistant.unanswered import recorder
from assistant.unanswered.recorder import Recorder
from assistant.unanswered.store import UnansweredStore
from assistant.watching.store import WatchedConversationStore
from tests.stored import holds
from tests.unanswered.conftest import conversation, turn

ON_FILES = pytest.mark.parametrize("any_url", ["sqlite"], indirect=True)
ANSWERED = Answer("iom.founded")


def record(store, *turns, name="web-abc"):
    """Record the last turn of a conversation; what is in the store."""
    asyncio.run(Recorder(store).turned(conversation(name, *turns)))
    return store.messages()


@pytest.mark.parametrize(
    "steps, why, about",
    [
        ([NotUnderstood()], "fallback", None),
        ([NotUnderstood(missing="iom.old")], "fallback", "iom.old"),
        ([Refusal("iom.founded", Reason.COUNTRY, "MA")], "refused", "country"),
        ([OutOfScope("asylum_visa", Beside.CONTACT)], "refused", "asylum_visa"),
        ([Clarification("when", ("iom.founded",))], "asked_back", "when"),
        ([ANSWERED, OutOfScope("unknown_detail", Beside.CONTACT)], "refused", "unknown_detail"),
    ],
)
def test_what_gets_no_answer_is_recorded_with_why(store, steps, why, about):
    [row] = record(store, turn("depuis quand au Maroc ?", *steps, channel="telegram"))
    assert (row.text, row.why, row.about) == ("depuis quand au Maroc ?", why, about)
    assert (row.language, row.channel) == ("fr", "telegram")
    assert row.nearest == [
        {"fact": "iom.founded", "confidence": 0.4},
        {"fact": "imrf.dates", "confidence": 0.2},
    ]


@pytest.mark.parametrize(
    "steps, fields",
    [
        ([ANSWERED], {}),
        ([AskMore()], {"intent": "inform"}),
        ([OutOfScope("gibberish", Beside.NOTHING)], {}),
        ([OutOfScope("injection", Beside.NOTHING)], {}),
        ([OtherLanguage()], {"language": "other_language"}),
        ([NotUnderstood()], {"text": "  "}),
        ([], {}),
    ],
)
def test_what_is_answered_and_what_asks_nothing_is_not(store, steps, fields):
    assert (
        record(
            store,
            turn(
                fields.get("text", "bonjour"),
                *steps,
                **{k: v for k, v in fields.items() if k != "text"},
            ),
        )
        == []
    )


@pytest.mark.parametrize(
    "steps, fields",
    [
        ([Danger("danger.sea")], {"intent": "distress"}),
        ([NotUnderstood()], {"intent": "distress"}),
        ([Danger("danger.sea"), NotUnderstood()], {}),
        ([OtherLanguage("danger.general"), NotUnderstood()], {}),
        ([Gentle()], {}),
    ],
)
def test_danger_is_never_recorded(store, any_url, steps, fields):
    events = turn("zanzibar, le bateau coule", *steps, message="m1", **fields)
    assert record(store, events) == []
    tracker = conversation("web-abc", events)
    asyncio.run(Recorder(store).rated(tracker, "m1", helpful=False))
    assert store.messages() == [] and not holds(any_url, "zanzibar")


def test_it_is_scrubbed_before_it_is_written(store, any_url):
    text = "je m'appelle Ahmed Ben Salah, 98 123 456, vous donnez des visas ?"
    [row] = record(store, turn(text, NotUnderstood()), name="telegram-123456789")
    assert row.text == "je m'appelle [name], [phone], vous donnez des visas ?"
    for secret in ("Ahmed", "98 123 456", "123456789"):
        assert not holds(any_url, secret)


def test_the_same_message_is_recorded_once_and_only_the_last(store):
    first, second = turn("un", NotUnderstood()), turn("deux", NotUnderstood())
    record(store, first)
    record(store, first)
    rows = record(store, first, second)
    assert [row.text for row in rows] == ["un", "deux"]


def test_a_thumb_down_is_recorded_and_taken_back(store):
    good, bad = turn("un ?", ANSWERED, message="m1"), turn("deux ?", ANSWERED, message="m2")
    tracker = conversation("web-abc", good, bad)
    told = Recorder(store)
    asyncio.run(told.rated(tracker, "m1", helpful=False))
    asyncio.run(told.rated(tracker, "m1", helpful=False))
    asyncio.run(told.rated(tracker, "no such", helpful=False))
    [row] = store.messages()
    assert (row.text, row.why, row.about) == ("un ?", "thumbs_down", "iom.founded")
    asyncio.run(told.rated(tracker, "m1", helpful=True))
    assert store.messages() == []


def test_a_thumb_up_takes_back_nothing_but_a_thumb_down(store):
    refused = turn("un ?", NotUnderstood(), message="m1")
    record(store, refused)
    asyncio.run(Recorder(store).rated(conversation("web-abc", refused), "m1", helpful=True))
    assert [row.why for row in store.messages()] == ["fallback"]


# --- what goes wrong


@ON_FILES
def test_a_store_that_fails_is_told_and_asked_again_later(store, monkeypatch, caplog):
    asked = []

    def fails(*_):
        asked.append(1)
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    told = Recorder(store)
    tracker = conversation("web-abc", turn("un ?", NotUnderstood()))
    with monkeypatch.context() as patched:
        patched.setattr(store, "put", fails)
        for _ in range(3):
            asyncio.run(told.turned(tracker))
    assert len(asked) == 1
    monkeypatch.setattr(told, "_rests_until", 0.0)
    asyncio.run(told.turned(tracker))
    assert [row.text for row in store.messages()] == ["un ?"]


@ON_FILES
def test_one_that_hangs_keeps_nobody_and_writes_nothing_behind_an_erasure(store, monkeypatch):
    monkeypatch.setattr(recorder, "WITHIN", 0.1)
    put, waiting = UnansweredStore.put, []

    def slow(self, conversation, missed, is_wanted):
        time.sleep(0.6)
        waiting.append(is_wanted())
        put(self, conversation, missed, is_wanted)

    monkeypatch.setattr(UnansweredStore, "put", slow)
    told = Recorder(store)
    tracker = conversation("web-abc", turn("un ?", NotUnderstood()))

    async def run():
        began = time.monotonic()
        await told.turned(tracker)
        assert time.monotonic() - began < 0.5
        store.forget("web-abc")

    asyncio.run(run())
    told._thread.shutdown()
    assert waiting == [False] and store.messages() == []


@ON_FILES
def test_what_cannot_be_read_of_a_turn_is_no_trouble_of_the_dialogues(store):
    broken = conversation("web-abc", turn("un ?", NotUnderstood(), ranking=[("iom.founded", "x")]))
    asyncio.run(Recorder(store).turned(broken))
    assert store.messages() == []


def test_the_tracker_store_has_it_recorded_and_saves_whatever_becomes_of_that(
    tmp_path, monkeypatch, patient
):
    url = f"sqlite:///{tmp_path / 'unanswered.db'}"
    monkeypatch.setenv("UNANSWERED_URL", url)
    monkeypatch.setenv("LOG_KEY", "a key of the tests")
    conversations = WatchedConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
    conversations.renamed.result()
    kept = UnansweredStore(url)

    async def run(name):
        await conversations.save(conversation(name, turn(f"{name} ?", NotUnderstood())))
        return await conversations.retrieve(name)

    assert asyncio.run(run("rest-one")) is not None
    assert [row.text for row in kept.messages()] == ["rest-one ?"]
    monkeypatch.setattr(UnansweredStore, "put", lambda *_: 1 / 0)
    assert asyncio.run(run("rest-two")) is not None
    assert [row.text for row in kept.messages()] == ["rest-one ?"]
    kept.close()
