"""What the page itself keeps of a conversation is erased with it."""

from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.all_channels import AllChannels, running, word
from tests.browser.conftest import ChatPage

MESSAGES = "**/webhooks/web/messages"
ERASE = "**/webhooks/web/erase"
KEPT = "JSON.stringify([{...sessionStorage}, document.documentElement.outerHTML])"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[AllChannels]:
    yield from running(tmp_path)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    one = chromium.new_context(locale="fr")
    yield one
    one.close()


@pytest.fixture
def open_tab(server: AllChannels, context: BrowserContext) -> Callable[[], ChatPage]:
    """Opens another tab of the same visitor's."""

    def open_page() -> ChatPage:
        page = context.new_page()
        page.goto(f"{server.url}/webhooks/web/?lang=fr")
        return ChatPage(page)

    return open_page


def erase(chat: ChatPage) -> None:
    chat.page.locator("#options").click()
    chat.page.locator("#erase").click()
    chat.page.locator("dialog button[value=erase]").click()


def kept(chat: ChatPage) -> str:
    """All that the page and the browser's storage for this tab hold."""
    return str(chat.page.evaluate(KEPT))


def test_neither_page_nor_storage_holds_what_was_erased(open_tab, server):
    said, draft, chat = word(), word(), open_tab()
    chat.ask(f"I read about {said}")
    chat.page.reload()  # the words are in the page's state now
    expect(chat.own).to_have_count(1)
    chat.text.fill(draft)
    assert said in kept(chat) and draft in kept(chat)
    erase(chat)
    expect(chat.notice).to_have_text(chat.words()["erased"])
    assert said not in kept(chat) and draft not in kept(chat)
    assert not server.files_with(said)
    chat.page.reload()
    expect(chat.own).to_have_count(0)
    assert draft not in kept(chat)


def test_what_is_under_way_does_not_come_back_after_the_erasure(open_tab, server):
    """The page polls for the reply while the visitor erases."""
    said, chat, polls = word(), open_tab(), []

    def waits(route: Route) -> None:
        polls.append(route.request)
        route.fulfill(body='{"waiting": true}\n')

    chat.page.route(MESSAGES, waits)
    chat.text.fill(said)
    chat.text.press("Enter")
    expect(chat.page.locator("#typing")).to_be_visible()
    erase(chat)
    expect(chat.notice).to_have_text(chat.words()["erased"])
    chat.page.unroute_all()
    before = len(polls)
    chat.page.wait_for_timeout(2500)  # ms; more than two polls
    assert len(polls) == before and not server.files_with(said)
    assert said not in kept(chat)
    expect(chat.own).to_have_count(0)
    # The page goes on.
    chat.ask("bonjour")


def test_an_erasure_that_fails_says_so_and_loses_nothing(open_tab, server):
    said, chat = word(), open_tab()
    server.agent.takes = 1.5
    chat.page.route(ERASE, lambda route: route.fulfill(status=503, body="busy"))
    chat.text.fill(said)
    chat.text.press("Enter")
    expect(chat.page.locator("#typing")).to_be_visible()
    erase(chat)
    expect(chat.notice).to_have_text(chat.words()["not-done"])
    expect(chat.replies).to_have_count(1)
    chat.page.wait_for_timeout(1500)  # ms; a second showing would come within a poll
    expect(chat.replies).to_have_count(1)
    assert len([row for row in server.rows() if '"user"' in row[2]]) == 1
    chat.page.unroute_all()
    server.agent.takes = 0.0
    erase(chat)
    expect(chat.notice).to_have_text(chat.words()["erased"])
    assert not server.files_with(said)


def test_other_tabs_of_the_same_visitor_are_emptied(open_tab, server):
    said, draft = word(), word()
    one = open_tab()
    one.ask(f"I read about {said}")
    other = open_tab()
    expect(other.own).to_have_count(1)
    other.text.fill(draft)
    erase(one)
    expect(other.own).to_have_count(0)
    expect(other.text).to_have_value("")
    assert said not in kept(other) and draft not in kept(other)
    assert other.ask("bonjour")
    assert not server.files_with(said)
