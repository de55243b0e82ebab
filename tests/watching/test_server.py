"""What is watched is served to this machine alone, and tells the truth while the rest hangs."""

import asyncio
import threading
import time
from typing import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sanic import Sanic

from assistant.settings import WatchSettings
from assistant.watching import channel, server
from assistant.watching.channel import Watching
from assistant.watching.metrics import REGISTRY
from assistant.watching.parts import Parts
from assistant.watching.server import Heart, WatchServer
from tests.messaging.conftest import Server


class Watched:
    """The server, its parts and its heart; ``problems`` can be changed."""

    def __init__(self) -> None:
        self.problems = {"facts": None, "model": None}
        self.heart = Heart()
        self.parts = Parts({name: lambda name=name: self.problems[name] for name in self.problems})
        self.server = WatchServer(0, REGISTRY, self.parts, self.heart)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.server.port}{path}", headers=headers, timeout=10)


@pytest.fixture
def watched() -> Iterator[Watched]:
    watched = Watched()
    yield watched
    watched.server.close()
    watched.parts.close()


def test_metrics_are_prometheus_own_text(watched):
    answer = watched.get("/metrics")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    names = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"oim_messages", "oim_stage_seconds", "process_resident_memory_bytes"} <= names


def test_it_is_ready_where_every_part_works(watched):
    answer = watched.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "parts": {"facts": "works", "model": "works"}}
    watched.problems["facts"] = "database is locked"
    answer = watched.get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "parts": {"facts": "database is locked", "model": "works"},
    }
    # It lives: to start it again would mend nothing.
    assert watched.get("/live").status_code == 200


def test_a_loop_that_does_not_turn_is_no_life(watched, monkeypatch):
    monkeypatch.setattr(server, "LOOP_ANSWERS_WITHIN", 0.5)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # While it starts, nothing is expected of it.
    assert watched.get("/live").json() == {"live": True, "problem": None}
    watched.heart.beats_in(loop)
    assert watched.get("/live").status_code == 200
    ended = threading.Event()
    loop.call_soon_threadsafe(ended.wait, 10)
    time.sleep(0.1)
    answer = watched.get("/live")
    assert answer.status_code == 503 and "event loop" in answer.json()["problem"]
    assert watched.get("/ready").status_code == 200
    ended.set()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()
    assert watched.get("/live").status_code == 503


@pytest.mark.parametrize("path", ["/metrics", "/live", "/ready"])
@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "9.9.9.9"}, {"Forwarded": "for=9.9.9.9"}, {"Via": "1.1 a"},
     {"Host": "evil.example:5006"}, {"Host": ""}],
)  # fmt: skip
def test_nobody_elsewhere_is_answered(watched, path, headers):
    assert watched.get(path, Host="localhost:5006").status_code in (200, 503)
    assert watched.get(path, **headers).status_code == 404


def test_there_is_nothing_else_and_it_listens_here_only(watched):
    for path in ("/", "/metrics/", "/metrics?a", "/debug"):
        assert watched.get(path).status_code == 404, path
    assert httpx.post(f"http://127.0.0.1:{watched.server.port}/live").status_code == 501
    assert watched.server._server.server_address[0] == "127.0.0.1"


class WatchedChannels(Server):
    """Channels, with what watches them."""

    watching: Watching

    def inputs(self):
        self.watching = Watching(WatchSettings(watch_port=self.watch_port))
        return [*super().inputs(), self.watching]


@pytest.fixture
def rasa(tmp_path, monkeypatch) -> Iterator[WatchedChannels]:
    for name in ("FACTS_URL", "CONVERSATIONS_URL", "FEEDBACK_URL", "CHANNELS_URL"):
        monkeypatch.setenv(name, f"sqlite:///{tmp_path / name}.db")
    logged = []
    monkeypatch.setattr(channel, "write_private_json", logged.append)
    serving = WatchedChannels(tmp_path)
    serving.watch_port, serving.logged = 0, logged
    yield serving
    serving.stop()
    serving.telegram.stop()
    serving.messenger.stop()


def test_rasas_server_is_watched_and_the_public_paths_do_not_show_it(rasa):
    rasa.start()
    assert rasa.logged == ["rasa"]
    port = rasa.watching._server.port
    answer = httpx.get(f"http://127.0.0.1:{port}/ready", timeout=10)
    # The stand-in is no agent of Rasa's: neither a model nor an action server is behind it.
    assert answer.json()["parts"] == {
        "model": "cannot be asked: AttributeError",
        "actions": "cannot be asked: AttributeError",
        "facts": "works", "conversations": "works", "feedback": "works", "disk": "works",
    }  # fmt: skip
    assert httpx.get(f"http://127.0.0.1:{port}/live").status_code == 200
    metrics = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text
    assert 'oim_part_up{part="facts"} 1.0' in metrics
    for path in ("/metrics", "/live", "/ready"):
        for before in ("", "/webhooks/watch", "/webhooks/web"):
            assert rasa.client.get(before + path).status_code == 404
    assert rasa.client.get("/webhooks/watch/").status_code == 404
    rasa.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/live")


def test_visitors_are_served_where_the_port_is_taken(rasa, watched):
    rasa.watch_port = watched.server.port
    rasa.start()
    assert rasa.client.get("/").status_code == 200


def test_the_model_is_a_part():
    class Agent:
        def is_ready(self):
            return ready

    app = Sanic("a_model", configure_logging=False)
    assert channel._model_problem(app) == "not loaded"
    app.ctx.agent = Agent()
    for ready in (False, True):
        assert (channel._model_problem(app) is None) is ready
