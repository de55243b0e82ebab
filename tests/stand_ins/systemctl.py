"""systemd's part in tests of restarts: ``python -m tests.stand_ins.systemctl FOLDER restart UNIT``.

The unit's instance is the port of its process (``tests.stand_ins.process``), which is named after the
release that FOLDER/current points to, and keeps its pid and what it heard in FOLDER. A release
that holds a file "broken" has a Rasa that never listens.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from assistant.settings import ROOT

STARTS_WITHIN = 20
TAKES = 0.5  # seconds until a process listens


def restart(folder: Path, unit: str) -> None:
    """End the unit's process politely, and start another once it has ended."""
    pid_file = folder / f"{unit}.pid"
    if pid_file.exists():
        end(int(pid_file.read_text()), signal.SIGTERM)
    release = (folder / "current").resolve()
    if (release / "broken").exists() and "rasa" in unit:
        return
    time.sleep(TAKES)
    port = re.findall(r"@(\d+)", unit)[0]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stand_ins.process", port, release.name,
         str(folder / f"{unit}.heard")],
        cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    pid_file.write_text(str(process.pid))
    deadline = time.monotonic() + STARTS_WITHIN
    while socket.socket().connect_ex(("127.0.0.1", int(port))):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def end(pid: int, number: int) -> None:
    """End a process by a signal, and wait for it."""
    try:
        os.kill(pid, number)
        # Whoever inherited it may not look after it: a zombie has ended, too.
        while " Z " not in Path(f"/proc/{pid}/stat").read_text():
            time.sleep(0.02)
    except (ProcessLookupError, FileNotFoundError):
        pass


def asked(port: int) -> str:
    """The name of the process that listens at a port."""
    return httpx.get(f"http://127.0.0.1:{port}/").text.strip()


if __name__ == "__main__":
    restart(Path(sys.argv[1]), sys.argv[3])
