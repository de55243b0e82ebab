"""A project's two servers, running: started, asked, looked at, stopped."""

import asyncio
import contextlib
import signal
import subprocess
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Dict, List, Optional, Sequence, Type

import aiohttp

from assistant.environment import free_port
from assistant.settings import ROOT
from benchmarks.speed.figures import Cost, Measured
from benchmarks.speed.load import Conversation, conversations, hold, say
from benchmarks.speed.processes import MemoryUse, cpu_seconds, memory, stop_group
from benchmarks.speed.project import HOST, Project, python
from benchmarks.speed.sizes import CONVERSATION_TURNS

READY_WITHIN = 300  # seconds
ASK_AGAIN_AFTER = 0.1
STOPS_WITHIN = 20
LOG_TAIL = 3000  # characters


class ServerFailed(Exception):
    """A project's servers ended, or do not answer; says the end of their log."""


def _profiled(output: Path, arguments: List[str]) -> List[str]:
    _, module, *rest = arguments
    return ["-m", "benchmarks.speed.profiled", str(output), module, *rest]


class Servers:
    """Rasa and the action server of a project. Starts with ``with``; ``started`` is the seconds
    from then to the first answer of the project's action, which ``first`` asks for.

    With ``profile``, a folder, the servers write there what each stage of a message takes
    (``rasa.jsonl``, ``actions.jsonl``; see ``benchmarks.speed.profiled``)."""

    def __init__(
        self, project: Project, model: Path, first: str, profile: Optional[Path] = None
    ) -> None:
        self.project = project
        self.name = project.name
        self.started = 0.0
        self._model, self._first, self._profile = model, first, profile
        self._port, self._actions_port = free_port(), free_port()
        self._log = project.folder / "servers.log"
        self._rasa: "Optional[subprocess.Popen[bytes]]" = None
        self._actions: "Optional[subprocess.Popen[bytes]]" = None

    def __enter__(self) -> "Servers":
        begun = time.perf_counter()
        try:
            for command in self.project.prepare:
                with self._log.open("a") as log:
                    subprocess.run(
                        command,
                        cwd=self.project.folder,
                        env=self.project.environment,
                        stdout=log,
                        stderr=log,
                        check=True,
                    )
            actions = self.project.actions(self._actions_port)
            rasa = self.project.rasa(self._port, self._actions_port, self._model)
            environment = dict(self.project.environment)
            if self._profile:
                actions = _profiled(self._profile / "actions.jsonl", actions)
                rasa = _profiled(self._profile / "rasa.jsonl", rasa)
                environment["PYTHONPATH"] = environment["PYTHONPATH"] or str(ROOT)
            self._actions = self._start(actions, environment)
            self._rasa = self._start(rasa, environment)
            self._wait_for_the_first_answer()
        except BaseException:
            self.stop()
            raise
        self.started = time.perf_counter() - begun
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End both servers."""
        for process in (self._rasa, self._actions):
            if process is not None:
                stop_group(process, signal.SIGTERM, STOPS_WITHIN)

    @property
    def url(self) -> str:
        """Where Rasa listens."""
        return f"http://{HOST}:{self._port}"

    def memory(self) -> Dict[str, MemoryUse]:
        """The memory of ``rasa`` and ``actions`` now."""
        return {"rasa": memory(self._pids[0]), "actions": memory(self._pids[1])}

    def ask(
        self, texts: Sequence[str], into: Measured, senders: int = 1, name: str = "", turns: int = 0
    ) -> None:
        """Ask the texts in new conversations, by so many senders at once; take in the samples.

        Raises:
            ServerFailed: the servers answer with an error, or not at all.
        """
        held = conversations(
            f"{name or 'speed'}/{uuid.uuid4().hex}", texts, turns or CONVERSATION_TURNS
        )
        self._hold(held, senders, into)

    def go_on(self, sender: str, texts: Sequence[str], into: Measured) -> None:
        """Go on with a conversation; take in the samples.

        Raises:
            ServerFailed: the servers answer with an error, or not at all.
        """
        self._hold([Conversation(sender, texts)], 1, into)

    def _hold(self, held: Sequence[Conversation], senders: int, into: Measured) -> None:
        before = [cpu_seconds(pid) for pid in self._pids]
        try:
            samples, seconds = hold(self.url, held, senders, self.project.by_action)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise self._failed(repr(error)) from error
        rasa, actions = (cpu_seconds(pid) - was for pid, was in zip(self._pids, before))
        into.add(samples, Cost(seconds, rasa, actions))

    @property
    def _pids(self) -> List[int]:
        assert self._rasa and self._actions, "the servers are asked before they are started"
        return [self._rasa.pid, self._actions.pid]

    def _start(self, arguments: List[str], env: Dict[str, str]) -> "subprocess.Popen[bytes]":
        with self._log.open("a") as log:
            return subprocess.Popen(
                python(arguments),
                cwd=self.project.folder,
                env=env,
                stdout=log,
                stderr=log,
                # Ctrl-C goes to the benchmark, which stops the servers itself.
                start_new_session=True,
            )

    def _wait_for_the_first_answer(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self._ended():
                raise self._failed("ended while it started")
            # Refused until Rasa listens; said that the assistant is unavailable until the action
            # server does. A new conversation each time: a failed one may be locked.
            with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                if self.project.by_action(say(self.url, uuid.uuid4().hex, self._first)):
                    return
            time.sleep(ASK_AGAIN_AFTER)
        raise self._failed(f"gave no answer within {READY_WITHIN} seconds")

    def _ended(self) -> bool:
        return any(p is None or p.poll() is not None for p in (self._rasa, self._actions))

    def _failed(self, why: str) -> ServerFailed:
        log = self._log.read_text(encoding="utf-8", errors="replace")[-LOG_TAIL:]
        return ServerFailed(f"{self.name}: {why}. The end of {self._log}:\n{log}")
