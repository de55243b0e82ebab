"""All channels on one server, whose dialogue remembers and repeats, over the real stores."""

import json
import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Type
from unittest.mock import patch

import httpx
from rasa.core.channels.channel import InputChannel

from assistant.handover.channel import HandoverInput
from assistant.rest import DevelopmentRest
from assistant.settings import ChannelSettings, HandoverSettings, Settings
from assistant.web.channel import WebInput
from tests import updates
from tests.messaging.conftest import Server
from tests.remembering_agent import Remembering
from tests.stored import holds
from tests.web_visitor import WebVisitor

LETTERS = str.maketrans("0123456789", "ghijklmnop")
# What a test that means something else does not want to meet.
NO_LIMITS = {name: 1_000_000 for name in Settings.__fields__ if "_per_minute" in name}


class AllChannels(Server):
    """The running server; its databases lie in ``folder``, or are the one that is named."""

    agent: Remembering

    def __init__(
        self,
        folder: Path,
        channels: Dict[str, Any],
        web: Dict[str, Any],
        database: Optional[str] = None,
    ) -> None:
        self.folder, self.database = folder, database
        super().__init__(folder, **{"channels_url": self._url("channels"), **channels})
        self.agent = Remembering(self._url("conversations"))
        self._web = Settings(
            **{
                "web_key": "a key of the tests",
                "facts_url": self._url("facts"),
                "feedback_url": self._url("feedback"),
                "unanswered_url": self._url("unanswered"),
                **web,
            }
        )

    def _url(self, name: str) -> str:
        return self.database or f"sqlite:///{self.folder / name}.db"

    def inputs(self) -> List[InputChannel]:
        """All channels, REST open."""
        return [
            DevelopmentRest(is_open=True),
            WebInput(self._web),
            HandoverInput(HandoverSettings()),
            *super().inputs(),
        ]

    def files_with(self, word: str) -> List[str]:
        """The files that hold a word, in either of the forms in which databases keep it; and the
        server's database, where that does."""
        forms = {word.encode(), json.dumps(word)[1:-1].encode()}
        files = [
            path.name
            for path in self.folder.rglob("*")
            if path.is_file() and any(form in path.read_bytes() for form in forms)
        ]
        if self.database and holds(self.database, word):
            files.append(self.database)
        return files

    def rows(self) -> List[tuple]:
        """Every event that is kept: its number, conversation and content."""
        event = self.agent.inner.SQLEvent
        with self.agent.inner.session_scope() as session:
            query = session.query(event.id, event.sender_id, event.data)
            return [tuple(row) for row in query.order_by(event.id)]

    def over_rest(self, sender: Any, text: str, **fields: Any) -> httpx.Response:
        """Say something over REST."""
        document = {"sender": sender, "message": text, **fields}
        return self.client.post("/webhooks/rest/webhook", content=json.dumps(document))


class OnTelegram:
    """Somebody on Telegram, in a private chat or as a member of a group."""

    def __init__(self, server: AllChannels, group: Optional[int] = None) -> None:
        self.server, self.id = server, updates.number()
        self.chat = group or self.id
        self.name = f"telegram-{self.id}" if group is None else f"telegram-{group}:{self.id}"

    def post(self, text: str, **sender: Any) -> httpx.Response:
        """Write."""
        update = updates.telegram_text(text, self.id)
        update["message"]["from"].update(sender)
        if self.chat != self.id:
            update["message"]["chat"] = {"id": self.chat, "type": "supergroup", "title": "G"}
            # To the bot, as in a group it must be.
            reply = {"message_id": 1, "from": {"id": 4711, "is_bot": True, "first_name": "OIM"}}
            update["message"]["reply_to_message"] = {**reply, "chat": update["message"]["chat"]}
        return self.server.to_telegram(update)

    def say(self, text: str, **sender: Any) -> str:
        """Write, and the reply."""
        return self.replies(text, 1, **sender)[0]

    def replies(self, text: str, count: int, **sender: Any) -> List[str]:
        """Write, and so many replies."""
        before = len(self.heard())
        assert self.post(text, **sender).status_code == 200
        enough = lambda: self.heard()[before:] if len(self.heard()) >= before + count else []  # noqa: E731
        return self.server.telegram.wait_for(enough)

    def heard(self) -> List[str]:
        """All that was sent to their chat."""
        return self.server.telegram.texts(self.chat)

    def erase(self) -> None:
        """Have the conversation erased."""
        self.say("/stop")


