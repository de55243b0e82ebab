"""The client, against a server of the test's own."""

import asyncio
import threading
from collections import defaultdict

import aiohttp
import pytest
from aiohttp import web

from assistant.environment import free_port
from benchmarks.speed.load import Conversation, conversations, hold, say

REPLY = "an answer"


class Server:
    """Answers over REST, and remembers who said what over which connection, and how many at
    once."""

    def __init__(self):
        self.heard = defaultdict(list)
        self.connections = set()
        self.at_once = self.most_at_once = 0
        self.url = f"http://127.0.0.1:{free_port()}"

    async def _health(self, _):
        return web.Response(text="Hello")

    async def _webhook(self, request):
        body = await request.json()
        if body["message"] == "fail":
            return web.Response(status=500)
        self.connections.add(request.transport.get_extra_info("peername"))
        self.heard[body["sender"]].append(body["message"])
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.02)
        self.at_once -= 1
        text = "" if body["message"] == "silence" else REPLY
        return web.json_response([{"recipient_id": body["sender"], "text": text}])

    async def _serve(self, ready, ended):
        app = web.Application()
        app.router.add_get("/", self._health)
        app.router.add_post("/webhooks/rest/webhook", self._webhook)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(self.url.rpartition(":")[2])).start()
        ready.set()
        while not ended.is_set():
            await asyncio.sleep(0.02)
        await runner.cleanup()


@pytest.fixture
def server():
    made, ready, ended = Server(), threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(made._serve(ready, ended)))
    thread.start()
    assert ready.wait(10)
    yield made
    ended.set()
    thread.join()


def by_action(replies):
    return [reply["text"] for reply in replies] == [REPLY]


def test_texts_become_conversations_of_so_many_turns():
    held = conversations("run", ["a", "b", "c", "d", "e"], 2)
    assert [tuple(one.texts) for one in held] == [("a", "b"), ("c", "d"), ("e",)]
    assert len({one.sender for one in held}) == 3
    assert all(one.sender.startswith("run/") for one in held)


def test_one_sender_speaks_in_order_over_one_connection(server):
    held = [Conversation("first", ["a", "b"]), Conversation("second", ["c"])]
    samples, seconds = hold(server.url, held, 1, by_action)
    assert server.heard == {"first": ["a", "b"], "second": ["c"]}
    assert len(server.connections) == 1
    assert [sample.by_action for sample in samples] == [True] * 3
    assert all(sample.seconds >= 0.02 for sample in samples)
    assert seconds >= sum(sample.seconds for sample in samples) * 0.9


def test_several_senders_speak_at_once_each_over_its_connection(server):
    held = conversations("run", [str(number) for number in range(24)], 3)
    samples, _ = hold(server.url, held, 4, by_action)
    assert len(samples) == 24
    assert server.most_at_once == 4
    assert len(server.connections) == 4
    assert {sender: tuple(texts) for sender, texts in server.heard.items()} == {
        one.sender: tuple(one.texts) for one in held
    }


def test_another_reply_than_the_actions_is_told(server):
    samples, _ = hold(server.url, [Conversation("one", ["a", "silence"])], 1, by_action)
    assert [sample.by_action for sample in samples] == [True, False]


def test_a_server_that_fails_ends_the_measurement(server):
    with pytest.raises(aiohttp.ClientResponseError):
        hold(server.url, [Conversation("one", ["fail"])], 1, by_action)


def test_a_server_that_does_not_listen_ends_the_measurement():
    with pytest.raises(aiohttp.ClientConnectionError):
        hold(f"http://127.0.0.1:{free_port()}", [Conversation("one", ["a"])], 2, by_action)


def test_one_message_is_said(server):
    assert say(server.url, "someone", "a question")[0]["text"] == REPLY
