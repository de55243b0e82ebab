"""No door of Rasa's own leads to a visitor's conversation."""

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.run import create_http_input_channels
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations import transcript
from assistant.conversations.access import may_open, serving
from assistant.conversations.names import channel_of, conversation_of, who_of
from assistant.conversations.store import ConversationStore
from assistant.settings import ROOT
from tests.channel_server import ChannelServer

VISITORS = ["telegram-5", "telegram--9:5", "messenger-5", "web-abc"]


@pytest.fixture
def store(tmp_path, patient) -> ConversationStore:
    return ConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")


async def keep(store, name: str, text: str) -> None:
    await store.save(DialogueStateTracker.from_events(name, [UserUttered(text)]))


async def kept(store, name: str) -> list:
    with serving(name):
        tracker = await store.retrieve_full_tracker(name)
    return [event.text for event in tracker.events]


@pytest.mark.parametrize("name", VISITORS)
def test_a_visitors_conversation_opens_to_its_own_channel_only(store, name):
    wrapped = FailSafeTrackerStore(store)

    async def run() -> None:
        with serving(name):
            await keep(wrapped, name, "a secret")
        for other in (None, "telegram-6", f"{name}0", name.upper()):
            with serving(other):
                assert await wrapped.retrieve(name) is None
                assert await wrapped.retrieve_full_tracker(name) is None
                await keep(wrapped, name, "from elsewhere")
        assert await kept(store, name) == ["a secret"]
        assert wrapped._fallback_tracker_store is None

    asyncio.run(run())


def test_other_conversations_open_to_whoever_names_them(store):
    async def run() -> None:
        for name in ("rest-me", "7f3c", "telegram", "web"):
            await keep(store, name, "hello")
            assert len((await store.retrieve(name)).events) == 1

    asyncio.run(run())


def test_what_is_served_holds_inside_and_in_what_it_starts():
    async def run() -> None:
        async def asks() -> bool:
            await asyncio.sleep(0)
            return may_open("web-a")

        with serving("web-a"):
            started = asyncio.ensure_future(asks())
            with serving("web-b"):
                assert not may_open("web-a")
            assert may_open("web-a")
        assert not may_open("web-a") and await started and not await asks()

    asyncio.run(run())


def test_a_transcript_is_read_and_begun_anew_under_its_own_name(store):
    lock = SimpleNamespace(lock=lambda name: serving_nothing())

    class serving_nothing:  # noqa: N801
        async def __aenter__(self) -> None: ...

        async def __aexit__(self, *_: object) -> None: ...

    agent = SimpleNamespace(tracker_store=store, lock_store=lock)

    async def run() -> None:
        with serving("web-a"):
            await keep(store, "web-a", "hello")
        assert [turn.text for turn in await transcript.read(agent, "web-a")] == ["hello"]
        await transcript.begin_anew(agent, "web-a")
        assert await transcript.read(agent, "web-a") == []
        assert not may_open("web-a")

    asyncio.run(run())


class Recalling:
    """An agent that tells what was said before."""

    def __init__(self, store: ConversationStore) -> None:
        self.tracker_store = store

    async def handle_message(self, message: UserMessage) -> None:
        """Tell, and remember the message."""
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        tracker.update(UserUttered(message.text))
        await self.tracker_store.save(tracker)
        await message.output_channel.send_text_message(message.sender_id, str(said))


class Shell(ChannelServer):
    """``rasa shell``: it serves Rasa's own REST channel on a port, over the same store."""

    def inputs(self) -> list:
        """The channel that ``rasa shell`` chooses, whatever the credentials are."""
        return create_http_input_channels("cmdline", str(ROOT / "credentials.yml"))


def test_rasa_shell_names_what_it_wants_and_gets_nothing(store):
    async def keep_secret() -> None:
        with serving("telegram-5"):
            await keep(store, "telegram-5", "zanzibar")

    asyncio.run(keep_secret())
    shell = Shell(Recalling(store))
    shell.start()
    try:
        for name, expected in (("telegram-5", "[]"), ("own", "[]"), ("own", "['hi']")):
            message = {"sender": name, "message": "hi"}
            [reply] = shell.client.post("/webhooks/rest/webhook", json=message).json()
            assert reply["text"] == expected
    finally:
        shell.stop()
    assert asyncio.run(kept(store, "telegram-5")) == ["zanzibar"]


@pytest.mark.parametrize("channel", ["telegram", "messenger", "web", "rest"])
@pytest.mark.parametrize("who", ["5", "-9:5", "web-5", "rest-telegram-5", "", "-"])
def test_a_name_tells_its_channel_and_whose_it_is(channel, who):
    name = conversation_of(channel, who)
    assert who_of(name, channel) == who
    assert channel_of(name) == (channel if channel != "rest" else None)
    names = {conversation_of(other, who) for other in ("telegram", "messenger", "web", "rest")}
    assert len(names) == 4
