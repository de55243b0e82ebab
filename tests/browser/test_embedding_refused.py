"""The embedded chat where it cannot open: it never stands in the way, and leads to its page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, ChatPage
from tests.browser.host_pages import ALLOWED, INLINE, REFUSED, SCRIPT, plain
from tests.browser.test_accessibility import violations
from tests.web_visitor import ORIGIN

SMALL_PHONE = {"width": 360, "height": 640}
CHAT = re.compile(r"/webhooks/web/\?")
PATIENCE = 10_000  # ms; longer than the launcher waits for the chat
FOCUSED = "() => document.activeElement.shadowRoot?.activeElement.className"


def press_launcher(page: Page) -> Locator:
    """Open the panel; it is returned."""
    page.locator("oim-chat .launch").click()
    panel = page.locator("oim-chat .panel")
    expect(panel).to_be_visible()
    return panel


def share_covered(page: Page, panel: Locator) -> float:
    """How much of the window the panel hides."""
    box, window = panel.bounding_box(), page.viewport_size
    assert box["x"] >= 0 and box["x"] + box["width"] <= window["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= window["height"]
    return box["width"] * box["height"] / (window["width"] * window["height"])


@pytest.mark.parametrize(
    "language, viewport, scheme",
    [
        ("fr", SMALL_PHONE, "light"),
        ("en", SMALL_PHONE, "dark"),
        ("ar", SMALL_PHONE, "light"),
        ("ar", DESKTOP, "dark"),
    ],
)
def test_a_site_not_allowed_gets_a_small_panel_with_a_link(host, language, viewport, scheme):
    html = plain(SCRIPT.format(language), language)
    page = host(REFUSED, html, viewport=viewport, color_scheme=scheme)
    panel = press_launcher(page)
    link = panel.locator("a")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"{ORIGIN}/webhooks/web/?lang={language}"
    assert share_covered(page, panel) < 1 / 3
    assert not [frame for frame in page.frames if frame.url.startswith(ORIGIN)]
    assert violations(ChatPage(page)) == []
    ChatPage(page).shoot(f"{language}-refused-{viewport['width']}-{scheme}")


def test_the_panel_of_a_site_not_allowed_is_closed_by_button_and_by_escape(host):
    page = host(REFUSED, plain(SCRIPT.format("fr")), viewport=SMALL_PHONE)
    launcher = page.locator("oim-chat .launch")
    panel = press_launcher(page)
    expect(panel.locator("a")).to_be_visible()
    panel.get_by_role("button").click()
    expect(page.locator("oim-chat .panel")).to_have_count(0)
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.press("Enter")
    expect(panel.locator("a")).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("oim-chat .panel")).to_have_count(0)
    expect(launcher).to_be_focused()


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_a_chat_that_does_not_come_is_closed_before_anything_is_known(host, how):
    page = host(ALLOWED, plain(SCRIPT.format("fr")), viewport=SMALL_PHONE)
    page.clock.install()
    page.route(CHAT, lambda route: None)  # never answered
    panel = press_launcher(page)
    ChatPage(page).shoot("fr-embedded-phone-waiting")
    expect(panel.get_by_role("button")).to_be_focused()
    if how == "button":
        panel.get_by_role("button").click()
    else:
        page.keyboard.press("Escape")
    expect(page.locator("oim-chat .panel")).to_have_count(0)
    expect(page.locator("oim-chat .launch")).to_be_focused()
    # And nothing opens or takes the focus afterwards.
    page.locator("h1").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    page.clock.fast_forward(PATIENCE)
    expect(page.locator("oim-chat .panel")).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()


def test_a_chat_that_comes_late_shows_all_the_same(host):
    page = host(ALLOWED, plain(SCRIPT.format("fr")))
    page.clock.install()
    held = []
    page.route(CHAT, lambda route: held.append(route))
    panel = press_launcher(page)
    page.clock.fast_forward(PATIENCE)
    expect(panel.locator("a")).to_be_visible()
    held[0].continue_()
    expect(page.frame_locator("oim-chat iframe").locator("#text")).to_be_focused()
    expect(panel.locator("a")).to_have_count(0)


def test_a_chat_that_comes_does_not_take_the_focus_from_another_field(host):
    page = host(ALLOWED, plain(f'<input id="name">{SCRIPT.format("fr")}'))
    held = []
    page.route(CHAT, lambda route: held.append(route))
    press_launcher(page)
    page.locator("#name").focus()
    held[0].continue_()
    expect(page.frame_locator("oim-chat iframe").locator("#text")).to_be_visible()
    expect(page.locator("#name")).to_be_focused()


def test_a_chat_whose_script_is_lost_is_told_at_once(host):
    page = host(ALLOWED, plain(SCRIPT.format("fr")))
    page.route(re.compile(r"/chat\.\w+\.js$"), lambda route: route.abort())
    expect(press_launcher(page).locator("a")).to_be_visible(timeout=5_000)


def test_within_a_page_that_is_not_allowed_there_is_a_link_and_the_focus_stays(host):
    page = host(REFUSED, plain(f'<input id="name" autofocus>{INLINE}{SCRIPT.format("ar")}'))
    link = page.locator("oim-chat a")
    expect(link).to_be_visible()
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("oim-chat").get_by_role("button")).to_have_count(0)
    ChatPage(page).shoot("ar-refused-inline")
