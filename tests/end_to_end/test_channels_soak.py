"""Many messages, failing calls, duplicates and a restart: each is answered once, in its order.

``make test-channels`` runs it at its full size and with a killed server too.
"""

import os
import queue
import random
import signal
import threading
import time

import httpx
import pytest

from tests.end_to_end.channels import ChannelServer
from tests.updates import messenger_text, number, telegram_text

WHOLE = bool(os.environ.get("CHANNELS_WHOLE"))
VISITORS = 200 if WHOLE else 24
FACTS = ["iom.founded", "iom.member_states", "iom_tunisia.since", "imrf.place", "imrf.chair"]
DUPLICATES = 0.1
FAILING = 0.1
SENDERS = 8
ENDS = [signal.SIGTERM, signal.SIGKILL] if WHOLE else [signal.SIGTERM]


class Crowd:
    """Visitors, half of them on each channel, who each ask every question once."""

    def __init__(self, server: ChannelServer, questions) -> None:
        self._server = server
        self._random = random.Random(7)
        self._waiting: "queue.Queue" = queue.Queue()
        self.sent = self.duplicates = 0
        self.telegram = [number() for _ in range(VISITORS // 2)]
        self.messenger = [str(number()) for _ in range(VISITORS // 2)]
        for who in self.telegram + self.messenger:
            self._waiting.put((who, list(questions)))

    def _post(self, who, request):
        """Deliver as the services do: again and again until it is taken."""
        post = self._server.to_messenger if isinstance(who, str) else self._server.to_telegram
        while True:
            try:
                if post(request).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)

    def _send(self):
        while True:
            try:
                who, questions = self._waiting.get_nowait()
            except queue.Empty:
                return
            text = questions.pop(0)
            request = (messenger_text if isinstance(who, str) else telegram_text)(text, who)
            self._post(who, request)
            self.sent += 1
            if self._random.random() < DUPLICATES:
                self.duplicates += 1
                self._post(who, request)
            if questions:
                self._waiting.put((who, questions))

    def start(self):
        """Send everything, in the background."""
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def join(self):
        """Wait until everything is sent."""
        for thread in self._threads:
            thread.join()


@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_lost_or_doubled(assistant, records, tmp_path, end):
    wording = assistant.facts.wording()
    answers = [wording.answer(records[fact], "fr") for fact in FACTS]
    server = ChannelServer(tmp_path, CHANNEL_PAUSE="0.2")
    server.start()
    started = time.monotonic()
    try:
        crowd = Crowd(server, [records[fact].question["fr"] for fact in FACTS])
        for stand_in in (server.telegram, server.messenger):
            stand_in.failing_share = FAILING
        crowd.start()
        half = VISITORS * len(FACTS) // 2
        while crowd.sent < half:
            time.sleep(0.01)
        answered_before = len(server.telegram.texts()) + len(server.messenger.texts())
        server.stop(end)
        restarted = time.monotonic()
        server.start()
        restart = time.monotonic() - restarted
        crowd.join()
        total = VISITORS * len(FACTS)
        try:
            server.telegram.wait_for(
                lambda: len(server.telegram.texts()) + len(server.messenger.texts()) >= total, 120
            )
        except TimeoutError:
            pass
        time.sleep(3)  # for one too many
        seconds = time.monotonic() - started
        replies = {who: server.telegram.texts(who) for who in crowd.telegram}
        replies.update({who: server.messenger.texts(who) for who in crowd.messenger})
    finally:
        server.close()
    missing = doubled = disordered = 0
    strange = set()
    for said in replies.values():
        shown = []
        for text in said:
            found = [place for place, answer in enumerate(answers) if answer in text]
            shown += found
            strange |= set() if found else {text}
        missing += len(set(range(len(FACTS))) - set(shown))
        doubled += len(shown) - len(set(shown))
        disordered += sorted(shown) != shown
    failed = server.telegram.failed_calls + server.messenger.failed_calls
    print(
        f"\n{signal.Signals(end).name}: {total} messages, {crowd.duplicates} duplicates, "
        f"{failed} failing calls, {answered_before} answered before the restart of "
        f"{restart:.1f} s; {missing} lost, {doubled} doubled, {disordered} out of order; "
        f"{seconds:.0f} s"
    )
    assert not strange, server.log()[-3000:]
    assert "channels.not_delivered" not in server.log()
    assert not missing and not disordered and crowd.duplicates and failed
    # A kill between a delivery and the note of it doubles that one message.
    assert doubled <= (SENDERS if end == signal.SIGKILL else 0)
