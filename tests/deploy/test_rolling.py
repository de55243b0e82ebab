"""A new release is taken into service, process after process, under a stream of requests."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Iterator, List, Tuple

import pytest

from assistant.environment import free_port
from assistant.settings import ROOT
from assistant.web.visitor import Visitors
from tests.deploy.proxy import MISSING, NGINX, Proxy
from tests.stand_ins import systemctl

MESSAGES = "/webhooks/web/messages"
# The stand-in's instances are ports, of Rasa and of an action server in one.
READY = "http://127.0.0.1:{}/ready"
PAUSE = 0.2  # seconds between a visitor's messages: together they keep below the proxy's limit
MAKE_MODEL = """
from assistant.model import model_path, write_digest
model_path().parent.mkdir()
model_path().write_text("a model")
write_digest(model_path())
"""


class Installed:
    """Two releases, two processes of the old one, and the proxy in front."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.current = folder, folder / "current"
        for release in ("old", "new"):
            for name in ("assistant", "data"):
                shutil.copytree(ROOT / name, folder / release / name)
            self.python(release, "-c", MAKE_MODEL)
        self.current.symlink_to(folder / "old")
        self.ports = [free_port(), free_port()]
        for port in self.ports:
            systemctl.restart(folder, f"oim-assistant-rasa@{port}.service")
        self.proxy = Proxy(folder, self.ports, self.ports)
        self.proxy.start()

    def python(self, release: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run something of a release's."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder / release,
            env={
                **os.environ,
                "PYTHONPATH": str(self.folder / release),
                "HTTP_PROXY": "http://127.0.0.1:9",
            },
            capture_output=True,
            text=True,
        )

    @property
    def restart(self) -> str:
        """How a unit is restarted. Of actions there are none here: theirs does nothing."""
        return (
            f"sh -c 'case {{0}} in *actions*) exit 0;; esac; cd {ROOT} && PYTHONPATH={ROOT} "
            f"exec {sys.executable} -m tests.stand_ins.systemctl {self.folder} restart {{0}}'"
        )

    def roll(self, release: str, within: int = 20) -> "subprocess.CompletedProcess[str]":
        """Take a release into service."""
        return self.python(
            release, "-m", "assistant.rolling", *map(str, self.ports),
            "--current", str(self.current), "--restart", self.restart,
            "--ready", READY, "--health", READY, "--within", str(within),
        )  # fmt: skip

    def read_model_anew(
        self, restart: str = "", within: int = 20
    ) -> "subprocess.CompletedProcess[str]":
        """Restart Rasa alone, as where a model was activated."""
        return self.python(
            "old", "-m", "assistant.rolling", *map(str, self.ports), "--model-only",
            "--restart", restart or self.restart, "--ready", READY, "--within", str(within),
        )  # fmt: skip

    def serving(self) -> List[str]:
        """The releases that the processes are of."""
        return [systemctl.asked(port) for port in self.ports]

    def heard(self) -> List[str]:
        """Every body that a process was sent."""
        return [
            line for file in self.folder.glob("*.heard") for line in file.read_text().splitlines()
        ]

    def stop(self) -> None:
        """End everything."""
        self.proxy.stop()
        for file in self.folder.glob("*.pid"):
            systemctl.end(int(file.read_text()), signal.SIGKILL)


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    if NGINX is None:
        pytest.skip(MISSING)
    installed = Installed(tmp_path)
    yield installed
    installed.stop()


