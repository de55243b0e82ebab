"""Poor connections, refused cookies, a server that is down: nothing is lost or doubled."""

import pytest
from playwright.sync_api import Route, expect

from assistant.facts.languages import LANGUAGES
from tests.browser.conftest import ChatPage
from tests.web_visitor import ORIGIN, PAGE

MESSAGES = "**/webhooks/web/messages"


def transcript(chat) -> list:
    """What the server keeps, as a reload shows it."""
    chat.page.unroute_all()
    chat.page.reload()
    return chat.own.locator(".bubble").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_written_offline_waits_and_is_sent_once(open_chat, language):
    chat = open_chat(language)
    chat.page.context.set_offline(True)
    chat.text.fill("bonjour")
    chat.text.press("Enter")
    expect(chat.own.locator(".state")).to_have_text(chat.words()["waits"])
    expect(chat.notice).to_have_text(chat.words()["offline"])
    chat.page.context.set_offline(False)
    expect(chat.replies).to_have_count(1)
    expect(chat.own.locator(".state")).to_have_count(0)
    assert transcript(chat) == ["bonjour"]
    expect(chat.replies).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_that_is_down_is_told_and_the_message_can_be_sent_again(
    open_chat, records, language
):
    chat = open_chat(language)
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=502, body="bad gateway"))
    chat.text.fill("bonjour")
    chat.text.press("Enter")
    expect(chat.own.locator(".state")).to_contain_text(chat.words()["failed"])
    expect(chat.notice).to_contain_text(chat.words()["down"])
    number = records["help.helpline_tunis"].value.number.replace(" ", "")
    expect(chat.notice.locator(f"a[href='tel:{number}']")).to_be_visible()
    chat.page.unroute_all()
    chat.own.locator(".state button").click()
    expect(chat.replies).to_have_count(1)
    expect(chat.notice).to_be_hidden()
    assert transcript(chat) == ["bonjour"]


def test_a_reply_lost_on_its_way_is_fetched_and_shown_once(open_chat):
    chat = open_chat("fr")
    lost = []

    def lose(route: Route) -> None:
        response = route.fetch()
        if not lost:
            lost.append(response.text())
            route.abort()
        else:
            route.fulfill(response=response)

    chat.page.route(MESSAGES, lose)
    chat.ask("bonjour")
    chat.page.wait_for_timeout(1500)  # ms; a second showing would come within a poll
    expect(chat.replies).to_have_count(1)
    assert lost and transcript(chat) == ["bonjour"]


def test_a_stream_cut_in_its_middle_is_polled_to_its_end(open_chat):
    chat = open_chat("fr")
    asked = []

    def cut(route: Route) -> None:
        asked.append(route.request.post_data_json)
        first, last = '{"text": "un"}\n', '{"text": "deux"}\n{"done": true}\n'
        bodies = [first, first + '{"waiting": true}\n', first + last]
        route.fulfill(body=bodies[len(asked) - 1])

    chat.page.route(MESSAGES, cut)
    chat.text.fill("bonjour")
    chat.text.press("Enter")
    expect(chat.replies).to_have_count(2)
    expect(chat.page.locator("#typing")).to_be_hidden()
    assert chat.replies.locator(".bubble").all_inner_texts() == ["un", "deux"]
    assert len({request["id"] for request in asked}) == 1
    assert [request["poll"] for request in asked] == [False, True, True]


def test_what_was_typed_or_unsent_outlives_a_reload(open_chat):
    chat = open_chat("fr")
    chat.page.route(MESSAGES, lambda route: route.abort())
    chat.text.fill("bonjour")
    chat.text.press("Enter")
    chat.text.fill("un brouillon")
    chat.page.unroute_all()
    chat.page.reload()
    expect(chat.text).to_have_value("un brouillon")
    expect(chat.replies).to_have_count(1)
    assert transcript(chat) == ["bonjour"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_long_and_too_many_are_told_kindly(open_chat, language):
    chat = open_chat(language)
    chat.text.fill("x" * 1001)
    chat.text.press("Enter")
    expect(chat.page.locator("#length")).to_have_text(chat.words()["error-too_long"])
    expect(chat.text).to_have_value("x" * 1001)
    expect(chat.own).to_have_count(0)
    for _ in range(8):
        chat.text.fill("bonjour")
        chat.text.press("Enter")
    expect(chat.notice).to_have_text(chat.words()["error-too_many"])
    expect(chat.own.last.locator(".state")).to_contain_text(chat.words()["failed"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_cookies_the_chat_works_and_says_so(open_chat, new_context, records, language):
    page = new_context().new_page()

    def without_cookies(route: Route) -> None:
        response = route.fetch()
        headers = {k: v for k, v in response.headers.items() if k != "set-cookie"}
        route.fulfill(response=response, headers=headers)
        page.context.clear_cookies()

    page.route("**/webhooks/web/?lang=*", without_cookies)
    page.goto(f"{ORIGIN}{PAGE}?lang={language}")
    chat = ChatPage(page)
    expect(chat.notice).to_have_text(chat.words()["cookies-off"])
    chat.ask(records["imrf.dates"].question[language])
    # The follow-up finds the forum: both messages were of one conversation.
    follow_up = {"fr": "et où ?", "en": "and where?", "ar": "وأين؟"}[language]
    place = records["imrf.place"].value.place[language]
    expect(chat.ask(follow_up).locator(".bubble")).to_contain_text(place)
    assert page.context.cookies() == []
