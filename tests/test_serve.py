"""What systemd starts: a server with the model that is there, which tells when it is ready."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Iterator, List

import pytest

from assistant import serve
from assistant.settings import ROOT
from assistant.supervisor import LONGEST_PAUSE, STEADY


class Health:
    """A server's own answers, as a test sets them."""

    def __init__(self) -> None:
        self.status = 503
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


class Systemd:
    """The socket at which systemd listens."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)

    def told(self, within: float) -> List[str]:
        """What is told within some seconds."""
        words, deadline = [], time.monotonic() + within
        while time.monotonic() < deadline:
            self._socket.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                words.append(self._socket.recv(100).decode())
            except socket.timeout:
                break
        return words


@pytest.fixture(params=["a file", "abstract"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"@{tmp_path}" if request.param == "abstract" else str(tmp_path / "notify")


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def started(tmp_path: Path, address: str, health: Health) -> Iterator["subprocess.Popen[str]"]:
    (tmp_path / "sleeper.py").write_text(
        "import os, sys, time\n"
        "print(sys.argv[1:], 'NOTIFY_SOCKET' in os.environ, flush=True)\ntime.sleep(100)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.notifying", health.url, health.url, "sleeper", "-x"],
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{tmp_path}",
            "NOTIFY_SOCKET": address,
            "WATCHDOG_USEC": "600000",
            "http_proxy": "http://127.0.0.1:9",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def test_systemd_is_told_when_it_is_ready_and_as_long_as_it_answers(address, health, request):
    systemd = Systemd(address.replace("@", "\0"))
    process = request.getfixturevalue("started")
    # The module runs as if nothing stood before it, and its own children tell systemd nothing.
    assert process.stdout.readline().strip() == "['-x'] False"
    assert systemd.told(within=1.5) == []
    health.status = 200
    words = systemd.told(within=2.5)
    assert words[0] == "READY=1" and set(words[1:]) == {"WATCHDOG=1"} and len(words) > 3
    health.status = 503
    systemd.told(within=0.5)  # what was under way
    assert systemd.told(within=1.5) == []


def test_pauses_grow_until_a_start_holds(tmp_path, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(serve.time, "time", lambda: now[0])
    pauses = []
    for _ in range(8):
        pauses.append(serve.pause_before(tmp_path))
        now[0] += pauses[-1] + 3
    assert pauses == [0, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    now[0] += STEADY
    assert serve.pause_before(tmp_path) == 0


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"began": "x"}'])
def test_half_a_note_keeps_nothing_from_starting(tmp_path, note):
    (tmp_path / serve.STARTS).write_text(note)
    assert serve.pause_before(tmp_path) == 0
    assert json.loads((tmp_path / serve.STARTS).read_text())["pause"] == 0


def became(monkeypatch: pytest.MonkeyPatch, what: Any) -> List[str]:
    """The command that a server would become."""
    commands: List[List[str]] = []
    monkeypatch.setattr(serve.os, "execve", lambda _, command, env: commands.append(command))
    monkeypatch.delenv("RUNTIME_DIRECTORY", raising=False)
    what()
    [command] = commands
    return command


def test_a_server_is_told_of_to_systemd_only_where_it_listens(monkeypatch, tmp_path):
    model = tmp_path / "model"
    model.touch()
    monkeypatch.setattr(serve, "serving_model", lambda _: model)
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    plain = became(monkeypatch, serve.rasa)
    assert plain[1:4] == ["-m", "assistant.checked_rasa", "run"] and str(model) in plain
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    rasa, actions = became(monkeypatch, serve.rasa), became(monkeypatch, serve.actions)
    assert rasa[2:5] == ["assistant.notifying", "http://127.0.0.1:5005/",
                         "http://127.0.0.1:5006/live"]  # fmt: skip
    assert rasa[5:] == plain[2:]
    assert actions[4:6] == ["http://127.0.0.1:5055/health", "rasa_sdk"]


def test_without_a_model_it_says_how_there_is_one():
    done = subprocess.run(
        [sys.executable, "-c", "from pathlib import Path\nfrom assistant import serve\n"
         "serve.serving_model = lambda _: Path('/no/such/model')\nserve.app(['rasa'])"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1 and "make train" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_real_action_server_is_ready_and_ends_politely(tmp_path):
    """As the unit starts it, but for systemd."""
    systemd = Systemd(str(tmp_path / "notify"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.serve", "actions"],
        cwd=ROOT,
        env={
            **os.environ,
            "ACTIONS_PORT": str(port),
            "NOTIFY_SOCKET": str(tmp_path / "notify"),
            "WATCHDOG_USEC": "3000000",
            "RUNTIME_DIRECTORY": str(tmp_path),
            "FACTS_URL": f"sqlite:///{tmp_path}/facts.db",
            "LOG_KEY_FILE": str(tmp_path / "log.key"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    words: List[str] = []
    deadline = time.monotonic() + 90
    while len(words) < 3:
        assert process.poll() is None and time.monotonic() < deadline, words
        words += systemd.told(within=1)
    assert words[:2] == ["READY=1", "WATCHDOG=1"] and (tmp_path / serve.STARTS).exists()
    # A process that is stopped answers nobody.
    process.send_signal(signal.SIGSTOP)
    systemd.told(within=0.5)
    assert systemd.told(within=2) == []
    process.send_signal(signal.SIGCONT)
    process.terminate()
    assert process.wait(30) == 0
