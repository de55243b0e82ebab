"""What processes take of the machine: CPU seconds and memory, each with its children."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from typing import Iterator, List, NamedTuple, Optional

import psutil

MEGABYTE = 1_000_000
SAMPLE_EVERY = 0.25  # seconds


class MemoryUse(NamedTuple):
    """Megabytes of a process and its children: ``rss`` counts pages that several of them share
    once for each, ``pss`` divides them among all that share them."""

    rss: float
    pss: float

    def __add__(self, other: object) -> "MemoryUse":
        if not isinstance(other, MemoryUse):
            return NotImplemented
        return MemoryUse(self.rss + other.rss, self.pss + other.pss)

    def peak(self, other: "MemoryUse") -> "MemoryUse":
        """The higher of both, figure by figure."""
        return MemoryUse(max(self.rss, other.rss), max(self.pss, other.pss))


def tree(pid: int) -> List[psutil.Process]:
    """A process and all that it has started and that still run; nothing once it has ended."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_seconds(pid: int) -> float:
    """CPU seconds that a process and its children, ended ones included, have taken so far."""
    seconds = 0.0
    for process in tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            # A child that has ended is counted by the parent that waited for it.
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


def memory(pid: int) -> MemoryUse:
    """The memory of a process and its children now."""
    total = MemoryUse(0, 0)
    for process in tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            info = process.memory_full_info()
            shared = getattr(info, "pss", info.rss)  # only Linux tells it
            total += MemoryUse(info.rss / MEGABYTE, shared / MEGABYTE)
    return total


class PeakMemory:
    """The highest memory of a process and its children, looked at four times a second."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = MemoryUse(0, 0)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE_EVERY):
            self.peak = self.peak.peak(memory(self._pid))


@contextlib.contextmanager
def busy_process() -> Iterator[int]:
    """A process that computes without a pause, at this one's priority; gives its id."""
    spinning = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield spinning.pid
    finally:
        spinning.kill()
        spinning.wait()


def stop_group(process: "subprocess.Popen[bytes]", signal_number: int, within: float) -> None:
    """End a process that leads a group, and its group; by force after so many seconds."""
    if process.poll() is None:
        os.killpg(process.pid, signal_number)
        try:
            process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


class Others:
    """How many cores, on average, other programs took since this was made.

    Counts the cores that this process may use, and takes off what this process and its children,
    ended ones included, took themselves.
    """

    def __init__(self) -> None:
        self._cores = allowed_cores()
        self._started = time.monotonic()
        self._busy = self._busy_seconds()
        self._own = cpu_seconds(os.getpid())

    def cores(self) -> float:
        """The cores that others took."""
        elapsed = time.monotonic() - self._started
        own = cpu_seconds(os.getpid()) - self._own
        return max(0.0, (self._busy_seconds() - self._busy - own) / elapsed)

    def _busy_seconds(self) -> float:
        every = psutil.cpu_times(percpu=True)
        chosen = every if self._cores is None else [every[core] for core in self._cores]
        # A guest's time is counted in the user's already; without Linux there is no such field.
        beside = ("idle", "iowait", "guest", "guest_nice")
        return sum(sum(core) - sum(getattr(core, name, 0.0) for name in beside) for core in chosen)


def allowed_cores() -> Optional[List[int]]:
    """The cores that this process may run on; None where the system does not tell."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    return sorted(os.sched_getaffinity(0))


def keep_to_cores(count: int) -> Optional[int]:
    """Keep this process and all that it starts to its first cores; how many these are, or None
    where the system cannot."""
    cores = allowed_cores()
    if cores is None:
        return None
    os.sched_setaffinity(0, cores[:count])
    return len(cores[:count])
