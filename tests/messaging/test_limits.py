"""Who is no service is refused, and at length not read; who writes is answered in measure."""

import socket

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.settings import Settings
from tests.updates import messenger_text, number, telegram_text

SOME = 12
FORGED = {"X-Hub-Signature-256": "sha256=" + "0" * 64}
WRONG = {"X-Telegram-Bot-Api-Secret-Token": "wrong"}


def from_address(address: str) -> dict:
    return {"X-Forwarded-For": address}


@pytest.fixture
def narrow(make_server, monkeypatch):
    monkeypatch.setenv("WEB_PROXIES", "1")
    return make_server(channel_strangers_per_minute=8)


ATTEMPTS = {
    "telegram": lambda server, more: server.to_telegram(telegram_text("a", 1), **WRONG, **more),
    "messenger": lambda server, more: server.to_messenger(
        messenger_text("a", "1"), **FORGED, **more
    ),
    "messenger, no signature": lambda server, more: server.client.post(
        "/webhooks/messenger/webhook", content=b"{}", headers=more
    ),
    "messenger's verification": lambda server, more: server.client.get(
        "/webhooks/messenger/webhook?hub.mode=subscribe&hub.verify_token=guess", headers=more
    ),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_stranger_who_asks_too_much_is_told_when_to_ask_again(narrow, name):
    stranger, attempt = from_address("9.9.9.9"), ATTEMPTS[name]
    answers = [attempt(narrow, stranger) for _ in range(SOME)]
    assert answers[0].status_code == 403
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) >= SOME - 4
    assert all(1 <= int(answer.headers["retry-after"]) <= 9 for answer in refused)
    assert attempt(narrow, from_address("8.8.8.8")).status_code == 403
    # The services are not refused for it.
    service = from_address("7.7.7.7")
    for _ in range(SOME):
        assert narrow.to_telegram(telegram_text("hi", number()), **service).status_code == 200
        request = messenger_text("hi", str(number()))
        assert narrow.to_messenger(request, **service).status_code == 200
    assert narrow.to_telegram(telegram_text("hi", number()), **stranger).status_code == 200


def test_behind_a_proxy_that_no_setting_names_the_service_is_always_read(make_server, monkeypatch):
    """Else whoever is refused through the same proxy would keep Messenger out."""
    monkeypatch.delenv("WEB_PROXIES", raising=False)
    server = make_server(channel_strangers_per_minute=8)
    for _ in range(SOME):
        ATTEMPTS["messenger"](server, from_address("9.9.9.9"))
    assert server.to_messenger(messenger_text("hi", str(number()))).status_code == 200


def test_who_was_refused_too_often_is_not_read(narrow):
    """The server answers before the body has come."""
    headers = {**FORGED, **from_address("9.9.9.9"), "Content-Length": "900000"}
    for _ in range(SOME):
        ATTEMPTS["messenger"](narrow, from_address("9.9.9.9"))
    head = "POST /webhooks/messenger/webhook HTTP/1.1\r\nHost: x\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", narrow.client.base_url.port), 5) as connection:
        connection.sendall(f"{head}\r\n".encode() + b"x" * 1000)
        assert b"429" in connection.recv(100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_writes_very_fast_is_told_so_and_may_always_stop(make_server, language):
    server = make_server(channel_messages_per_minute=8)
    person, other = number(), number()
    for _ in range(4):
        server.to_telegram(telegram_text("hi", person, language))
    server.to_telegram(telegram_text("hi", other, language))
    server.to_telegram(telegram_text("/stop", person, language))
    said = Phrases(Settings().phrases_dir / "channels")
    texts = server.telegram.wait_for(
        lambda: len(server.telegram.texts(person)) == 5 and server.telegram.texts(person)
    )
    assert texts[:2] == ["« hi »"] * 2
    assert texts[2:] == [
        said.say(language, "too-many"),
        said.say(language, "too-many"),
        said.say(language, "stopped"),
    ]
    assert server.telegram.wait_for(lambda: server.telegram.texts(other)) == ["« hi »"]
