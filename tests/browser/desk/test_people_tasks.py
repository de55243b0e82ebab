"""A visitor gets a person of the office, in two browsers on the real servers."""

import datetime
import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import insert

from assistant.conversations.events_table import EVENTS
from assistant.database import now, open_engine
from assistant.databases.schemas import CONVERSATIONS
from assistant.facts.languages import LANGUAGES
from assistant.handover.contact import Contact
from assistant.handover.people import People
from assistant.handover.words import Words
from assistant.settings import HandoverSettings, Settings
from tests.browser.desk.conftest import shoot
from tests.browser.desk.test_pages import violations
from tests.browser.test_accessibility import RULES, WIDER
from tests.browser.test_conversation import DISTRESS
from tests.servers import database

MEMBERS = "iom.member_states"
WISH = {
    "fr": "je veux parler à une personne",
    "en": "I want to talk to a person",
    "ar": "أريد التحدث مع شخص",
}
NUMBER = "20 123 456"
WEEK = datetime.timedelta(days=7)
WAITS, TAKEN = "web-waits-for-a-person-000", "web-is-with-a-person-00000"
SAID = [
    {"event": "user", "text": "أريد التحدث مع شخص", "parse_data": {"intent": {"name": "human_contact"}}},
    {"event": "bot", "text": "• تونس: 80 10 15 66", "data": {"buttons": [{"title": "أريد مراسلة شخص"}]}},
    {"event": "bot", "text": "Bonjour.", "metadata": {"handover": {"by": "staff"}}},
    {"event": "bot", "text": "x" * 300, "metadata": {"handover": {"by": "notice"}}},
]  # fmt: skip


@pytest.fixture(scope="module")
def words():
    return Words(Settings().phrases_dir)


@pytest.fixture
def people(assistant):
    people = People(HandoverSettings(handover_url=database(assistant.folder, "handover")))
    yield people
    people.close()


