"""The chat on another site's page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ChatPage
from tests.browser.host_pages import ALLOWED, HOSTILE, INLINE, SCRIPT, STRICT, ask, launch


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_hostile_page_and_the_chat_do_not_touch_each_other(host, records, language):
    page = host(ALLOWED, HOSTILE.format(language, SCRIPT.format(language)))
    frame = launch(page)
    question = records["iom.member_states"].question[language]
    ask(frame, question)
    expect(frame.locator(".turn.own .bubble")).to_have_text(question)
    style = "node => [getComputedStyle(node).color, getComputedStyle(node).fontSize]"
    assert frame.locator(".turn.own .bubble p").evaluate(style) == ["rgb(255, 255, 255)", "16px"]
    expect(page.locator("h1")).to_have_css("font-size", "40px")
    ChatPage(page).shoot(f"{language}-embedded")
    # The host page sees neither the frame's document nor a word of it.
    assert (
        page.evaluate(
            "document.querySelector('oim-chat').shadowRoot.querySelector('iframe').contentDocument"
        )
        is None
    )


def test_the_conversation_outlives_a_reload_of_the_host_page(host):
    page = host(ALLOWED, HOSTILE.format("fr", SCRIPT.format("fr")))
    ask(launch(page), "bonjour")
    [cookie] = [
        cookie for cookie in page.context.cookies() if cookie["name"].startswith("oim_visitor")
    ]
    assert (cookie["name"], cookie["sameSite"]) == ("oim_visitor_embedded", "None")
    assert cookie["httpOnly"] and cookie["secure"] and cookie["partitionKey"]
    page.reload()
    frame = launch(page)
    expect(frame.locator(".turn.own .bubble")).to_have_text("bonjour")
    expect(frame.locator("#notice")).to_be_hidden()


def test_the_launcher_opens_and_closes_by_keyboard_and_gives_the_focus_back(host):
    page = host(ALLOWED, STRICT)
    launcher = page.locator("oim-chat .launch")
    expect(launcher).to_have_attribute("aria-label", re.compile("OIM"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    frame = page.frame_locator("oim-chat iframe")
    expect(frame.locator("#text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(page.locator("oim-chat .panel")).to_be_hidden()
    launcher.press("Enter")
    expect(frame.locator("#text")).to_be_focused()
    frame.locator("#close").click()
    expect(launcher).to_be_focused()


def test_the_launcher_shows_without_waiting_for_the_chat(host):
    page = host(ALLOWED, STRICT)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.reload()
    expect(page.locator("oim-chat .launch")).to_be_visible()
    chat = [url for url in requests if "/webhooks/" in url]
    assert [url.rsplit("/", 1)[1] for url in chat] == ["embed.js"]
    launch(page)
    loaded = [url for url in requests if "/webhooks/" in url]
    assert len(loaded) <= 4, loaded


def test_a_chat_within_the_page(host):
    page = host(ALLOWED, f"<!doctype html><html lang=ar><body>{INLINE}{SCRIPT.format('')}</body>")
    frame = page.frame_locator("oim-chat iframe")
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    expect(frame.locator("#close")).to_be_hidden()
    expect(page.locator("oim-chat")).to_have_count(1)
    ask(frame, "bonjour")
