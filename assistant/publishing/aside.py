"""Runs a program aside: visitors and staff come first."""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Dict, Iterator, List

from assistant.environment import THREADS, environment
from assistant.settings import ROOT, Settings

# TensorFlow's own threads, which no variable of numpy's or OpenMP's holds back.
TENSORFLOW_THREADS = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


class Busy(Exception):
    """Another one is under way."""


def environment_aside() -> Dict[str, str]:
    """The environment of what runs aside: one thread; embeddings kept where it may write."""
    one_thread = {name: "1" for name in (*THREADS, *TENSORFLOW_THREADS)}
    cache = {"CACHE_DIR": str(_cache(Settings()))}
    # Of trouble a plain line is told, without the values of variables: they may be visitors' words.
    plain = {"TYPER_STANDARD_TRACEBACK": "1", "LOG_LEVEL": "WARNING"}
    return {**environment(), **one_thread, **cache, **plain}


def _cache(settings: Settings) -> Path:
    """Where embeddings are kept: in training's own cache, or, where that is somebody else's to
    write, in one that began as a copy of it."""
    cache = settings.cache_dir
    own = settings.publishing_dir / "embeddings"
    writable = cache if cache.exists() else cache.parent
    if os.access(writable, os.W_OK):
        return cache
    if not own.exists():
        copy = own.with_name(f".embeddings.{os.getpid()}")
        copy.mkdir(parents=True, exist_ok=True)
        for file in cache.glob("*.db"):
            with suppress(OSError):
                shutil.copy(file, copy)
        copy.rename(own)
    return own


def yield_to_all() -> None:
    """From now on, this process and what it starts runs where nobody else wants the processor."""
    os.nice(19)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def begin(module: str, arguments: List[str], log: Path) -> "subprocess.Popen[bytes]":
    """Begin a module of ours aside; what it says goes to a file."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment_aside(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            # What began it may end.
            start_new_session=True,
        )


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock, which a process that ends lets go.

    Raises:
        Busy: another process holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield


def is_held(lock: Path) -> bool:
    """Whether a process holds a lock now."""
    try:
        with alone(lock):
            return False
    except Busy:
        return True
