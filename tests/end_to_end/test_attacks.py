"""The real dialogue repeats what it said last, to nobody but who was told it.

(The crafted requests, thousands of them, are in tests/attacks.)
"""

from pathlib import Path
from typing import Any, Dict, Iterator, List

import httpx
import pytest

from assistant.environment import HOST
from tests.end_to_end.channels import ChannelServer
from tests.remembering_agent import REPEAT
from tests.servers import database
from tests.updates import messenger_text, number, telegram_text
from tests.web_visitor import WebVisitor

SECRET = "zanzibar"


class WithApi(ChannelServer):
    """Rasa's HTTP API is served too, which lets whoever calls name any conversation."""

    options = ["--enable-api"]


@pytest.fixture(scope="module")
def server(assistant, tmp_path_factory) -> Iterator[WithApi]:
    folder = tmp_path_factory.mktemp("attacks")
    names = ("conversations", "feedback")
    urls = {f"{name.upper()}_URL": database(folder, name) for name in names}
    running = WithApi(
        folder,
        FACTS_URL=database(assistant.folder, "facts"),
        WEB_KEY_FILE=str(folder / "web.key"),
        WEB_PROXIES="1",
        **urls,
    )
    running.start()
    yield running
    running.close()


class People:
    """One on each channel, each told something."""

    def __init__(self, server: WithApi, question: str) -> None:
        self.server = server
        self.telegram, self.messenger = number(), str(number())
        self.web = WebVisitor(origin=f"http://{HOST}:{server.port}")
        self.web.open()
        self.names = {
            f"telegram-{self.telegram}": str(self.telegram),
            f"messenger-{self.messenger}": self.messenger,
            self.web.client.cookies["oim_visitor"].split(".")[0]: "",
        }
        for text in (f"j'aime le mot {SECRET}", question):
            self.on_telegram(text)
            self.on_messenger(text)
            self.web.ask(text)

    def on_telegram(self, text: str) -> str:
        stand_in, before = self.server.telegram, len(self.server.telegram.texts(self.telegram))
        self.server.to_telegram(telegram_text(text, self.telegram))
        return stand_in.wait_for(lambda: stand_in.texts(self.telegram)[before:])[0]

    def on_messenger(self, text: str) -> str:
        stand_in, before = self.server.messenger, len(self.server.messenger.texts(self.messenger))
        self.server.to_messenger(messenger_text(text, self.messenger))
        return stand_in.wait_for(lambda: stand_in.texts(self.messenger)[before:])[0]

    def repeated(self) -> List[str]:
        """What each is told again."""
        on_the_web = self.web.ask(REPEAT)[0]["text"]
        return [self.on_telegram(REPEAT), self.on_messenger(REPEAT), on_the_web]


@pytest.fixture(scope="module")
def people(server, records) -> People:
    return People(server, records["imrf.place"].question["fr"])


@pytest.fixture(scope="module")
def told(assistant, records) -> str:
    return assistant.facts.wording().answer(records["imrf.place"], "fr")


def over_rest(server: WithApi, sender: Any, **fields: Any) -> str:
    document: Dict[str, Any] = {"sender": sender, "message": REPEAT, **fields}
    url = f"http://{HOST}:{server.port}/webhooks/rest/webhook"
    return httpx.post(url, json=document, timeout=30).text


def test_over_rest_nobodys_last_answer_is_repeated(server, people, told):
    assert all(told in text for text in people.repeated())
    for name, bare in people.names.items():
        channel = name.partition("-")[0]
        for sender in (name, bare, f"rest-{name}", [name], f"{name} "):
            answer = over_rest(server, sender, input_channel=channel)
            assert told not in answer and SECRET not in answer, sender
    assert all(told in text for text in people.repeated())


def test_rasas_http_api_opens_no_visitors_conversation(server, people, told):
    url = f"http://{HOST}:{server.port}/conversations"
    for name in people.names:
        for method, path, body in (
            ("GET", "tracker?include_events=ALL", None),
            ("GET", "story?all_sessions=true", None),
            ("POST", "messages", {"text": REPEAT, "sender": "user"}),
            ("POST", "tracker/events", {"event": "restart"}),
            ("PUT", "tracker/events", []),
            ("POST", "execute", {"name": "action_listen"}),
        ):
            answer = httpx.request(method, f"{url}/{name}/{path}", json=body, timeout=30)
            assert told not in answer.text and SECRET not in answer.text, (method, path)
    assert all(told in text for text in people.repeated())
    assert people.web.said()[0] == f"j'aime le mot {SECRET}"


def test_what_is_erased_is_in_no_file(server, people):
    def holding(folder: Path) -> List[str]:
        return [p.name for p in folder.glob("*.db*") if SECRET.encode() in p.read_bytes()]

    assert holding(server.folder)
    turn = people.web.open()["turns"][-1]
    rating = {"reply": f"{turn['id']}.0", "helpful": True, "comment": f"de {SECRET}"}
    assert people.web.post("feedback", rating).status_code == 200
    people.on_telegram("/stop")
    people.on_messenger("/stop")
    assert people.web.post("erase", {}).status_code == 200
    server.telegram.wait_for(lambda: not holding(server.folder))
