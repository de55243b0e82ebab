"""Conversations on the page, in the three languages."""

import json

import pytest
from playwright.sync_api import expect

from assistant.facts.languages import LANGUAGES
from assistant.feedback.store import FeedbackStore
from tests.browser.conftest import PHONE
from tests.servers import database
from tests.web_visitor import ORIGIN

MEMBERS = "iom.member_states"
HELPLINE = "help.helpline_tunis"
DISTRESS = {
    "fr": "au secours mon bateau coule on est 40",
    "en": "help our boat is sinking we are 40",
    "ar": "النجدة القارب يغرق ونحن أربعون",
}


def shown_text(reply) -> str:
    """A bubble's words, as they stand in the answer."""
    return "\n".join(reply.locator(".bubble p, .bubble li").all_inner_texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_with_card_tiles_source_and_danger(open_chat, assistant, records, language):
    chat = open_chat(language)
    dates = records["imrf.dates"]
    reply = chat.ask(dates.question[language])
    assert shown_text(reply) == assistant.facts.wording().answer(dates, language)
    expect(reply.locator(".timeline li")).to_have_count(len(dates.card.facts))
    expect(reply.locator("details p").first).to_be_hidden()
    reply.locator("summary").click()
    expect(reply.locator("details p").first).to_contain_text(dates.sources[0].document)
    chat.shoot(f"{language}-timeline")

    areas = records["iom_tunisia.programme_areas"]
    reply = chat.ask(areas.question[language])
    expect(reply.locator(".tiles button")).to_have_count(4)
    chat.shoot(f"{language}-tiles")
    reply.locator(".tiles button").first.click()
    expect(chat.replies).to_have_count(3)
    first = records[areas.value.facts[0]]
    assert assistant.facts.wording().answer(first, language) in shown_text(chat.replies.last)

    reply = chat.ask(DISTRESS[language])
    numbers = records["danger.sea"].value.facts
    hrefs = [link.get_attribute("href") for link in reply.locator("a.call").all()]
    assert hrefs == [f"tel:{records[fact].value.number.replace(' ', '')}" for fact in numbers]
    expect(reply.locator(".thumbs")).to_have_count(0)
    chat.shoot(f"{language}-danger")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_views(open_chat, records, language, scheme):
    chat = open_chat(language, viewport=PHONE, color_scheme=scheme, has_touch=True, is_mobile=True)
    chat.shoot(f"{language}-phone-{scheme}-welcome")
    chat.page.locator("#suggestions button").last.tap()
    expect(chat.replies).to_have_count(1)
    chat.shoot(f"{language}-phone-{scheme}-tiles")
    chat.ask(records["imrf.dates"].question[language])
    chat.shoot(f"{language}-phone-{scheme}-timeline")
    chat.ask(DISTRESS[language])
    chat.shoot(f"{language}-phone-{scheme}-danger")


def test_a_suggestion_and_a_person_are_one_tap_away(open_chat, assistant, records):
    chat = open_chat("fr")
    chat.page.locator("#suggestions button").first.click()
    expect(chat.replies).to_have_count(1)
    chat.page.locator("#person").click()
    expect(chat.replies).to_have_count(2)
    number = records["help.helpline_tunis"].value.number
    expect(chat.replies.last.locator(f"a[href='tel:{number.replace(' ', '')}']")).to_be_visible()


def test_a_reload_and_another_tab_show_the_conversation(open_chat, records):
    chat = open_chat("en")
    chat.ask(records[MEMBERS].question["en"])
    before = chat.page.locator("#log").inner_text()
    chat.page.reload()
    expect(chat.replies).to_have_count(1)
    assert chat.page.locator("#log").inner_text() == before


def test_the_language_may_be_switched_and_the_conversation_stays(open_chat, records):
    chat = open_chat("fr")
    chat.ask(records[MEMBERS].question["fr"])
    before = chat.page.locator(".bubble").all_inner_texts()
    chat.page.get_by_role("button", name="العربية").click()
    expect(chat.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(chat.page.locator("#send")).to_have_attribute("aria-label", "إرسال")
    assert chat.page.locator(".bubble").all_inner_texts() == before
    chat.page.reload()
    expect(chat.page.locator("html")).to_have_attribute("lang", "ar")
    expect(chat.replies).to_have_count(1)


@pytest.mark.parametrize("locale, language", [("ar-TN", "ar"), ("en-GB", "en"), ("de", "fr")])
def test_the_browser_chooses_where_nothing_else_does(new_context, locale, language):
    page = new_context(locale=locale).new_page()
    page.goto(f"{ORIGIN}/chat")
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_two_visitors_are_kept_apart(open_chat, records):
    one, other = open_chat("fr"), open_chat("fr")
    one.ask(records[MEMBERS].question["fr"])
    other.ask("bonjour")
    for chat, own in ((one, records[MEMBERS].question["fr"]), (other, "bonjour")):
        chat.page.reload()
        expect(chat.own).to_have_count(1)
        expect(chat.own.locator(".bubble")).to_have_text(own)


def test_feedback_reaches_the_staff(open_chat, assistant, records):
    chat = open_chat("fr")
    reply = chat.ask(records["iom.presence"].question["fr"])
    reply.locator(".thumbs button").last.click()
    reply.locator(".comment textarea").fill("il manque l'adresse")
    reply.locator(".comment button").click()
    expect(reply.locator(".comment")).to_have_count(0)
    expect(reply.get_by_text(chat.words()["thanks"])).to_be_visible()
    rows = FeedbackStore(database(assistant.folder, "feedback")).all("iom.presence")
    assert [(row.helpful, row.comment) for row in rows] == [(False, "il manque l'adresse")]


def test_a_new_conversation_is_empty_and_erasing_asks_first(open_chat, records):
    chat = open_chat("fr")
    chat.ask(records[MEMBERS].question["fr"])
    chat.page.locator("#options").click()
    chat.page.locator("#new").click()
    expect(chat.own).to_have_count(0)
    chat.ask("bonjour")
    for answer, left in (("cancel", 1), ("erase", 0)):
        chat.page.locator("#options").click()
        chat.page.locator("#erase").click()
        chat.page.locator(f"dialog button[value={answer}]").click()
        expect(chat.own).to_have_count(left)
    expect(chat.notice).to_have_text(chat.words()["erased"])
    chat.page.reload()
    expect(chat.own).to_have_count(0)


def test_nothing_is_ever_read_as_html(open_chat, records):
    chat = open_chat("fr")
    text = "<img src=x onerror=alert(1)> <b>gras</b> javascript:alert(1)"
    number = records[HELPLINE].value.number
    answer = f"{text} voir https://tunisia.iom.int/fr, ou {number}."
    line = '{"text": %s, "buttons": [{"title": "<i>x</i>", "payload": "y"}]}\n{"done": true}\n'
    body = line % json.dumps(answer)
    chat.page.route("**/messages", lambda route: route.fulfill(body=body))
    reply = chat.ask(text)
    assert shown_text(reply) == answer
    expect(chat.own.locator(".bubble")).to_have_text(text)
    expect(reply.locator("img, b, i")).to_have_count(0)
    links = [link.get_attribute("href") for link in reply.locator("a").all()]
    assert links == ["https://tunisia.iom.int/fr", f"tel:{number.replace(' ', '')}"]
    expect(reply.locator(".choices button")).to_have_text("<i>x</i>")
