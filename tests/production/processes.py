"""Programs of the tests in processes of their own."""

import os
import subprocess
import sys
from typing import Any

from assistant.settings import ROOT


class Program:
    """A program of the tests; it says that it is ready, and waits to be let go."""

    def __init__(self, module: str, *arguments: Any, **environment: str) -> None:
        self._command = [sys.executable, "-m", module, *map(str, arguments)]
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self.process: Any = None

    def start(self) -> "Program":
        """Start it."""
        self.process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def ready(self) -> str:
        """Wait until it is ready; what it said behind the word."""
        for line in self.process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "ready":
                return rest
        raise AssertionError(f"{self._command} ended with {self.process.wait()}")

    def go(self) -> None:
        """Let it begin."""
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self, within: float) -> int:
        """Wait for its end; its status."""
        return int(self.process.wait(within))

    def kill(self) -> None:
        """Kill it, if it lives."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
