"""What of the channel needs no server; the rest is in tests/end_to_end/test_web.py."""

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.settings import Settings
from assistant.web.channel import WebInput


@pytest.fixture
def channel(tmp_path) -> WebInput:
    urls = {
        f"{name}_url": f"sqlite:///{tmp_path / name}.db"
        for name in ("facts", "feedback", "conversations")
    }
    return WebInput(Settings(web_key="key", **urls))


def request_to(store) -> SimpleNamespace:
    agent = SimpleNamespace(tracker_store=store)
    return SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))


def test_a_message_answered_before_a_restart_is_not_answered_again(channel):
    async def run() -> None:
        store = InMemoryTrackerStore(Domain.empty())
        asked, unanswered = UserUttered("bonjour"), UserUttered("et alors ?")
        asked.message_id, unanswered.message_id = "first-message", "second-message"
        events = [asked, BotUttered("Bonjour !"), unanswered]
        await store.save(DialogueStateTracker.from_events("web-me", events))
        request = request_to(store)
        found = await channel._remembered(request, "web-me", "first-message")
        assert found.done and found.replies == [{"text": "Bonjour !"}]
        assert await channel._remembered(request, "web-me", "second-message") is None
        assert await channel._remembered(request, "web-other", "first-message") is None

    asyncio.run(run())


def test_without_facts_the_page_opens_all_the_same(channel):
    assert asyncio.run(channel._page._opening.now()) == {}


@pytest.mark.parametrize(
    "wished, accepted, language",
    [("EN", "fr", "en"), ("ar_TN", "fr", "ar"), ("de", "EN-gb;q=0.9, fr", "en"), ("", "enm", "fr")],
)
def test_the_page_is_written_in_the_language_wished_for(channel, wished, accepted, language):
    request = SimpleNamespace(args={"lang": wished}, headers={"accept-language": accepted})
    assert channel._page._language(request) == language


@pytest.mark.parametrize(
    "named, language", [("AR", "ar"), ("en-GB", "en"), (None, "fr"), (7, "fr")]
)
def test_a_messages_language_is_read_as_the_pages_is(channel, named, language):
    assert channel._language_of({"language": named}) == language
