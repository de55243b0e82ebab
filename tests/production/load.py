"""Visitors who write at a steady pace over every channel, and what became of what they wrote."""

import json
import threading
import time
import uuid
from itertools import cycle
from typing import Callable, List, NamedTuple, Sequence

import httpx

from assistant.environment import HOST
from tests.end_to_end.channels import ChannelServer
from tests.updates import messenger_text, number, telegram_text
from tests.web_visitor import WebVisitor

AGAIN_AFTER = 0.3  # seconds before a service, or a page, sends a message again
SETTLES_WITHIN = 60.0  # seconds after the last message


class Heard(NamedTuple):
    """What a visitor was told, and when (seconds, monotonic)."""

    at: float
    text: str


class Visitor:
    """Writes messages, one after another, each as often as it takes until it is taken."""

    def __init__(self) -> None:
        self.written: List[str] = []

    def write(self, text: str) -> None:
        """Write a message, and return once it is taken."""
        attempt = self._sending(text)
        while not _succeeds(attempt):
            time.sleep(AGAIN_AFTER)
        self.written.append(text)

    def heard(self) -> List[Heard]:
        """All that was said to them, in its order."""
        raise NotImplementedError

    def _sending(self, text: str) -> Callable[[], bool]:
        """What sends one message, under the same id each time; whether it was taken."""
        raise NotImplementedError


def _succeeds(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except (httpx.HTTPError, ValueError):
        return False


class OnTelegram(Visitor):
    """Telegram repeats what gets no 200."""

    def __init__(self, server: ChannelServer) -> None:
        super().__init__()
        self._server, self._person = server, number()

    def heard(self) -> List[Heard]:
        calls = [call for call in list(self._server.telegram.calls) if call.name == "sendMessage"]
        return [
            Heard(call.at, call.parameters["text"])
            for call in calls
            if call.parameters["chat_id"] == self._person
        ]

    def _sending(self, text: str) -> Callable[[], bool]:
        update = telegram_text(text, self._person)
        return lambda: self._server.to_telegram(update).status_code == 200


class OnMessenger(Visitor):
    """So does Messenger."""

    def __init__(self, server: ChannelServer) -> None:
        super().__init__()
        self._server, self._person = server, str(number())

    def heard(self) -> List[Heard]:
        return [
            Heard(call.at, call.parameters["message"]["text"])
            for call in list(self._server.messenger.calls)
            if "text" in call.parameters.get("message", {})
            and call.parameters["recipient"]["id"] == self._person
        ]

    def _sending(self, text: str) -> Callable[[], bool]:
        request = messenger_text(text, self._person)
        return lambda: self._server.to_messenger(request).status_code == 200


class OnTheWeb(Visitor):
    """The page sends again, or its reader does, what was not answered."""

    def __init__(self, server: ChannelServer) -> None:
        super().__init__()
        self._page = WebVisitor(origin=f"http://{HOST}:{server.port}")
        self._page.open()
        self._heard: List[Heard] = []

    def heard(self) -> List[Heard]:
        return list(self._heard)

    def kept(self) -> List[str]:
        """What they wrote, as the assistant keeps it: each message as often as it was answered."""
        return self._page.said()

    def _sending(self, text: str) -> Callable[[], bool]:
        name, tries = uuid.uuid4().hex, 0

        def attempt() -> bool:
            nonlocal tries
            tries += 1
            response = self._page.send(text, id=name, again=tries > 1)
            if response.status_code != 200:
                return False
            *replies, end = [json.loads(line) for line in response.text.splitlines()]
            if end != {"done": True}:
                return False
            self._heard += [Heard(time.monotonic(), reply["text"]) for reply in replies]
            return True

        return attempt


class Load:
    """Visitors of every channel, who together write ``per_second`` messages a second, each of
    theirs taken from ``texts`` in turn."""

    def __init__(
        self, server: ChannelServer, texts: Sequence[str], per_second: float, visitors: int = 24
    ) -> None:
        kinds = cycle([OnTheWeb, OnTelegram, OnTheWeb, OnMessenger])
        self.visitors: List[Visitor] = [next(kinds)(server) for _ in range(visitors)]
        self._texts, self._every = texts, visitors / per_second
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(place, visitor), daemon=True)
            for place, visitor in enumerate(self.visitors)
        ]

    def _write(self, place: int, visitor: Visitor) -> None:
        texts = list(self._texts[place % len(self._texts) :]) + list(self._texts)
        due = time.monotonic() + self._every * place / len(self.visitors)
        for text in texts[: len(self._texts)]:
            if self._ended.wait(max(0.0, due - time.monotonic())):
                return
            visitor.write(text)
            due += self._every

    def start(self) -> None:
        """Begin to write."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Write no more, and wait until all that was taken is answered, or long enough."""
        self._ended.set()
        deadline = time.monotonic() + SETTLES_WITHIN
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        while time.monotonic() < deadline and self.unanswered():
            time.sleep(0.2)
        time.sleep(2)  # for one too many

    def unanswered(self) -> int:
        """How many messages were taken and not answered yet."""
        return sum(max(0, len(one.written) - len(one.heard())) for one in self.visitors)
