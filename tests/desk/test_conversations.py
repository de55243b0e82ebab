"""The pages on conversations and on who waits, without Rasa: its table is filled by hand."""

import datetime
import json
import re
import time
from typing import Any, Dict

import pytest
from sqlalchemy import insert

from assistant.conversations.events_table import EVENTS
from assistant.database import open_engine
from assistant.databases.schemas import CONVERSATIONS
from assistant.desk.conversations import stores
from assistant.desk.conversations.noted import noted
from assistant.desk.roles import Role
from assistant.handover.callbacks import Gone
from assistant.handover.client import NotDone
from assistant.handover.marks import Mark
from tests.desk.audit import audit

NAME = "web-abcdefghijklmnop0123456789"
DAY = datetime.timedelta(days=1)
REASON = {"reason": "une plainte du 3 mars"}


pytestmark = pytest.mark.usefixtures("own_conversations")


def keep(name: str, *events: Dict[str, Any]) -> None:
    engine = open_engine(str(stores.Settings().conversations_url), CONVERSATIONS)
    with engine.begin() as connection:
        for number, event in enumerate(events):
            intent = (event.get("parse_data") or {}).get("intent", {}).get("name")
            row = {
                "sender_id": name,
                "type_name": event["event"],
                "timestamp": time.time() + number,
                "intent_name": intent,
                "data": json.dumps({"timestamp": time.time() + number, **event}),
            }
            connection.execute(insert(EVENTS), row)
    engine.dispose()


def asked(text: str, intent: str = "membership") -> Dict[str, Any]:
    parse_data = {"intent": {"name": intent, "confidence": 0.9}}
    return {"event": "user", "text": text, "parse_data": parse_data, "metadata": {}}


def replied(text: str, **metadata: Any) -> Dict[str, Any]:
    return {"event": "bot", "text": text, "data": {}, "metadata": metadata}


def a_conversation() -> None:
    keep(
        NAME,
        asked("quand <script>alert(1)</script> l'OIM est née ?"),
        {"event": "action", "name": "action_answer"},
        replied("En 1951."),
    )


# --- reading ----------------------------------------------------------------------------------


def test_the_list_tells_of_conversations_and_no_word_of_them(signed_in):
    a_conversation()
    keep("telegram-4711", asked("au secours", "distress"), asked("quoi", "nlu_fallback"))
    page = signed_in(Role.EDITOR).get("/conversations/").content.decode()
    assert "1951" not in page and "secours" not in page
    assert page.index("/read/telegram-4711/") < page.index(f"/read/{NAME}/")
    assert page.count('class="tag danger"') == 1
    only = signed_in(Role.EDITOR, "sami").get("/conversations/?channel=web").content.decode()
    assert "telegram-4711" not in only and NAME in only


def test_the_list_goes_on_over_pages(signed_in):
    for number in range(35):
        keep(f"web-visitor-number-{number:04}", asked("bonjour"))
    client = signed_in(Role.EDITOR)
    first = client.get("/conversations/").content.decode()
    following = re.search(r'rel="next" href="(\?before=\d+)"', first)
    second = client.get(f"/conversations/{following[1]}").content.decode()
    shown = re.findall(r"/read/(web-visitor-number-\d+)/", first + second)
    assert shown == [f"web-visitor-number-{number:04}" for number in reversed(range(35))]
    assert 'rel="next"' not in second


def test_a_conversation_is_read_for_a_reason_that_is_noted(signed_in):
    a_conversation()
    client = signed_in(Role.EDITOR)
    before = client.get(f"/conversations/read/{NAME}/").content.decode()
    assert "1951" not in before and 'name="reason"' in before
    assert client.post(f"/conversations/read/{NAME}/reason/", {"reason": "  x "}).status_code == 422
    assert client.get(f"/conversations/read/{NAME}/test/").status_code == 302
    assert audit() == []
    response = client.post(f"/conversations/read/{NAME}/reason/", REASON, follow=True)
    page = response.content.decode()
    assert "En 1951." in page and "&lt;script&gt;" in page and "<script>alert" not in page
    # The audit is never changed: what stands for the conversation tells nobody whose it was.
    assert audit() == [("Conversation read", f"{noted(NAME)}: une plainte du 3 mars")]
    assert noted(NAME) in page and NAME not in audit()[0][1]


def test_a_reason_holds_for_one_conversation_one_person_and_a_while(signed_in, monkeypatch):
    a_conversation()
    keep("web-another-visitor-0000", asked("un secret"))
    client = signed_in(Role.EDITOR)
    client.post(f"/conversations/read/{NAME}/reason/", REASON)
    assert "1951" in client.get(f"/conversations/read/{NAME}/").content.decode()
    other = client.get("/conversations/read/web-another-visitor-0000/").content.decode()
    assert "un secret" not in other
    somebody = signed_in(Role.PUBLISHER).get(f"/conversations/read/{NAME}/").content.decode()
    assert "1951" not in somebody
    later = time.time() + 16 * 60
    monkeypatch.setattr("assistant.desk.conversations.conversations.time.time", lambda: later)
    assert "1951" not in client.get(f"/conversations/read/{NAME}/").content.decode()


