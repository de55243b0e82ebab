"""Every endpoint of the page's has a limit, and refuses politely."""

import re
import uuid
from pathlib import Path
from typing import Any, Callable, Dict, Iterator

import httpx
import pytest

from assistant.facts.phrases import Phrases
from assistant.limits.address import TIMES_WHERE_SHARED
from assistant.settings import Settings
from tests.all_channels import AllChannels, OnTheWeb, running
from tests.web_visitor import new_address

PER_MINUTE = 8  # a burst of 2
SOME = 12  # requests, enough for every limit below
LIMITS = {name: PER_MINUTE for name in Settings.__fields__ if "_per_minute" in name}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[AllChannels]:
    yield from running(tmp_path_factory.mktemp("limits"), **LIMITS, web_proxies=1)


def message(**fields: Any) -> Dict[str, Any]:
    return {"id": uuid.uuid4().hex, "text": "bonjour", "language": "fr", **fields}


def get(path: str) -> Callable[[OnTheWeb, str], httpx.Response]:
    return lambda visitor, address: visitor.client.get(path, headers={"X-Forwarded-For": address})


def post(path: str, make: Callable[[], Any]) -> Callable[[OnTheWeb, str], httpx.Response]:
    return lambda visitor, address: visitor.post(path, make(), **{"X-Forwarded-For": address})


ENDPOINTS = {
    "page": get("/webhooks/web/"),
    "short address": get("/chat"),
    "embed": get("/webhooks/web/embed.js"),
    "file": get("/webhooks/web/chat.0123456789ab.js"),
    "messages": post("messages", message),
    "polls": post("messages", lambda: message(poll=True, again=True)),
    "wrong messages": post("messages", lambda: message(text=None)),
    "feedback": post("feedback", lambda: {"reply": "0123456789.0", "helpful": True}),
    "wrong feedback": post("feedback", lambda: {}),
    "new": post("new", dict),
    "erase": post("erase", dict),
}


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_address_that_asks_too_much_is_told_when_to_ask_again(server, name):
    """Whoever it says to be: a new visitor each time."""
    visitor, ask, address = OnTheWeb(server), ENDPOINTS[name], new_address()
    answers = []
    for _ in range(SOME):
        visitor.client.cookies.clear()
        answers.append(ask(visitor, address))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) >= SOME - 4 and answers[0].status_code != 429
    for answer in refused:
        assert 1 <= int(answer.headers["retry-after"]) <= 60 / PER_MINUTE + 1
        assert answer.headers["cache-control"] == "no-store"
        if answer.request.method == "POST":
            assert answer.json() == {"error": "too_many"}
    # Others are not refused for it.
    visitor.client.cookies.clear()
    assert ask(visitor, new_address()).status_code != 429


@pytest.mark.parametrize("name", ["page", "messages", "polls", "feedback", "new"])
def test_a_visitor_who_asks_too_much_from_many_addresses_is_refused(server, name):
    visitor = OnTheWeb(server)
    answers = [ENDPOINTS[name](visitor, new_address()) for _ in range(SOME)]
    assert [answer.status_code for answer in answers].count(429) >= SOME - 4


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_who_may_not_load_the_page_reads_why_in_their_language(server, language):
    visitor = OnTheWeb(server)
    answers = [visitor.client.get(f"/webhooks/web/?lang={language}") for _ in range(SOME)]
    sentence = Phrases(Settings().phrases_dir / "web").say(language, "error-too_many")
    assert answers[-1].text == sentence
    assert answers[-1].headers["content-type"].startswith("text/plain")


def test_no_limit_uses_up_another(server):
    visitor, address = OnTheWeb(server), new_address()
    for _ in range(SOME):
        ENDPOINTS["feedback"](visitor, address)
        ENDPOINTS["embed"](visitor, address)
    assert ENDPOINTS["messages"](visitor, address).status_code == 200


@pytest.fixture(params=[0, 1], ids=["no proxy named", "one proxy named"])
def narrow(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[AllChannels]:
    """A server on which an address may send 3 messages at once."""
    limit = {"web_messages_per_minute_and_address": 12}
    yield from running(tmp_path, **limit, web_proxies=request.param)


def test_visitors_behind_a_proxy_do_not_share_one_addresss_limit(narrow):
    """What the header says is believed where the setting says so, and only there."""
    send = ENDPOINTS["messages"]
    visitor, statuses = OnTheWeb(narrow), []
    for _ in range(9):
        visitor.client.cookies.clear()  # another visitor
        statuses.append(send(visitor, new_address()).status_code)
    assert statuses == [200] * 9
    # Who names another address each time is let through no more for it.
    for _ in range(9 * TIMES_WHERE_SHARED):
        visitor.client.cookies.clear()
        statuses.append(send(visitor, f"{new_address()}, 7.7.7.7").status_code)
    assert 429 in statuses


def test_the_page_still_loads_what_it_needs(server):
    visitor = OnTheWeb(server)
    page = visitor.client.get("/webhooks/web/")
    names = re.findall(r'(?:src|href)="(chat[^"#]+)"', page.text)
    assert names and all(
        visitor.client.get(f"/webhooks/web/{name}").status_code == 200 for name in names
    )