class Stream:
    """Visitors who write one message after another until they are stopped."""

    def __init__(self, proxy: Proxy, visitors: int) -> None:
        self._proxy, self._stopped = proxy, threading.Event()
        self.sent: List[str] = []
        self.answers: List[Tuple[int, str]] = []
        self._threads = [
            threading.Thread(target=self._write, args=(number,)) for number in range(visitors)
        ]
        for thread in self._threads:
            thread.start()

    def _write(self, visitor: int) -> None:
        name = {"X-Visitor": Visitors("a key", 60).token(Visitors.new(False))}
        count = 0
        while not self._stopped.wait(PAUSE):
            body = f"{visitor} says {count}"
            count += 1
            self.sent.append(body)
            try:
                status, text, _ = self._proxy.ask("POST", MESSAGES, body.encode(), **name)
            except OSError as error:
                status, text = 0, repr(error)
            self.answers.append((status, text.strip()))

    def failed(self) -> List[Tuple[int, str]]:
        """What was not answered well."""
        return [answer for answer in self.answers if answer[0] != 200]

    def stop(self) -> None:
        """Let each finish."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()


def test_no_request_fails_and_each_is_heard_once(installed):
    stream = Stream(installed.proxy, visitors=6)
    done = installed.roll("new")
    stream.stop()
    assert done.returncode == 0, done.stdout + done.stderr
    assert installed.current.resolve().name == "new" and installed.serving() == ["new", "new"]
    assert len(stream.answers) > 50 and stream.failed() == []
    assert {text for _, text in stream.answers} == {"old", "new"}
    assert sorted(installed.heard()) == sorted(stream.sent)
    # Back again, the same way.
    assert installed.roll("old").returncode == 0 and installed.serving() == ["old", "old"]


def test_one_that_does_not_come_back_is_put_back_and_the_others_left_alone(installed):
    (installed.folder / "new" / "broken").touch()
    stream = Stream(installed.proxy, visitors=3)
    done = installed.roll("new", within=2)
    stream.stop()
    said = done.stdout
    assert done.returncode == 1 and "did not come back within 2 s (ConnectError)" in said
    assert "started from there, works" in said and str(installed.folder / "old") in said
    assert installed.current.resolve().name == "old" and installed.serving() == ["old", "old"]
    assert stream.failed() == []
    first, second = (f"oim-assistant-rasa@{port}" for port in installed.ports)
    assert first in said and second not in said


def test_with_one_that_is_down_nothing_is_restarted(installed):
    second = installed.folder / f"oim-assistant-rasa@{installed.ports[1]}.service.pid"
    systemctl.end(int(second.read_text()), signal.SIGKILL)
    done = installed.roll("new")
    assert done.returncode == 1 and "nothing was restarted" in done.stdout
    assert installed.current.resolve().name == "old"
    assert systemctl.asked(installed.ports[0]) == "old"


def test_a_model_that_is_not_what_was_trained_is_not_taken(installed):
    [model] = (installed.folder / "new" / "models").glob("*.tar.gz")
    model.write_text("another")
    done = installed.roll("new")
    assert done.returncode == 1 and "is not the file that was trained" in done.stdout
    assert installed.current.resolve().name == "old" and installed.serving() == ["old", "old"]


def test_a_restart_that_is_refused_is_no_success(installed):
    """The old process would go on saying that it is ready."""
    done = installed.python(
        "new", "-m", "assistant.rolling", str(installed.ports[0]), "--current",
        str(installed.current), "--restart", "false", "--ready", READY, "--health", READY,
    )  # fmt: skip
    assert done.returncode == 1 and "its restart ended with 1" in done.stdout
    assert installed.current.resolve().name == "old"


def test_for_another_model_rasa_alone_is_restarted_one_after_the_other(installed):
    before = [file.read_text() for file in sorted(installed.folder.glob("*.pid"))]
    stream = Stream(installed.proxy, visitors=3)
    done = installed.read_model_anew()
    stream.stop()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "actions" not in done.stdout and done.stdout.count(" works.") == 2
    after = [file.read_text() for file in sorted(installed.folder.glob("*.pid"))]
    assert not set(before) & set(after) and stream.failed() == []
    assert installed.current.resolve().name == "old"


def test_where_one_does_not_come_back_those_after_it_serve_the_model_of_before(installed):
    done = installed.read_model_anew(restart="false")
    first, second = (f"oim-assistant-rasa@{port}" for port in installed.ports)
    assert done.returncode == 1 and first in done.stdout and second not in done.stdout
    assert "left alone" in done.stdout
