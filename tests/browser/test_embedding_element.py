"""The element that embeds the chat: its languages, its attributes, its life in the document."""

import pytest
from playwright.sync_api import Page, expect

from assistant.facts.phrases import Phrases
from assistant.settings import Settings
from tests.browser.host_pages import ADDRESS, ALLOWED, HOSTILE, INLINE, SCRIPT, ask, launch, plain
from tests.web_visitor import ORIGIN, PAGE

WORDS = Phrases(Settings().phrases_dir / "web")
TAGS = {"EN": "en", "en-GB": "en", "ar_TN": "ar", "fr-TN": "fr", "AR-Latn": "ar"}
# Where a tag may stand that an element reads.
PLACES = (
    '<oim-chat lang="{}"></oim-chat>',
    '<oim-chat data-lang="{}"></oim-chat>',
    '<section lang="{}"><oim-chat></oim-chat></section>',
)


def expect_launchers(page: Page, *codes: str) -> None:
    """The launchers speak these languages."""
    expect(page.locator("oim-chat .launch")).to_have_count(len(codes))
    for launcher, code in zip(page.locator("oim-chat .launch").all(), codes):
        expect(launcher).to_have_attribute("aria-label", WORDS.say(code, "open"))


@pytest.mark.parametrize("place", PLACES)
def test_an_elements_language_is_known_by_its_first_subtag_in_any_case(host, place):
    elements = "".join(place.format(tag) for tag in TAGS)
    page = host(ALLOWED, plain(elements + SCRIPT.format(""), "de"), locale="de")
    expect_launchers(page, *TAGS.values())
    page.locator("oim-chat .launch").last.click()
    expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "ar")


@pytest.mark.parametrize("tag", ["EN", "ar_TN"])
def test_so_is_the_scripts_and_the_pages_own(host, tag):
    expect_launchers(host(ALLOWED, plain(SCRIPT.format(tag), "fr"), locale="de"), TAGS[tag])
    expect_launchers(host(ALLOWED, plain(SCRIPT.format(""), tag), locale="de"), TAGS[tag])


def test_so_is_the_one_that_the_chats_address_names(new_context):
    page = new_context(locale="de").new_page()
    for tag, code in TAGS.items():
        page.goto(f"{ORIGIN}{PAGE}?lang={tag}")
        expect(page.locator("[aria-pressed=true]")).to_have_attribute("data-language", code)


@pytest.mark.parametrize("locale, code", [("en-US", "en"), ("de", "fr")])
def test_a_page_in_a_language_not_spoken_leaves_the_choice_to_the_browser(host, locale, code):
    page = host(ALLOWED, plain(SCRIPT.format(""), "it"), locale=locale)
    expect_launchers(page, code)
    expect(launch(page).locator("html")).to_have_attribute("lang", code)


@pytest.mark.parametrize("attribute", ["lang", "data-lang"])
def test_the_language_follows_its_attribute(host, attribute):
    body = f'<oim-chat {attribute}="fr"></oim-chat>{SCRIPT.format("")}'
    page = host(ALLOWED, plain(body))
    element = page.locator("oim-chat")
    launch(page)
    # The chat stands open: it changes where it is.
    element.evaluate(f"node => node.setAttribute('{attribute}', 'ar')")
    frame = page.frame_locator("oim-chat iframe")
    expect(frame.locator("html")).to_have_attribute("lang", "ar")
    expect(frame.locator("#text")).to_be_focused()
    frame.locator("#close").click()
    expect(page.locator("oim-chat .launch")).to_be_focused()
    # Closed, it changes its launcher, and takes no focus.
    element.evaluate("() => document.activeElement.blur()")
    element.evaluate(f"node => node.setAttribute('{attribute}', 'EN')")
    expect(page.locator("body")).to_be_focused()
    expect_launchers(page, "en")


def test_a_chat_becomes_part_of_the_page_and_a_launcher_again(host):
    page = host(ALLOWED, plain(SCRIPT.format("fr")))
    element, launcher = page.locator("oim-chat"), page.locator("oim-chat .launch")
    expect(launcher).to_be_visible()
    element.evaluate("node => node.toggleAttribute('inline')")
    expect(page.frame_locator("oim-chat iframe").locator("#close")).to_be_hidden()
    expect(launcher).to_have_count(0)
    element.evaluate("node => node.toggleAttribute('inline')")
    expect(page.locator("oim-chat iframe")).to_have_count(0)
    expect(launcher).to_be_visible()


