"""Where and when a run took place, and of which state of the project."""

import datetime
import hashlib
import platform
import subprocess
from pathlib import Path
from typing import Optional

import psutil
from pydantic import BaseModel

from assistant.settings import ROOT
from benchmarks.speed.processes import MEGABYTE

CPU_INFO = Path("/proc/cpuinfo")
UNKNOWN = "unknown"


class Machine(BaseModel):
    """The machine, the day, the commit; ``changes`` is a digest of what is not committed, or
    empty. ``cores`` are those that the run was kept to, of ``all_cores``."""

    processor: str
    cores: int
    all_cores: int
    memory_gb: float
    system: str
    python: str
    date: str
    commit: str
    changes: str


def processor_name(cpu_info: str) -> Optional[str]:
    """The processor's name in the text of ``/proc/cpuinfo``, if it stands there."""
    for line in cpu_info.split("\n"):
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return None


def _git(*arguments: str) -> str:
    """What git says about this project; empty where there is no git, or no repository."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def _changes() -> str:
    """A digest of what differs from the commit; the last run's own results do not count."""
    kept = ("--", ".", ":(exclude)benchmarks/results")
    untracked = _git("ls-files", "--others", "--exclude-standard", *kept)
    differs = _git("diff", "HEAD", *kept) + "".join(
        f"{name}\n{(ROOT / name).read_bytes()!r}" for name in untracked.split("\n") if name
    )
    return hashlib.sha256(differs.encode()).hexdigest()[:8] if differs else ""


def this_machine(cores: Optional[int]) -> Machine:
    """This machine, now; the run is kept to so many of its cores (None: to none)."""
    info = CPU_INFO.read_text(encoding="utf-8") if CPU_INFO.exists() else ""
    every = psutil.cpu_count() or 1
    return Machine(
        processor=processor_name(info) or platform.processor() or UNKNOWN,
        cores=cores or every,
        all_cores=every,
        memory_gb=round(psutil.virtual_memory().total / MEGABYTE / 1000, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        date=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        commit=_git("rev-parse", "--short=12", "HEAD") or UNKNOWN,
        changes=_changes(),
    )
