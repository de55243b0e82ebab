"""Keeps programs running: prints what they write, restarts those that end, and ends them all."""

import datetime
import os
import queue
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Dict, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import httpx
from honcho.colour import get_colours
from honcho.printer import Message, Printer

from assistant.watching.lines import json_line

STEADY = 60.0  # seconds; who ran for less has not really started
FIRST_PAUSE = 1.0  # seconds before a restart; each is twice the one before
LONGEST_PAUSE = 30.0
MOST_FAILED_STARTS = 4
ENDS_WITHIN = 5.0  # seconds from the polite signal to the other one
EXCHANGED_WITHIN = 20.0  # seconds that a program has to end where another file is there for it
LOOKS_EVERY = 5.0  # seconds between looks at a program's health, and for an answer
FOLLOWS_EVERY = 1.0  # seconds between looks at the file that a program follows
MOST_SILENCES = 3  # in a row
OWN_NAME = "system"


class Program(NamedTuple):
    """What is to be kept running; ``needed`` where nothing can go on without it.

    ``health`` is an address that answers well as long as the program does its work: one that stops
    doing so is hung, and restarted. ``follows`` is a file that the program reads at its start: where
    another is put in its place, the program is started again.
    """

    name: str
    command: Sequence[str]
    needed: bool
    health: Optional[str] = None
    follows: Optional[Path] = None


class _Line(NamedTuple):
    """A program wrote a line."""

    name: str
    text: bytes


class _Ended(NamedTuple):
    """A program ended; ``status`` is negative where a signal ended it."""

    name: str
    status: int


class _Signal(NamedTuple):
    """We are to end."""

    number: int


