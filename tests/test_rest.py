"""REST, with an agent that tells whose conversation it was asked in."""

import json
from typing import Any, Iterator, List

import httpx
import pytest
from rasa.core.channels.channel import InputChannel, UserMessage

from assistant.rest import LONGEST_SENDER, DevelopmentRest
from tests.channel_server import ChannelServer

PATH = "/webhooks/rest/webhook"


class Telling:
    """An agent that tells the conversation's name."""

    def __init__(self) -> None:
        self.told: List[UserMessage] = []

    async def handle_message(self, message: UserMessage) -> None:
        """Tell it."""
        self.told.append(message)
        await message.output_channel.send_text_message(message.sender_id, message.sender_id)


class Rest(ChannelServer):
    """REST, open."""

    def inputs(self) -> List[InputChannel]:
        """The channel."""
        return [DevelopmentRest(is_open=True)]

    def post(self, document: Any, path: str = PATH, **headers: str) -> httpx.Response:
        """Send a request; in ASCII, since lone surrogates can only be sent as escapes."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.client.post(path, content=body, headers=headers)


@pytest.fixture(scope="module")
def rest() -> Iterator[Rest]:
    server = Rest(Telling())
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize(
    "sender", ["me", "telegram-5", "messenger-5", "web-a", "-9:5", "rest-x", "é", "أمينة", "../x"]
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}?stream=true", f"{PATH}?token=x&sender=telegram-5"])
def test_every_sender_has_a_conversation_of_rests_own(rest, sender, path):
    response = rest.post({"sender": sender, "message": "hi", "input_channel": "telegram"}, path)
    assert response.status_code == 200
    assert json.loads(response.text.strip("[]\n"))["text"] == f"rest-{sender}"
    assert rest.agent.told[-1].input_channel == "rest"


def test_a_number_is_a_sender_too(rest):
    assert rest.post({"sender": 5, "message": "hi"}).json()[0]["text"] == "rest-5"


@pytest.mark.parametrize("document", [{"message": "hi"}, {"sender": None, "message": "hi"}])
def test_without_a_sender_each_message_has_a_conversation_of_its_own(rest, document):
    names = {rest.post(document).json()[0]["text"] for _ in range(3)}
    assert len(names) == 3 and all(name.startswith("rest-") for name in names)


@pytest.mark.parametrize(
    "sender",
    ["", "a\n", "a\u0000", "\u202etelegram", "\ud83d", "a\u200b", "x" * (LONGEST_SENDER + 1),
     True, 1.5, [], ["telegram-5"], {"a": "telegram-5"}],
)  # fmt: skip
def test_what_cannot_name_a_sender_is_refused(rest, sender):
    before = len(rest.agent.told)
    assert rest.post({"sender": sender, "message": "hi"}).status_code == 400
    assert len(rest.agent.told) == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"null", b'{"sender": "a", "message": ["hi"]}', b"\xff"]
)
def test_what_is_no_message_is_refused(rest, body):
    assert rest.post(body).status_code == 400


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_came_through_a_proxy_is_not_served(rest, header):
    """The settings say nothing of a proxy, yet there is one: it serves the public."""
    response = rest.post({"sender": "me", "message": "hi"}, **{header: "9.9.9.9"})
    assert response.status_code == 403


def test_metadata_are_an_object_or_nothing(rest):
    for given, taken in (({"language": "en"}, {"language": "en"}), (["x"], None), ("x", None)):
        rest.post({"sender": "me", "message": "hi", "metadata": given})
        assert rest.agent.told[-1].metadata == taken


def test_closed_it_has_no_route():
    class Closed(Rest):
        def inputs(self) -> List[InputChannel]:
            return [DevelopmentRest(is_open=False)]

    server = Closed(Telling())
    server.start()
    try:
        assert server.post({"sender": "me", "message": "hi"}).status_code == 404
        assert server.client.get("/webhooks/rest/").status_code == 404
    finally:
        server.stop()
