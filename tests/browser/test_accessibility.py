"""WCAG 2.2 AA, and a layout checked by where things are."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assistant.facts.languages import LANGUAGES
from tests.browser.test_conversation import DISTRESS

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CHARACTER = """(node) => {
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), range = document.createRange();
  const text = walk.nextNode();
  range.setStart(text, 0); range.setEnd(text, 1);
  const box = range.getBoundingClientRect();
  return [box.left, box.right];
}"""
WIDER = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
CUT = """() => [...document.querySelectorAll('button, h1, h2, p, li, summary, label, .bubble')]
  .filter((node) => node.offsetParent && !node.matches('.unseen') && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display != 'inline')
  .map((node) => node.outerHTML.slice(0, 120))"""


def violations(chat) -> list:
    found = Axe().run(chat.page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"][:150] for node in rule["nodes"]]) for rule in found]


def hold_a_conversation(chat, records, language: str) -> None:
    for fact in ("imrf.dates", "iom_tunisia.programme_areas", "help.avrr"):
        chat.ask(records[fact].question[language])
    chat.ask(DISTRESS[language])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_chat, records, language, scheme):
    chat = open_chat(language, color_scheme=scheme)
    assert violations(chat) == []
    hold_a_conversation(chat, records, language)
    chat.replies.first.locator("summary").click()
    chat.replies.first.locator(".thumbs button").first.click()
    expect(chat.replies.first.locator(".comment")).to_be_visible()
    assert violations(chat) == []
    chat.page.route(
        "**/messages", lambda route: route.fulfill(status=429, json={"error": "too_many"})
    )
    chat.text.fill("x")
    chat.text.press("Enter")
    expect(chat.own.last.locator(".state")).to_be_visible()
    chat.page.locator("#options").click()
    chat.text.evaluate(
        "node => { node.value = 'x'.repeat(1001); node.dispatchEvent(new Event('input')); }"
    )
    assert violations(chat) == []
    chat.page.locator("#erase").click()
    assert violations(chat) == []


def test_axe_itself_would_find_something(open_chat):
    chat = open_chat("fr")
    chat.page.evaluate("document.getElementById('send').removeAttribute('aria-label')")
    assert [rule for rule, _ in violations(chat)] == ["button-name"]


def test_arabic_runs_from_the_right(open_chat, records):
    chat = open_chat("ar")
    chat.ask(records["imrf.dates"].question["ar"])
    chat.ask(DISTRESS["ar"])
    box = lambda selector: chat.page.locator(selector).last.bounding_box()  # noqa: E731
    main, header = box("#log"), box("h1")
    own, reply = box(".turn.own .bubble"), box(".turn.reply .bubble")
    assert own["x"] - main["x"] < 2
    assert main["x"] + main["width"] - reply["x"] - reply["width"] < 2
    assert header["x"] > box(".languages")["x"] > box("#options")["x"]
    assert box("#send")["x"] < box("#text")["x"]
    assert box("#person")["x"] > box(".below p")["x"]
    marker = box(".timeline li b")
    card = box(".timeline")
    assert card["x"] + card["width"] - marker["x"] - marker["width"] < 50
    # The first letter stands at the right end of its line, the number at the left of its row.
    left, right = chat.page.locator(".turn.reply .bubble p").first.evaluate(CHARACTER)
    bubble = chat.page.locator(".turn.reply .bubble").first.bounding_box()
    assert bubble["x"] + bubble["width"] - right < 30
    row = chat.replies.last.locator("li").first
    assert row.locator("a").bounding_box()["x"] < row.locator("span").bounding_box()["x"]


@pytest.mark.parametrize(
    "page_language, asked, starts_right", [("fr", "ar", True), ("ar", "fr", False)]
)
def test_each_bubble_runs_in_its_own_direction(
    open_chat, records, page_language, asked, starts_right
):
    chat = open_chat(page_language)
    chat.ask(records["iom.member_states"].question[asked])
    for bubble in (chat.own.locator(".bubble"), chat.replies.locator(".bubble")):
        left, right = bubble.locator("p").first.evaluate(CHARACTER)
        box = bubble.bounding_box()
        assert (box["x"] + box["width"] - right < 30) == starts_right
        assert (left - box["x"] < 30) == (not starts_right)


def test_a_number_keeps_the_order_of_its_groups_in_arabic(open_chat, records):
    chat = open_chat("ar")
    link = chat.ask(DISTRESS["ar"]).locator("a.call bdi").last
    number = records["help.helpline_sfax"].value.number
    assert link.inner_text() == number
    script = """(node) => [...node.firstChild.data].map((_, index) => {
      const range = document.createRange();
      range.setStart(node.firstChild, index); range.setEnd(node.firstChild, index + 1);
      return range.getBoundingClientRect().left; })"""
    places = link.evaluate(script)
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width, text_size", [(320, "100%"), (640, "200%"), (320, "150%")])
def test_nothing_is_cut_on_a_narrow_screen_or_in_large_type(
    open_chat, records, language, width, text_size
):
    chat = open_chat(language, viewport={"width": width, "height": 640})
    chat.page.evaluate("size => { document.documentElement.style.fontSize = size; }", text_size)
    hold_a_conversation(chat, records, language)
    assert chat.page.evaluate(WIDER) <= 0
    assert chat.page.evaluate(CUT) == []
    chat.shoot(f"{language}-{width}-{text_size.rstrip('%')}")


def test_every_control_is_reached_by_keyboard_in_order(open_chat, records):
    chat = open_chat("fr")
    chat.ask(records["iom_tunisia.programme_areas"].question["fr"])
    chat.page.locator("[data-language=fr]").focus()
    script = "(() => { const n = document.activeElement; return n.id || n.dataset.language || n.className || n.tagName; })()"
    reached = [chat.page.evaluate(script)]
    for _ in range(40):
        chat.page.keyboard.press("Tab")
        reached.append(chat.page.evaluate(script))
        if reached[-1] == "person":
            break
    assert reached[:5] == ["fr", "en", "ar", "options", "scroller"]
    assert reached[-3:] == ["text", "send", "person"]
    controls = chat.page.locator("main button:visible, main summary:visible").count()
    assert len(reached) == 5 + controls + 3


def test_menu_and_dialog_give_the_focus_back(open_chat):
    chat = open_chat("fr")
    chat.page.locator("#options").press("Enter")
    expect(chat.page.locator("#new")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#options")).to_be_focused()
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("dialog")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#options")).to_be_focused()


def test_less_motion_and_paper(open_chat, records):
    chat = open_chat("fr", reduced_motion="reduce")
    chat.page.evaluate("document.getElementById('typing').hidden = false")
    expect(chat.page.locator(".dots i").first).to_have_css("animation-name", "none")
    hold_a_conversation(chat, records, "fr")
    chat.page.emulate_media(media="print")
    expect(chat.page.locator("footer")).to_be_hidden()
    heights = chat.page.evaluate(
        "[document.querySelector('main').clientHeight, document.querySelector('main').scrollHeight]"
    )
    assert heights[0] == heights[1]


def test_the_composer_shows_where_it_is(open_chat):
    chat = open_chat("fr")
    chat.page.locator("#send").focus()
    chat.page.keyboard.press("Shift+Tab")
    assert chat.text.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    for control in chat.page.locator("button:visible").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 24, control.evaluate("node => node.outerHTML")
