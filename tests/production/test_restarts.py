"""PostgreSQL is stopped or killed and started again: every store goes on by itself."""

import asyncio
import time
from contextlib import contextmanager

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations.store import ConversationStore
from assistant.database import NOT_TO_BE_HAD
from assistant.facts.store import FactStore
from assistant.feedback.store import FeedbackStore
from assistant.messaging.database import Database
from assistant.messaging.inbox import Inbox
from tests.conversations.test_store import fully, write
from tests.stored import holds

MEMBERS = "iom.member_states"


@pytest.fixture(params=["stop", "kill"])
def away(request, postgres):
    """A block in which the server is not there."""

    @contextmanager
    def without_server():
        getattr(postgres, request.param)()
        try:
            yield
        finally:
            postgres.start()

    return without_server


@pytest.fixture
def rests(monkeypatch):
    """For how long a conversation store leaves a database that failed alone."""
    monkeypatch.setattr("assistant.conversations.store.REST", 1.0)
    return 1.1


def test_facts(database, away, records):
    store = FactStore(database)
    store.load(records, "test")
    count = store.get(MEMBERS).record.value.count
    store.change(MEMBERS, {"value.count": count + 1}, "nadia")
    known = store.snapshot()
    with away():
        for call in (store.snapshot, lambda: store.change(MEMBERS, {"value.count": 1}, "nadia")):
            with pytest.raises(SQLAlchemyError):
                call()
    assert store.snapshot() is known
    store.change(MEMBERS, {"value.count": count + 2}, "sami")
    assert store.records()[MEMBERS].value.count == count + 2
    assert [row.who for row in store.history(MEMBERS)] == ["test", "nadia", "sami"]
    store.close()


def test_feedback(database, away):
    store = FeedbackStore(database)
    store.put("me", "m.0", ["iom.founded"], "fr", True)
    with away():
        with pytest.raises(NOT_TO_BE_HAD):
            store.put("me", "m.1", ["iom.mission"], "fr", True)
    store.put("me", "m.2", ["iom.founded"], "fr", False)
    assert [row.reply for row in store.all()] == ["m.2", "m.0"]
    store.close()


def test_feedback_that_is_first_opened_without_its_server(database, away):
    store = FeedbackStore(database)
    with away():
        with pytest.raises(NOT_TO_BE_HAD):
            store.all()
    assert store.all() == []
    store.close()


@pytest.mark.parametrize("opened", [True, False], ids=["opened before", "first opened then"])
def test_the_inbox(database, away, opened):
    async def run():
        inbox = Inbox(of := Database(database), "telegram")
        if opened:
            assert await inbox.take("1", {"text": "one"})
        with away():
            with pytest.raises(NOT_TO_BE_HAD):
                await inbox.take("2", {"text": "two"})
        # The service sends again what was not taken.
        assert [await inbox.take(key, {"text": key}) for key in "122"] == [not opened, True, False]
        assert [key for key, *_ in await inbox.unfinished()] == ["1", "2"]
        of.close()

    asyncio.run(run())


def test_conversations(database, away, rests, patient):
    inner = ConversationStore(Domain.empty(), host=database)
    inner.renamed.result()
    store = FailSafeTrackerStore(inner)

    async def run():
        assert await write(store, "one") == ["one"]
        with away():
            began = time.monotonic()
            for text in ("lost", "lost too"):
                assert text in await write(store, text)
            assert time.monotonic() - began < 5
        await asyncio.sleep(rests)
        assert await write(store, "two") == ["one", "two"]
        assert not store.fallback_tracker_store.store

    asyncio.run(run())


def test_conversations_that_are_first_opened_without_their_server(database, away, rests, patient):
    with away():
        store = ConversationStore(Domain.empty(), host=database)
        asyncio.run(write(store, "lost"))
    time.sleep(rests)
    asyncio.run(write(store, "one"))
    assert fully(asyncio.run(store.retrieve_full_tracker("me"))) == ["one"]


def test_what_was_erased_does_not_come_back(database, away, patient):
    store = ConversationStore(Domain.empty(), host=database)

    async def run():
        for who in ("me", "you"):
            await write(store, f"zanzibar of {who}", who)
        await store.erase("me")

    asyncio.run(run())
    with away():
        pass
    assert holds(database, "zanzibar of you") and not holds(database, "zanzibar of me")