class OnMessenger:
    """Somebody on Messenger."""

    def __init__(self, server: AllChannels) -> None:
        self.server, self.id = server, str(updates.number())
        self.name = f"messenger-{self.id}"

    def post(self, text: str) -> httpx.Response:
        """Write."""
        return self.server.to_messenger(updates.messenger_text(text, self.id))

    def say(self, text: str) -> str:
        """Write, and the reply."""
        return self.replies(text, 1)[0]

    def replies(self, text: str, count: int) -> List[str]:
        """Write, and so many replies."""
        before = len(self.heard())
        assert self.post(text).status_code == 200
        enough = lambda: self.heard()[before:] if len(self.heard()) >= before + count else []  # noqa: E731
        return self.server.messenger.wait_for(enough)

    def heard(self) -> List[str]:
        """All that was sent to them."""
        return self.server.messenger.texts(self.id)

    def erase(self) -> None:
        """Have the conversation erased."""
        self.say("/stop")


class OnTheWeb(WebVisitor):
    """Somebody on the page."""

    def __init__(
        self, server: AllChannels, by_cookie: bool = True, address: Optional[str] = None
    ) -> None:
        super().__init__(address, server.url)
        self.headers: Dict[str, str] = {}
        token = self.open()["token"]
        self.cookie = self.client.cookies["oim_visitor"]
        self.token = token
        if not by_cookie:
            self.client.cookies.clear()
            self.headers = {"X-Visitor": token}
        self.name = (self.cookie if by_cookie else token).split(".")[0]

    def post(self, path: str, document: Dict[str, Any], **headers: str) -> httpx.Response:
        """Send, as this visitor."""
        return super().post(path, document, **{**self.headers, **headers})

    def say(self, text: str) -> str:
        """Write, and the reply."""
        return self.ask(text)[0]["text"]

    def replies(self, text: str, count: int) -> List[str]:
        """Write, and so many replies."""
        return [reply["text"] for reply in self.ask(text)]

    def heard(self) -> List[str]:
        """The replies that the page shows again."""
        turns = self.open(**self.headers)["turns"]
        return [reply["text"] for turn in turns for reply in turn["replies"]]

    def last_message(self) -> str:
        """The id of the last message."""
        return self.open(**self.headers)["turns"][-1]["id"]

    def comment(self, text: str) -> None:
        """Comment on the last reply."""
        document = {"reply": f"{self.last_message()}.0", "helpful": False, "comment": text}
        assert self.post("feedback", document).status_code == 200

    def erase(self) -> None:
        """Have the conversation erased."""
        assert self.post("erase", {}).status_code == 200


def running(
    folder: Path,
    channels: Optional[Dict[str, Any]] = None,
    kind: Type[AllChannels] = AllChannels,
    database: Optional[str] = None,
    **web: Any,
) -> Iterator[AllChannels]:
    """A server for a fixture to yield from, without limits where none are named."""
    wide = {name: 1_000_000 for name in ChannelSettings.__fields__ if "_per_minute" in name}
    server = kind(folder, {**wide, **(channels or {})}, {**NO_LIMITS, **web}, database)
    # A machine that is busy with other things is no fault of the database's.
    with patch("assistant.conversations.store.WITHIN", 30.0):
        server.start()
        try:
            yield server
        finally:
            server.stop()
            server.telegram.stop()
            server.messenger.stop()


def word() -> str:
    """A word that nobody said before; without digits, which are scrubbed."""
    return "zanzibar" + uuid.uuid4().hex.translate(LETTERS)