def choose(chat, title: str) -> None:
    """Press a button below the last reply that has it, and wait for the reply."""
    before = chat.replies.count()
    chat.page.locator(".choices button", has_text=title).last.click()
    expect(chat.replies).to_have_count(before + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_is_taken_over_and_given_back(
    open_chat, at_whole, words, records, assistant, language
):
    chat = open_chat(language)
    header = chat.page.locator("#automatic")
    chat.ask(WISH[language])
    choose(chat, words.say(language, "live-title"))
    expect(header).to_have_text(chat.words()["waiting-person"])
    chat.shoot(f"{language}-person-waiting")

    desk = at_whole.open("sami", "/conversations/waiting/")
    shoot(desk, f"task-person-waiting-{language}")
    desk.locator("form[action*='/take/'] button").click()
    expect(desk.locator("#lines .by-visitor").last).to_contain_text(
        words.say(language, "live-wish")
    )
    expect(chat.replies.last).to_contain_text(words.say(language, "live-taken"))
    expect(header).to_have_text(chat.words()["with-person"])

    desk.fill("[name=text]", "Bonjour, je m'occupe de vous.")
    desk.click("form[action*='/say/'] button")
    said = chat.page.locator(".turn.by-person")
    expect(said.locator(".bubble")).to_have_text("Bonjour, je m'occupe de vous.")
    expect(said.locator(".speaker")).to_have_text(chat.words()["person"])

    # To the person, and to nobody else: no reply of the assistant's follows.
    replies = chat.replies.count()
    chat.text.fill(records[MEMBERS].question[language])
    chat.text.press("Enter")
    expect(desk.locator("#lines .by-visitor").last).to_contain_text(
        records[MEMBERS].question[language]
    )
    expect(chat.page.locator("#typing")).to_be_hidden()
    expect(chat.replies).to_have_count(replies)
    assert not Axe().run(chat.page, options=RULES).response["violations"]

    # Danger is never silenced, and the person sees what was answered.
    help_reply = chat.ask(DISTRESS[language])
    expect(help_reply.locator("a.call").first).to_be_visible()
    number = help_reply.locator("a.call bdi").first.inner_text()
    expect(desk.locator("#lines .by-assistant").last).to_contain_text(number)
    shoot(desk, f"task-person-live-{language}")

    # A reload shows the same, once.
    before = chat.page.locator(".bubble").all_inner_texts()
    chat.page.reload()
    expect(chat.page.locator(".bubble")).to_have_count(len(before))
    expect(header).to_have_text(chat.words()["with-person"])

    desk.click("form[action*='/return/'] button")
    expect(desk.locator(".messages .success")).to_be_visible()
    expect(chat.replies.last).to_contain_text(words.say(language, "live-returned"))
    expect(header).to_have_text(chat.words()["automatic"])
    reply = chat.ask(records[MEMBERS].question[language])
    expect(reply).to_contain_text(str(assistant.facts.get(MEMBERS).record.value.count))


def test_a_visitor_who_goes_back_ends_the_page_of_the_person(open_chat, at_whole, words):
    chat = open_chat("fr")
    chat.ask(WISH["fr"])
    choose(chat, words.say("fr", "live-title"))
    desk = at_whole.open("sami", "/conversations/waiting/")
    desk.locator("form[action*='/take/'] button").click()
    expect(desk.locator("#lines")).to_be_visible()
    expect(chat.replies.last).to_contain_text(words.say("fr", "live-taken"))
    choose(chat, words.say("fr", "leave-title"))
    expect(chat.page.locator("#automatic")).to_have_text(chat.words()["automatic"])
    expect(desk.locator("#lines .notice.danger")).to_be_visible()
    desk.fill("[name=text]", "Attendez !")
    desk.click("form[action*='/say/'] button")
    expect(desk.locator(".messages .error")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_to_be_contacted_reaches_the_staff(open_chat, at_whole, words, people, language):
    chat = open_chat(language)
    chat.ask(WISH[language])
    choose(chat, words.say(language, "callback-title"))
    chat.ask("mon dossier de retour")
    choose(chat, words.say(language, "accept-title"))
    done = chat.ask(NUMBER)
    assert NUMBER not in done.inner_text()
    chat.shoot(f"{language}-callback")
    desk = at_whole.open("sami", "/conversations/waiting/")
    desk.locator("td", has_text="mon dossier de retour").locator("xpath=..//a").first.click()
    expect(desk.locator("a[href^='tel:']")).to_have_text(f"+216 {NUMBER}")
    shoot(desk, f"task-callback-{language}")
    desk.click("button[name=take]")
    expect(desk.locator("button[name=give-up]")).to_be_visible()
    desk.click("form[action$='/done/'] button")
    expect(desk.locator(".messages .success")).to_be_visible()
    assert people.callbacks.waiting() == []


# --- the pages, with something on each ---------------------------------------------------------


@pytest.fixture(scope="module")
def somebody_waits(desk):
    """Who wants a person, who is to be contacted, and a conversation to read."""
    settings = HandoverSettings(handover_url=database(desk.folder, "handover"))
    people, moment = People(settings), now()
    for number, (kind, address) in enumerate((("phone", "+216 20 123 456"), ("email", "a@b.tn"))):
        due = moment + datetime.timedelta(days=number - 1)
        contact = Contact(kind, address)
        people.callbacks.add(f"telegram-{number}", "ar", "ملف العودة", contact, due, moment + WEEK)
    people.callbacks.finish(people.callbacks.waiting()[-1].id, "sami")
    people.takeovers.ask(WAITS, "fr")
    people.takeovers.ask(TAKEN, "ar")
    people.takeovers.take(TAKEN, "nadia")
    people.close()
    engine = open_engine(database(desk.folder, "conversations"), CONVERSATIONS)
    with engine.begin() as connection:
        for who in (TAKEN, WAITS):
            for line in SAID:
                row = {"sender_id": who, "type_name": line["event"], "timestamp": time.time()}
                document = {**line, "timestamp": time.time()}
                connection.execute(insert(EVENTS), {**row, "data": json.dumps(document)})
    engine.dispose()
    return ["", "?mark=good", "waiting/", "callbacks/1/", f"live/{TAKEN}/", f"read/{WAITS}/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_full_pages_and_nothing_is_cut(
    at_desk, desk, somebody_waits, language, scheme
):
    page = at_desk.open(
        "nadia", "/", language, color_scheme=scheme, viewport={"width": 360, "height": 740}
    )
    found = {}
    for path in somebody_waits:
        page.goto(f"{desk.address}/conversations/{path}")
        if path.startswith("read") and page.locator("[name=reason]").count():
            found[f"{path} (why)"] = violations(page)
            page.fill("[name=reason]", "une vérification")
            page.click("main form button")
            expect(page.locator("#lines")).to_be_visible()
        found[path] = violations(page) + [wider for wider in [page.evaluate(WIDER)] if wider > 0]
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
