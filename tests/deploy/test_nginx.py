"""The proxy example, with a real nginx where there is one, in front of a real server."""

import json
import re
import time
from typing import Iterator, Tuple

import pytest

from assistant.settings import ChannelSettings
from assistant.web.request_checks import LARGEST_BODY
from tests.all_channels import AllChannels, OnTheWeb, running
from tests.deploy.proxy import EXAMPLE, MISSING, NGINX, Proxy

HANDED_ON = ["/chat", "/webhooks/web/", "/webhooks/telegram/webhook", "/webhooks/messenger/webhook"]


def test_it_hands_on_the_named_paths_only():
    written = EXAMPLE.read_text(encoding="utf-8")
    locations = re.findall(r"location (= )?(\S+) \{([^}]*)\}", written)
    assert {path for _, path, body in locations if "proxy_pass" in body} == set(HANDED_ON)
    # Whole paths, but for the page's folder.
    assert {path for whole, path, _ in locations if not whole} == {"/", "/webhooks/web/"}
    assert dict((path, body) for _, path, body in locations)["/"].split() == ["return", "404;"]
    assert "client_max_body_size 16k" in written and LARGEST_BODY == 16 * 1024
    assert "client_max_body_size 1m" in written
    assert ChannelSettings().channel_body_limit <= 1024 * 1024


@pytest.fixture(scope="module")
def behind(tmp_path_factory) -> Iterator[Tuple[AllChannels, Proxy]]:
    if NGINX is None:
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("behind")
    for server in running(folder, web_proxies=1, web_pages_per_minute_and_address=40):
        proxy = Proxy(tmp_path_factory.mktemp("nginx"), [server.client.base_url.port])
        assert "syntax is ok" in proxy.check() and "successful" in proxy.check(), proxy.check()
        proxy.start()
        try:
            yield server, proxy
        finally:
            proxy.stop()


def test_the_page_and_the_webhooks_are_reached(behind):
    _, proxy = behind
    status, _, headers = proxy.ask("GET", "/chat")
    assert status == 302 and headers["Location"] == "/webhooks/web/"
    status, text, headers = proxy.ask("GET", "/webhooks/web/")
    assert status == 200 and "Secure" in headers["Set-Cookie"]
    assert proxy.ask("POST", "/webhooks/telegram/webhook", b"{}")[0] == 403
    assert proxy.ask("POST", "/webhooks/messenger/webhook", b"{}")[0] == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/webhooks/rest/webhook", "/webhooks/web/../rest/webhook", "/webhooks//rest/webhook",
     "/webhooks/web/%2e%2e/rest/webhook", "/webhooks/web/..%2frest/webhook",
     "/webhooks/web/..%2f..%2fconversations/telegram-5/tracker", "/webhooks/telegram/../rest/webhook",
     "/webhooks/telegram/webhook/../../rest/webhook", "/webhooks/rest/", "/WEBHOOKS/rest/webhook",
     "/conversations/telegram-5/tracker", "/model", "/status", "/version", "/webhooks/telegram/",
     "/chat/../webhooks/rest/webhook", "/socket.io/", "/metrics", "/live", "/ready",
     "/webhooks/handover/take", "/webhooks/web/../handover/say", "/webhooks/watch/", "/webhooks/watch/metrics", "/webhooks/web/../../metrics"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_is(behind, method, path):
    _, proxy = behind
    body = json.dumps({"sender": "telegram-5", "message": "répète"}).encode()
    status, text, _ = proxy.ask(method, path, body)
    assert status in (400, 404) and "rest-" not in text and "Rasa" not in text


def test_limits_are_by_the_address_that_nginx_saw(behind):
    """A visitor who names another address each time is still one."""
    _, proxy = behind
    statuses = [
        proxy.ask("GET", "/webhooks/web/", **{"X-Forwarded-For": f"9.9.9.{number}"})[0]
        for number in range(30)
    ]
    assert 429 in statuses


def test_too_long_bodies_stop_at_the_proxy(behind):
    _, proxy = behind
    assert proxy.ask("POST", "/webhooks/web/messages", b"x" * 20_000)[0] == 413
    assert proxy.ask("POST", "/webhooks/messenger/webhook", b"x" * 1_100_000)[0] == 413


def test_long_headers_and_other_methods_stop_at_the_proxy(behind):
    _, proxy = behind
    assert proxy.ask("GET", "/webhooks/web/embed.js", **{"X-Long": "a" * 4000})[0] == 200
    assert proxy.ask("GET", "/webhooks/web/embed.js", **{"X-Long": "a" * 4200})[0] == 400
    many = {f"X-Long-{number}": "a" * 3000 for number in range(3)}
    assert proxy.ask("GET", "/webhooks/web/embed.js", **many)[0] == 400
    assert proxy.ask("GET", f"/webhooks/web/embed.js?{'a' * 4200}")[0] == 414
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        status, text, headers = proxy.ask(method, "/webhooks/web/messages")
        assert status == 405 and headers["Server"] == "nginx"


@pytest.mark.parametrize(
    "begun",
    [b"GET /chat HTTP/1.1\r\nHost: a\r\n",
     b"POST /webhooks/web/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx"],
)  # fmt: skip
def test_who_writes_slowly_holds_nothing_for_long(behind, begun):
    _, proxy = behind
    connection = proxy.open()
    connection.connect()
    connection.sock.sendall(begun)
    began = time.monotonic()
    said = connection.sock.recv(1000)
    assert time.monotonic() - began < 5
    assert said == b"" or b"408" in said
    connection.close()


def test_a_flood_stops_at_the_proxy_and_the_services_are_heard(behind):
    _, proxy = behind
    connection = proxy.open()
    statuses = []
    for _ in range(400):
        connection.request("GET", "/webhooks/web/none")
        answer = connection.getresponse()
        statuses.append((answer.status, "Retry-After" in answer.headers))
        answer.read()
    # The proxy's own refusal; the assistant's would say when to ask again.
    assert (429, False) in statuses
    for _ in range(60):
        status, _, headers = proxy.ask("POST", "/webhooks/telegram/webhook", b"{}")
        assert status == 403 or "Retry-After" in headers
    connection.close()


def test_nothing_is_written_of_who_was_refused(behind):
    _, proxy = behind
    proxy.ask("GET", "/webhooks/web/?secret-word", **{"X-Long": "a" * 4200})
    proxy.ask("POST", "/webhooks/web/messages?secret-word", b"x" * 20_000)
    assert proxy.ask("GET", "/not/here?secret-word")[0] == 404
    assert "secret-word" not in proxy.written()


def test_a_reply_comes_as_soon_as_it_is_made(behind):
    """The first line arrives while the second is still being made."""
    server, proxy = behind
    visitor = OnTheWeb(server)
    server.agent.second_after = 2.0
    connection = proxy.open()
    body = json.dumps({"id": "0123456789abcdef", "text": "bonjour", "language": "fr"})
    headers = {
        "Content-Type": "application/json",
        "Cookie": f"oim_visitor={visitor.cookie}",
        "Origin": f"https://127.0.0.1:{proxy.port}",
    }
    connection.request("POST", "/webhooks/web/messages", body, headers)
    answer = connection.getresponse()
    first, at = json.loads(answer.readline()), time.monotonic()
    rest = [json.loads(line) for line in answer.read().decode().splitlines()]
    connection.close()
    assert first["text"] == "« bonjour »" and rest == [{"text": "and more"}, {"done": True}]
    assert time.monotonic() - at > 1
