"""What is erased is nowhere any more, on whatever channel."""

import asyncio
import time
from pathlib import Path
from typing import Any, Iterator

import pytest
from sqlalchemy.exc import OperationalError

from assistant.conversations.access import serving
from assistant.conversations.erasure import Erasure
from assistant.feedback.store import FeedbackStore
from assistant.handover.people import People
from assistant.messaging.database import UpdateRow
from assistant.settings import HandoverSettings, Settings
from tests import updates
from tests.all_channels import (
    AllChannels,
    OnMessenger,
    OnTelegram,
    OnTheWeb,
    Remembering,
    running,
    word,
)

pytestmark = pytest.mark.usefixtures("patient")
GROUP = -99


@pytest.fixture(params=[None, pytest.param("postgresql_url", marks=pytest.mark.production)])
def server(request, tmp_path: Path, monkeypatch) -> Iterator[AllChannels]:
    database = request.param and request.getfixturevalue(request.param)
    for name in ("feedback", "unanswered", "handover"):
        monkeypatch.setenv(f"{name}_URL".upper(), database or f"sqlite:///{tmp_path / name}.db")
    monkeypatch.setenv("LOG_KEY_FILE", str(tmp_path / "log.key"))
    yield from running(tmp_path, {"channel_attempts": 1}, database=database)


def gone(server: AllChannels, planted: str, seconds: float = 5) -> bool:
    """Whether a word is in no file, at the latest after so many seconds."""
    until = time.monotonic() + seconds
    while server.files_with(planted):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