def listeners(page: Page) -> int:
    """How many listeners for messages the host page's window has."""
    session = page.context.new_cdp_session(page)
    window = session.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
    found = session.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
    session.detach()
    return len([listener for listener in found if listener["type"] == "message"])


def test_an_element_that_leaves_the_page_listens_no_more_and_works_when_it_is_back(host):
    page = host(ALLOWED, plain(SCRIPT.format("fr")))
    launch(page)
    assert listeners(page) == 1
    page.evaluate("window.kept = document.querySelector('oim-chat'); kept.remove()")
    assert listeners(page) == 0
    for _ in range(3):
        page.evaluate("document.querySelector('main').append(kept)")
    assert listeners(page) == 1
    frame = launch(page)
    ask(frame, "bonjour")
    frame.locator("#close").click()
    expect(page.locator("oim-chat .launch")).to_be_focused()
    page.evaluate("kept.remove()")
    assert listeners(page) == 0


def test_an_element_that_leaves_before_its_chat_came_is_as_new_when_it_is_back(host):
    page = host(ALLOWED, plain(SCRIPT.format("fr")))
    page.route("**/webhooks/web/?*", lambda route: None)
    page.locator("oim-chat .launch").click()
    page.evaluate("window.kept = document.querySelector('oim-chat'); kept.remove()")
    page.unroute_all(behavior="ignoreErrors")
    page.evaluate("document.body.append(kept)")
    expect(page.locator("oim-chat .panel")).to_have_count(0)
    launch(page)


@pytest.mark.parametrize("body", [f"{INLINE}{SCRIPT}{SCRIPT}", f"{SCRIPT}{SCRIPT}{INLINE}"])
def test_a_script_loaded_twice_embeds_once(host, body):
    # Not async: the first of them runs before what stands below it is there.
    page = host(ALLOWED, plain(body.format("en", "en").replace(" async", "")))
    expect(page.frame_locator("oim-chat iframe").locator("#text")).to_be_visible()
    expect(page.locator("oim-chat")).to_have_count(1)


def test_two_chats_on_a_page_do_not_close_each_other(host):
    page = host(
        ALLOWED, plain(f"{INLINE}<oim-chat lang=ar id=second></oim-chat>{SCRIPT.format('en')}")
    )
    within = page.locator("oim-chat[inline]").frame_locator("iframe")
    expect(within.locator("html")).to_have_attribute("lang", "en")
    page.locator("#second .launch").click()
    above = page.locator("#second").frame_locator("iframe")
    expect(above.locator("#text")).to_be_focused()
    expect(above.locator("html")).to_have_attribute("lang", "ar")
    above.locator("#close").click()
    expect(page.locator("#second .launch")).to_be_focused()
    expect(page.locator("#second .panel")).to_be_hidden()
    ask(within, "bonjour")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_stands_within_the_element_shows_only_without_scripts(host, scripts):
    link = f'<oim-chat inline><a href="{ORIGIN}/chat">Chat</a></oim-chat>'
    page = host(ALLOWED, plain(f"{link}{SCRIPT.format('en')}"), java_script_enabled=scripts)
    expect(page.get_by_role("link", name="Chat")).to_have_count(0 if scripts else 1)
    expect(page.locator("oim-chat iframe")).to_have_count(1 if scripts else 0)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_launcher_stands_at_the_end_of_its_own_lines(host, language):
    # The hostile page runs everything from the right.
    page = host(ALLOWED, HOSTILE.format(language, SCRIPT.format(language)))
    box = page.locator("oim-chat .launch").bounding_box()
    assert (box["x"] < 100) == (language == "ar")


def test_the_script_asks_for_nothing_of_the_window(host):
    page = host(ALLOWED, plain(""))
    names = "() => Object.getOwnPropertyNames(window)"
    before = page.evaluate(names)
    page.add_script_tag(url=ADDRESS)
    expect(page.locator("oim-chat .launch")).to_be_visible()
    assert page.evaluate(names) == before
