"""The web channel over HTTP."""

import json
import re
import uuid

import httpx
import pytest

from assistant.facts.languages import LANGUAGES
from assistant.feedback.store import FeedbackStore
from tests.servers import ALLOWED_SITE_PORT, database
from tests.web_visitor import ORIGIN, PAGE, WebVisitor

MEMBERS = "iom.member_states"
PAGE_BUDGET = 25 * 1024  # bytes, compressed


@pytest.fixture
def visitor(assistant) -> WebVisitor:
    visitor = WebVisitor()
    visitor.open()
    return visitor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_gets_its_fact_with_source(visitor, assistant, records, language):
    [reply] = visitor.ask(records[MEMBERS].question[language], language=language)
    assert reply["text"] == assistant.facts.wording().answer(records[MEMBERS], language)
    [fact] = reply["facts"]
    assert fact["id"] == MEMBERS
    assert records[MEMBERS].sources[0].document in fact["sources"][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_little_and_only_from_here(assistant, language):
    with httpx.Client(base_url=ORIGIN) as client:
        page = client.get(f"{PAGE}?lang={language}")
        names = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
        links = [name for name in names if not name.startswith("data:")]
        assert len(links) == 3 and not any("//" in name for name in links)
        local = [name for name in links if name.endswith((".css", ".js"))]
        [privacy] = set(links) - set(local)
        assert client.get(privacy).status_code == 200
        loaded = [page, client.get(f"{PAGE}embed.js")]
        loaded += [client.get(f"{PAGE}{name}") for name in local]
    assert all(response.status_code == 200 for response in loaded)
    sizes = [int(response.headers["content-length"]) for response in loaded]
    assert sum(sizes) <= PAGE_BUDGET, sizes
    for response in loaded[2:]:
        assert "immutable" in response.headers["cache-control"]
    assert page.headers["cache-control"] == "no-store"


def test_the_page_may_be_framed_by_the_sites_of_the_setting_only(assistant):
    policy = httpx.get(f"{ORIGIN}{PAGE}").headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["frame-ancestors"] == f"'self' http://localhost:{ALLOWED_SITE_PORT}"
    assert rules["default-src"] == "'none'" and "unsafe" not in policy


def test_the_short_address_leads_to_the_page(assistant):
    response = httpx.get(f"{ORIGIN}/chat?lang=ar", follow_redirects=True)
    assert response.url.path == PAGE and 'dir="rtl"' in response.text


def test_cookies_are_for_our_own_site_or_for_a_frame_in_anothers(assistant):
    own = httpx.get(f"{ORIGIN}{PAGE}").headers.get_list("set-cookie")
    assert "SameSite=Lax" in own[0] and "HttpOnly" in own[0] and "Secure" not in own[0]
    frame = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"}
    embedded = httpx.get(f"{ORIGIN}{PAGE}", headers=frame).headers.get_list("set-cookie")
    for attribute in ("SameSite=None", "Secure", "Partitioned", "HttpOnly"):
        assert attribute in embedded[0]
    behind_tls = httpx.get(f"{ORIGIN}{PAGE}", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in behind_tls.headers.get_list("set-cookie")[0]


def test_a_reload_shows_the_conversation_with_its_cards(visitor, records):
    [reply] = visitor.ask(records["imrf.dates"].question["fr"])
    assert reply["facts"][0]["card"]["type"] == "timeline"
    [turn] = visitor.open()["turns"]
    assert turn["text"] == records["imrf.dates"].question["fr"]
    assert turn["replies"] == [reply]


def test_a_message_sent_again_is_answered_once(visitor):
    name = uuid.uuid4().hex
    first = visitor.ask("bonjour", id=name)
    assert visitor.ask("bonjour", id=name, again=True) == first
    polled = visitor.send("bonjour", id=name, again=True, poll=True).text.splitlines()
    assert [json.loads(line) for line in polled] == [*first, {"done": True}]
    assert visitor.said() == ["bonjour"]


def test_a_new_conversation_forgets_the_dialogue(visitor, records):
    visitor.ask(records["imrf.dates"].question["fr"])
    assert visitor.post("new", {}).status_code == 200
    assert visitor.said() == []
    [reply] = visitor.ask("et où ?")
    assert not reply.get("facts")


def test_erased_is_gone_for_good(visitor, assistant, records):
    visitor.ask(records[MEMBERS].question["fr"])
    visitor.ask("une phrase très reconnaissable zanzibar")
    [turn, _] = visitor.open()["turns"]
    assert (
        visitor.post("feedback", {"reply": f"{turn['id']}.0", "helpful": True}).status_code == 200
    )
    before = dict(visitor.client.cookies)
    assert visitor.post("erase", {}).status_code == 200
    assert dict(visitor.client.cookies) != before
    assert visitor.said() == []
    visitor.client.cookies.update(before)
    assert visitor.said() == []
    for path in assistant.folder.glob("conversations.db*"):
        assert b"zanzibar" not in path.read_bytes(), path
    rows = FeedbackStore(database(assistant.folder, "feedback")).all(MEMBERS)
    assert rows[0].conversation is None and turn["id"] not in rows[0].reply


def test_feedback_is_kept_per_fact_and_may_be_changed(visitor, assistant, records):
    visitor.ask(records["imrf.place"].question["en"], language="en")
    reply = f"{visitor.open()['turns'][0]['id']}.0"
    for helpful, comment in ((True, None), (False, "où exactement ?")):
        document = {"reply": reply, "helpful": helpful, "comment": comment, "language": "en"}
        assert visitor.post("feedback", document).status_code == 200
    rows = FeedbackStore(database(assistant.folder, "feedback")).all("imrf.place")
    assert [(row.helpful, row.comment, row.language) for row in rows] == [
        (False, "où exactement ?", "en")
    ]


@pytest.mark.parametrize("reply", ["x.0", "no-such-message.0", "../../etc.1", None, 7])
def test_feedback_on_what_is_not_there_is_refused(visitor, reply):
    assert visitor.post("feedback", {"reply": reply, "helpful": True}).status_code in (400, 404)


def test_without_cookies_the_token_keeps_the_conversation(assistant):
    visitor = WebVisitor()
    token = visitor.open()["token"]
    visitor.client.cookies.clear()
    first = {"id": uuid.uuid4().hex, "text": "bonjour", "language": "fr"}
    assert visitor.post("messages", first, **{"X-Visitor": token}).status_code == 200
    assert not visitor.client.cookies
    turns = visitor.open(**{"X-Visitor": token})["turns"]
    assert [turn["text"] for turn in turns] == ["bonjour"]


@pytest.mark.parametrize(
    "fields, status, reason",
    [
        ({"text": "x" * 1001}, 413, "too_long"),
        ({"text": "   "}, 400, "empty"),
        ({"text": "\u0000"}, 400, "empty"),
        ({"text": None}, 400, "forbidden"),
        ({"text": ["a"]}, 400, "forbidden"),
        ({"id": "short"}, 400, "forbidden"),
        ({"id": {"a": 1}}, 400, "forbidden"),
    ],
)
def test_bad_messages_are_refused_with_a_reason(visitor, fields, status, reason):
    response = visitor.send(**{"text": "bonjour", **fields})
    assert (response.status_code, response.json()) == (status, {"error": reason})
    assert visitor.said() == []


@pytest.mark.parametrize(
    "text",
    ["/restart", '/ask{"fact": "iom.founded"}', "/SetSlots(language=en)", "//help", "é" * 1000],
)
def test_whatever_is_typed_is_plain_text(visitor, text):
    [reply] = visitor.ask(text)
    assert reply["text"]
    assert len(visitor.open()["turns"]) == 1


def test_the_pages_language_decides_for_a_word_that_does_not_tell(assistant):
    texts = {}
    for language in LANGUAGES:
        visitor = WebVisitor()
        visitor.open()
        texts[language] = visitor.ask("OK", language=language)[0]["text"]
    assert len(set(texts.values())) == len(LANGUAGES), texts


def test_a_retried_message_waits_for_its_turn_and_order_is_kept(visitor):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(visitor.ask, ["bonjour", "hello", "merci", "au revoir"]))
    assert all(reply for reply in replies)
    assert sorted(visitor.said()) == sorted(["bonjour", "hello", "merci", "au revoir"])