def test_a_conversation_is_marked_and_found_by_its_mark(signed_in, people):
    a_conversation()
    client = signed_in(Role.EDITOR)
    address = f"/conversations/read/{NAME}/mark/"
    client.post(address, {"mark": "good"})
    assert people.marks.of([NAME]) == {}, "nobody marks what they have not read"
    client.post(f"/conversations/read/{NAME}/reason/", REASON)
    client.post(address, {"mark": "no such mark"})
    assert people.marks.of([NAME]) == {}
    client.post(address, {"mark": "good"})
    assert people.marks.of([NAME]) == {NAME: Mark.GOOD}
    assert NAME in client.get("/conversations/?mark=good").content.decode()
    assert NAME not in client.get("/conversations/?mark=wrong").content.decode()
    client.post(address, {"mark": ""})
    assert people.marks.of([NAME]) == {}


def test_a_conversation_becomes_a_test(signed_in):
    a_conversation()
    client = signed_in(Role.EDITOR)
    client.post(f"/conversations/read/{NAME}/reason/", REASON)
    response = client.get(f"/conversations/read/{NAME}/test/")
    text = response.content.decode()
    assert "attachment" in response["Content-Disposition"]
    assert "- intent: membership" in text and "- action: action_answer" in text
    assert NAME not in text + response["Content-Disposition"]


def test_what_is_not_there_is_not_found(signed_in):
    client = signed_in(Role.EDITOR)
    for part in ("", "test/"):
        assert client.get(f"/conversations/read/{NAME}/{part}").status_code == 404
    for part in ("reason/", "mark/"):
        assert client.post(f"/conversations/read/{NAME}/{part}", REASON).status_code == 404


# --- a conversation taken ----------------------------------------------------------------------


class Server:
    """Rasa's server, as far as the desk meets it."""

    def __init__(self, people) -> None:
        self.people, self.acts, self.fails = people, [], None

    def take(self, name: str, staff: str) -> None:
        self._act("take", staff)
        self.people.takeovers.take(name, staff)

    def say(self, name: str, staff: str, text: str) -> None:
        self._act("say", text)
        keep(name, replied(text, handover={"by": "staff"}))

    def give_back(self, name: str, staff: str) -> None:
        self._act("return", staff)
        self.people.takeovers.drop(name)

    def _act(self, *act: str) -> None:
        if self.fails:
            raise self.fails
        self.acts.append(act)


@pytest.fixture
def server(people, monkeypatch):
    server = Server(people)
    monkeypatch.setattr("assistant.desk.conversations.live.server", lambda: server)
    return server


def test_a_conversation_is_taken_talked_in_and_given_back(signed_in, people, server):
    a_conversation()
    people.takeovers.ask(NAME, "fr")
    client = signed_in(Role.EDITOR, "amel")
    assert f"/live/{NAME}/take/" in client.get("/conversations/waiting/now/").content.decode()
    page = client.post(f"/conversations/live/{NAME}/take/", follow=True).content.decode()
    assert "En 1951." in page and f"/live/{NAME}/lines/?after=2" in page
    lines = f"/conversations/live/{NAME}/lines/?after=2"
    assert client.get(lines).status_code == 204
    client.post(f"/conversations/live/{NAME}/say/", {"text": " Bonjour <b>vous</b> "})
    more = client.get(lines).content.decode()
    assert "Bonjour &lt;b&gt;vous&lt;/b&gt;" in more and "1951" not in more
    assert f"/live/{NAME}/lines/?after=3" in more and 'hx-swap-oob="true"' in more
    client.post(f"/conversations/live/{NAME}/say/", {"text": "   "})
    client.post(f"/conversations/live/{NAME}/return/")
    assert server.acts == [("take", "amel"), ("say", "Bonjour <b>vous</b>"), ("return", "amel")]
    assert client.get(lines).status_code == 286, "the page asks no more"
    assert audit() == [
        ("Conversation taken", noted(NAME)),
        ("Conversation given back", noted(NAME)),
    ]


def test_only_who_has_taken_it_reads_along(signed_in, people, server):
    a_conversation()
    people.takeovers.ask(NAME, "fr")
    for client in (signed_in(Role.EDITOR, "sami"), signed_in(Role.ADMINISTRATOR)):
        for when in ("it waits", "amel has it"):
            if when == "amel has it" and people.takeovers.of(NAME).staff is None:
                people.takeovers.take(NAME, "amel")
            page = client.get(f"/conversations/live/{NAME}/", follow=True).content.decode()
            assert "1951" not in page
            lines = client.get(f"/conversations/live/{NAME}/lines/").content.decode()
            assert "1951" not in lines


@pytest.mark.parametrize("trouble", [Gone(NAME), NotDone("503")])
@pytest.mark.parametrize("act", ["take", "say", "return"])
def test_what_cannot_be_done_is_said_and_noted_nowhere(signed_in, people, server, act, trouble):
    server.fails = trouble
    client = signed_in(Role.EDITOR)
    address = f"/conversations/live/{NAME}/{act}/"
    response = client.post(address, {"text": "bonjour"}, follow=True)
    assert 'class="error"' in response.content.decode() and audit() == []