WAYS = {
    "telegram": OnTelegram,
    "a group on telegram": lambda server: OnTelegram(server, GROUP),
    "messenger": OnMessenger,
    "the web": OnTheWeb,
    "the web, without cookies": lambda server: OnTheWeb(server, by_cookie=False),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_file_holds_what_was_erased_and_others_keep_theirs(server, way):
    planted, kept = word(), word()
    other = WAYS[way](server)
    other.say(f"it is {kept}")
    visitor = WAYS[way](server)
    for number in range(3):
        assert planted in visitor.say(f"{planted} {number} é")
    assert server.files_with(planted)
    visitor.erase()
    assert gone(server, planted), server.files_with(planted)
    names = {name for _, name, _ in server.rows()}
    assert visitor.name not in names and other.name in names
    assert kept in other.say("répète") and kept not in visitor.say("répète")


def test_a_comment_goes_with_the_conversation_and_the_opinion_stays_nobodys(server):
    planted, kept = word(), word()
    visitor, other = OnTheWeb(server), OnTheWeb(server)
    for who, text in ((visitor, planted), (other, kept)):
        who.say("bonjour")
        who.comment(f"it is {text}")
    assert server.files_with(planted)
    visitor.erase()
    assert gone(server, planted, 0)
    rows = FeedbackStore(Settings().feedback_url).all()
    assert [(row.conversation, row.comment, row.helpful) for row in rows] == [
        (other.name, f"it is {kept}", False),
        (None, None, False),
    ]


def test_a_comment_that_an_eraser_wrote_on_another_channel_goes_too(server):
    """None can be written there today: the erasure is the same for all, whatever comes."""
    planted, visitor = word(), OnTelegram(server)
    feedback = FeedbackStore(Settings().feedback_url)
    feedback.put(visitor.name, "m.0", ["iom.founded"], "fr", True, planted)
    visitor.erase()
    assert gone(server, planted)


def test_the_profile_in_the_update_that_ends_it_goes_too(server):
    planted, visitor = word(), OnTelegram(server)
    visitor.say("bonjour", first_name=planted)
    visitor.say(f"/stop {planted}", first_name=planted, username=planted)
    assert gone(server, planted), server.files_with(planted)


def test_who_blocks_the_bot_is_erased_without_a_word(server):
    planted, visitor = word(), OnTelegram(server)
    visitor.say(f"I am {planted}")
    heard = visitor.heard()
    blocked = updates.telegram(
        updates.read_all("telegram")["ignored"]["my_chat_member_blocked"], visitor.id
    )
    blocked["my_chat_member"]["from"]["first_name"] = planted
    assert server.to_telegram(blocked).status_code == 200
    assert gone(server, planted), server.files_with(planted)
    assert visitor.heard() == heard


@pytest.mark.parametrize("kind", [OnTelegram, OnMessenger])
def test_what_waits_in_the_inbox_is_given_up(server, tmp_path, kind):
    """Work on an update failed: the next start would take it up, after the erasure."""
    planted, kept = word(), word()
    visitor, other = kind(server), kind(server)
    channel = visitor.name.partition("-")[0]
    for who, text in ((visitor, planted), (other, kept)):
        who.say("bonjour")
        _leave(server, channel, who, text)
    visitor.erase()
    assert gone(server, planted), server.files_with(planted)
    assert server.files_with(kept)
    server.stop()
    server.start()
    stand_in = server.telegram if kind is OnTelegram else server.messenger
    stand_in.wait_for(lambda: kept in str(other.heard()))
    assert planted not in str(visitor.heard())


def _leave(server: AllChannels, channel: str, visitor: Any, text: str) -> None:
    """Leave an update, and replies to another, as a run that was killed leaves them."""
    from assistant.messaging.database import Database

    if channel == "telegram":
        update = updates.telegram_text(text, visitor.id)
        reply = {"chat_id": visitor.id, "text": text}
    else:
        update = updates.messenger_text(text, visitor.id)["entry"][0]["messaging"][0]
        reply = {"recipient": {"id": visitor.id}, "message": {"text": text}}
    database = Database(server.settings.channels_url)
    for key, replies in ((f"{updates.number()}", None), (f"{updates.number()}", [reply])):
        row = UpdateRow(
            id=f"{channel}:{key}", channel=channel, update=update, replies=replies, finished=0
        )
        asyncio.run(database.run(lambda session, row=row: session.add(row)))
    database.close()


def test_on_the_web_a_message_under_way_is_erased_with_the_rest(server):
    planted, visitor = word(), OnTheWeb(server)
    visitor.say("bonjour")
    server.agent.takes = 0.5
    name = "0123456789abcdef"
    with server.client.stream(
        "POST",
        "/webhooks/web/messages",
        json={"id": name, "text": planted, "language": "fr"},
        headers={"Origin": server.url, "Cookie": f"oim_visitor={visitor.cookie}"},
    ):
        visitor.erase()
    assert gone(server, planted, 0), server.files_with(planted)
    visitor.client.cookies.clear()
    visitor.client.cookies.set("oim_visitor", visitor.cookie)
    polled = visitor.send("bonjour", id=name, poll=True)
    assert planted not in polled.text


def test_feedback_under_way_does_not_outlive_the_erasure(server, monkeypatch):
    planted, visitor = word(), OnTheWeb(server)
    visitor.say("bonjour")
    put = FeedbackStore.put

    def slow(*arguments: Any) -> None:
        time.sleep(0.5)
        put(*arguments)

    monkeypatch.setattr(FeedbackStore, "put", slow)
    document = {"reply": f"{visitor.last_message()}.0", "helpful": True, "comment": planted}

    async def both() -> None:
        rating = asyncio.to_thread(visitor.post, "feedback", document)
        started = asyncio.ensure_future(rating)
        await asyncio.sleep(0.2)
        await asyncio.to_thread(visitor.erase)
        await started

    asyncio.run(both())
    assert gone(server, planted, 0)


# --- the erasure itself


class _Answers:
    """An agent that is answering somebody while the erasure comes."""

    def __init__(self, folder: Path) -> None:
        self.agent = Remembering(f"sqlite:///{folder / 'c.db'}")
        self.feedback = FeedbackStore(f"sqlite:///{folder / 'f.db'}")
        self.people = People(HandoverSettings())
        self.erasure = Erasure(lambda: self.agent, self.feedback, self.people)

    async def say(self, name: str, text: str) -> None:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        with serving(name):
            await self.agent.handle_message(UserMessage(text, CollectingOutputChannel(), name))

    async def kept(self, name: str) -> bool:
        with serving(name):
            return await self.agent.tracker_store.retrieve_full_tracker(name) is not None


def test_an_erasure_waits_for_the_conversations_lock(tmp_path):
    answers = _Answers(tmp_path)

    async def run() -> None:
        answers.agent.takes = 0.3
        answering = asyncio.ensure_future(answers.say("telegram-5", "hello"))
        await asyncio.sleep(0.1)
        await answers.erasure.erase("telegram-5")
        assert answering.done() and not await answers.kept("telegram-5")

    asyncio.run(run())


def test_what_can_be_erased_is_although_something_fails(tmp_path, monkeypatch):
    answers, done = _Answers(tmp_path), []

    def fails(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    async def also() -> None:
        done.append("also")

    async def run() -> None:
        await answers.say("web-a", "hello")
        with monkeypatch.context() as patched:
            patched.setattr(answers.feedback, "forget", fails)
            with pytest.raises(OperationalError):
                await answers.erasure.erase("web-a", also)
        assert done == ["also"] and not await answers.kept("web-a")
        await answers.erasure.erase("web-a", also)

    asyncio.run(run())


def test_what_could_not_be_stored_and_is_kept_in_memory_is_erased(tmp_path, monkeypatch):
    answers = _Answers(tmp_path)

    async def fails(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    async def run() -> None:
        with monkeypatch.context() as patched:
            patched.setattr(answers.agent.inner, "save", fails)
            await answers.say("web-a", "hello")
        memory = answers.agent.tracker_store._fallback_tracker_store
        assert list(memory.store) == ["web-a"]
        await answers.erasure.erase("web-a")
        assert not memory.store

    asyncio.run(run())


def test_an_erasure_that_a_reader_keeps_in_the_log_says_so_and_may_be_asked_again(
    tmp_path, monkeypatch
):
    answers = _Answers(tmp_path)
    monkeypatch.setattr("assistant.database.LOG_ATTEMPTS", 1)

    async def run() -> None:
        await answers.say("web-a", "zanzibar")
        reader = answers.agent.inner.engine.connect()
        reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT count(*) FROM events").fetchall()
        await answers.say("web-b", "hello")
        with pytest.raises(TimeoutError):
            await answers.erasure.erase("web-a")
        reader.close()
        await answers.erasure.erase("web-a")

    asyncio.run(run())
    assert not [path for path in tmp_path.iterdir() if b"zanzibar" in path.read_bytes()]
