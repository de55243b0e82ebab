"""Runs a server's module and tells systemd that it is ready, and then that it still answers.

``python -m assistant.notifying READY LIVE MODULE …`` is ``python -m MODULE …`` under a unit of
``Type=notify`` with ``WatchdogSec``: what has stopped answering is ended, and started again.
"""

import os
import runpy
import socket
import sys
import time
from contextlib import suppress
from http import HTTPStatus
from threading import Thread
from urllib.request import ProxyHandler, build_opener

ANSWERS_WITHIN = 5.0  # seconds; /live itself takes up to four
LOOKS_EVERY = 0.5  # seconds, while it starts
SIGNS = 3  # of life, in the time after which systemd ends what gives none


def tell_systemd(address: str, ready: str, live: str, watchdog: float) -> None:
    """Tell who listens at a socket's address what a server's own answers say, for ever.

    Args:
        watchdog: seconds after which silence is taken for death; 0 where nobody minds.
    """
    # Not through a proxy that the environment names for what is outside.
    opener = build_opener(ProxyHandler({}))

    def answers(url: str) -> bool:
        try:
            with opener.open(url, timeout=ANSWERS_WITHIN) as response:
                return bool(response.status == HTTPStatus.OK)
        except OSError:
            return False

    while not answers(ready):
        time.sleep(LOOKS_EVERY)
    _tell(address, "READY=1")
    while watchdog:
        if answers(live):
            _tell(address, "WATCHDOG=1")
        time.sleep(watchdog / SIGNS)


def _tell(address: str, word: str) -> None:
    if address.startswith("@"):  # an abstract socket, as systemd writes it
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told, suppress(OSError):
        told.sendto(word.encode(), address)


def main() -> None:
    """Run the module; nothing is told where no socket is named."""
    ready, live, module, *arguments = sys.argv[1:]
    # Taken out: what the server starts does not speak for it.
    address = os.environ.pop("NOTIFY_SOCKET", "")
    watchdog = int(os.environ.pop("WATCHDOG_USEC", "0")) / 1e6
    if address:
        told = (address, ready, live, watchdog)
        Thread(target=tell_systemd, args=told, name="notifying", daemon=True).start()
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
