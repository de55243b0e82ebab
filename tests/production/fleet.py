"""Processes that answer Telegram's updates side by side, and whoever sends them some."""

import multiprocessing
import os
import random
import threading
import time
from collections import defaultdict
from typing import Any, Dict, List, Tuple

import httpx

from assistant.messaging.verification import derived_secret
from tests.stand_ins import telegram_api
from tests.updates import telegram_text

SECRET = {"X-Telegram-Bot-Api-Secret-Token": derived_secret(telegram_api.TOKEN, "telegram webhook")}
# One for all who write: what they take of the machine is not the processes'.
CLIENT = httpx.Client(headers=SECRET, timeout=20)
# Rasa is imported once; each process is a fork of that.
CONTEXT: Any = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.production.answering"])
STARTED_WITHIN = 240.0  # seconds, on a machine that is busy with other things


def _serve(*arguments: Any) -> None:
    # Here, so that the tests' own process need not import it.
    from tests.production.answering import serve

    serve(*arguments)


class Member:
    """One process of a fleet."""

    def __init__(self, environment: Dict[str, str], takes: float, fault: str) -> None:
        self._arguments = (environment, takes, fault)
        self.url = ""

    def start(self) -> None:
        """Start it, and wait until it serves."""
        told, tell = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=_serve, args=(*self._arguments, tell), daemon=True)
        self._process.start()
        assert told.poll(STARTED_WITHIN)
        self.url = told.recv()

    def signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self._process.is_alive():
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it, as the kernel does."""
        self._process.kill()
        self._process.join()

    def stop(self) -> None:
        """Stop it as the supervisor does."""
        self._process.terminate()
        self._process.join(20)

    def receive(self, update: Dict[str, Any]) -> bool:
        """Send it an update; whether it said that it has it."""
        try:
            url = f"{self.url}/webhooks/telegram/webhook"
            return CLIENT.post(url, json=update).status_code == 200
        except httpx.HTTPError:
            return False


class Crowd:
    """People who write to a fleet, each one message after another, to whichever process."""

    def __init__(self, members: List[Member], people: int, pause: float) -> None:
        self._members, self._pause = members, pause
        self.sent: Dict[int, int] = {person: 0 for person in range(1, people + 1)}
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(who,)) for who in self.sent]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _write(self, person: int) -> None:
        chance = random.Random(person)
        while not self._enough.is_set():
            update = telegram_text(str(self.sent[person] + 1), person)
            # As Telegram: again until one says that it has it, and only then the next.
            while not chance.choice(self._members).receive(update):
                time.sleep(0.05)
            self.sent[person] += 1
            time.sleep(self._pause * chance.uniform(0.5, 1.5))


class Outcome:
    """What became of a crowd's messages."""

    def __init__(self, stand_in: telegram_api.TelegramStandIn, sent: Dict[int, int]) -> None:
        self.sent = sum(sent.values())
        self.lost: List[Tuple[int, int]] = []
        self.disordered: List[int] = []
        # When each reply that went out again was first sent.
        self.doubled: List[float] = []
        at: Dict[int, Dict[int, List[float]]] = defaultdict(lambda: defaultdict(list))
        order: Dict[int, List[int]] = defaultdict(list)
        for call in list(stand_in.calls):
            if call.name == "sendMessage":
                chat, number = call.parameters["chat_id"], int(call.parameters["text"].strip("« »"))
                at[chat][number].append(call.at)
                if order[chat][-1:] != [number]:
                    order[chat].append(number)
        for chat, count in sent.items():
            wanted = range(1, count + 1)
            self.lost += [(chat, number) for number in wanted if number not in at[chat]]
            self.doubled += [times[0] for times in at[chat].values() if len(times) > 1]
            if order[chat] != sorted(order[chat]):
                self.disordered.append(chat)

    def __str__(self) -> str:
        return (
            f"{self.sent} acknowledged, {len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.disordered)} conversations out of order"
        )


def settled(stand_in: telegram_api.TelegramStandIn, sent: Dict[int, int], within: float) -> Outcome:
    """What became of them, once all is answered, and nothing more was sent for a while; or when
    the time is over."""
    end = time.monotonic() + within
    while True:
        outcome, calls = Outcome(stand_in, sent), len(stand_in.calls)
        time.sleep(1.0)
        if time.monotonic() > end or (not outcome.lost and calls == len(stand_in.calls)):
            return outcome