class _Running:
    """A program and what became of it."""

    def __init__(self, program: Program, colour: Optional[str]) -> None:
        self.program = program
        self.colour = colour
        self.process: Optional["subprocess.Popen[bytes]"] = None
        self.began = 0.0
        self.failed_starts = 0
        self.restart_at: Optional[float] = None
        # Ended by us, to be started again at once.
        self.exchanged = False

    def signal(self, number: int) -> None:
        """Send a signal to the program and to all that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass


class Supervisor:
    """Runs programs until a signal ends all, or one that is needed cannot be kept running.

    Each is the leader of a session of its own, so that a terminal's Ctrl-C reaches us alone and
    what a program started ends with it.

    Args:
        as_json: whether every line is to be JSON, as it is where programs and no people read it.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        env: Mapping[str, str],
        folder: Path,
        as_json: bool = False,
    ) -> None:
        self._env, self._folder = dict(env), folder
        self._as_json = as_json
        # Safe to be put into by a handler of signals.
        self._events: "queue.SimpleQueue[Union[_Line, _Ended, _Signal]]" = queue.SimpleQueue()
        colours = get_colours()
        self._running: Dict[str, _Running] = {
            program.name: _Running(program, next(colours)) for program in programs
        }
        self._printer = Printer(width=max(map(len, [OWN_NAME, *self._running])))

    def run(self) -> int:
        """Keep the programs running; the exit status: 0 where we were told to end."""
        endings = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
            endings.append(signal.SIGHUP)
        for number in endings:
            signal.signal(number, lambda number, _: self._events.put(_Signal(number)))
        status: Optional[int] = None
        try:
            for one in self._running.values():
                self._start(one)
            while status is None:
                status = self._next()
        finally:
            self._end_all()
        return status

    # --- inside --------------------------------------------------------------------------

    def _next(self) -> Optional[int]:
        """Wait for what happens next, and see to it; an exit status where it is the end."""
        due = [one for one in self._running.values() if one.restart_at is not None]
        first = min((one.restart_at for one in due if one.restart_at is not None), default=None)
        try:
            wait = None if first is None else max(0.0, first - time.monotonic())
            event = self._events.get(timeout=wait)
        except queue.Empty:
            for one in due:
                if one.restart_at is not None and one.restart_at <= time.monotonic():
                    self._start(one)
            return None
        if isinstance(event, _Signal):
            self._say(f"{signal.Signals(event.number).name}: ending.")
            return 0
        if isinstance(event, _Line):
            self._print(event)
            return None
        return self._after_end(self._running[event.name], event.status)

    def _start(self, one: _Running) -> None:
        one.restart_at = None
        one.began = time.monotonic()
        followed = _state_of(one.program.follows)
        one.process = subprocess.Popen(
            one.program.command,
            env=self._env,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._say(f"{one.program.name} started (pid {one.process.pid}).")
        for work in (self._read, self._watch):
            threading.Thread(target=work, args=(one, one.process), daemon=True).start()
        if one.program.follows:
            arguments = (one, one.process, followed)
            threading.Thread(target=self._follow, args=arguments, daemon=True).start()

    def _read(self, one: _Running, process: "subprocess.Popen[bytes]") -> None:
        name = one.program.name
        output: Any = process.stdout

        def lines() -> None:
            with output:
                for line in output:
                    self._events.put(_Line(name, line))

        reader = threading.Thread(target=lines, daemon=True)
        reader.start()
        status = process.wait()
        # What it started must not outlive it, nor hold the port that the next one needs.
        one.signal(signal.SIGKILL)
        reader.join(ENDS_WITHIN)
        self._events.put(_Ended(name, status))

    def _watch(self, one: _Running, process: "subprocess.Popen[bytes]") -> None:
        """End a program that has answered once and does not any more: a start takes its time."""
        silences: Optional[int] = None
        while one.program.health and process.poll() is None:
            try:
                httpx.get(one.program.health, timeout=LOOKS_EVERY).raise_for_status()
                silences = 0
            except httpx.HTTPError:
                silences = None if silences is None else silences + 1
            if silences == MOST_SILENCES:
                notice = f"does not answer at {one.program.health} any more: ending it."
                self._events.put(_Line(one.program.name, notice.encode()))
                one.signal(signal.SIGKILL)
            time.sleep(LOOKS_EVERY)

    def _follow(
        self, one: _Running, process: "subprocess.Popen[bytes]", followed: Optional[Tuple[int, int]]
    ) -> None:
        """End a program where another file is in the place of the one that it read."""
        while process.poll() is None:
            if _state_of(one.program.follows) == followed:
                time.sleep(FOLLOWS_EVERY)
                continue
            notice = f"is to read {one.program.follows} anew: ending it."
            self._events.put(_Line(one.program.name, notice.encode()))
            one.exchanged = True
            one.signal(signal.SIGTERM)
            try:
                process.wait(EXCHANGED_WITHIN)
            except subprocess.TimeoutExpired:
                one.signal(signal.SIGKILL)
            return

    def _after_end(self, one: _Running, status: int) -> Optional[int]:
        one.process = None
        if one.exchanged:
            one.exchanged = False
            self._start(one)
            return None
        steady = time.monotonic() - one.began >= STEADY
        one.failed_starts = 0 if steady else one.failed_starts + 1
        name, how = one.program.name, f"ended by itself with status {status}"
        if status < 0:
            how = f"was ended by {signal.Signals(-status).name}"
        if one.program.needed and one.failed_starts >= MOST_FAILED_STARTS:
            self._say(
                f"{name} {how}, for the {one.failed_starts}th time in a row within {STEADY:.0f} "
                f"seconds of its start: giving up. Its lines above say why."
            )
            return 1
        pause = min(FIRST_PAUSE * 2 ** max(0, one.failed_starts - 1), LONGEST_PAUSE)
        self._say(f"{name} {how}: starting it again in {pause:.0f} s.")
        one.restart_at = time.monotonic() + pause
        return None

    def _end_all(self) -> None:
        running = {name for name, one in self._running.items() if one.process is not None}
        for name in running:
            self._running[name].signal(signal.SIGTERM)
        deadline = time.monotonic() + ENDS_WITHIN
        while running:
            try:
                event = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                event = _Signal(signal.SIGKILL)
            if isinstance(event, _Line):
                self._print(event)
            elif isinstance(event, _Ended):
                running.discard(event.name)
                self._say(f"{event.name} ended.")
            else:
                # It took too long, or somebody was told to end twice.
                for name in running:
                    self._running[name].signal(signal.SIGKILL)
                deadline = time.monotonic() + 2 * ENDS_WITHIN

    def _print(self, line: _Line) -> None:
        self._write(line.name, line.text, self._running[line.name].colour)

    def _say(self, sentence: str) -> None:
        self._write(OWN_NAME, sentence, None)

    def _write(self, name: str, data: Union[str, bytes], colour: Optional[str]) -> None:
        try:
            if self._as_json:
                print(json_line(name, data), flush=True)
            else:
                self._printer.write(Message("line", data, datetime.datetime.now(), name, colour))
        except (OSError, ValueError):
            # Nobody reads any more (a closed terminal): that must not keep us from our work.
            pass


def _state_of(file: Optional[Path]) -> Optional[Tuple[int, int]]:
    """Which file is there: another one has another number; None where there is none."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns) if found else None
