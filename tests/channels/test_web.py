"""What of the channel needs no server; the rest is in tests/end_to_end/test_web.py."""

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.limits import Limits
from assistant.channels.web import WebInput
from assistant.settings import Settings


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
        await store.save(DialogueStateTracker.from_events("me", events))
        request = request_to(store)
        found = await channel._remembered(request, "me", "first-message")
        assert found.done and found.replies == [{"text": "Bonjour !"}]
        assert await channel._remembered(request, "me", "second-message") is None
        assert await channel._remembered(request, "other", "first-message") is None

    asyncio.run(run())


@pytest.mark.parametrize(
    "header, address",
    [("9.9.9.9", "9.9.9.9"), ("1.1.1.1, 9.9.9.9", "9.9.9.9"), ("", "127.0.0.1")],
)
def test_an_address_is_the_one_that_the_nearest_proxy_saw(header, address):
    headers = {"x-forwarded-for": header} if header else {}
    limits = Limits(Settings(web_proxies=1))
    assert limits.address(SimpleNamespace(headers=headers, ip="127.0.0.1")) == address


def test_an_address_is_not_taken_from_a_header_where_there_is_no_proxy():
    headers = {"x-forwarded-for": "9.9.9.9"}
    limits = Limits(Settings(web_proxies=0))
    assert limits.address(SimpleNamespace(headers=headers, ip="127.0.0.1")) == "127.0.0.1"


def test_without_facts_the_page_opens_all_the_same(channel):
    assert channel._page._opening() == {}
