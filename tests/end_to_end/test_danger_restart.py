"""The action server dies under ``make run``."""

import os
import re
import signal
import time
from pathlib import Path

STARTED = re.compile(r"actions started \(pid (\d+)\)")
BACK_WITHIN = 60  # seconds


def test_a_dead_action_server_is_started_again_and_danger_does_not_wait(assistant, records):
    fact = records["iom.member_states"]
    assert str(fact.value.count) in assistant.reply(fact.question["fr"])
    [*_, pid] = STARTED.findall(Path(assistant.log).read_text())
    os.kill(int(pid), signal.SIGKILL)
    number = records["help.coast_guard"].value.number
    assert number in assistant.reply("au secours mon bateau coule on est 40")
    deadline = time.monotonic() + BACK_WITHIN
    while str(fact.value.count) not in assistant.reply(fact.question["fr"]):
        assert time.monotonic() < deadline and assistant.process.poll() is None
        time.sleep(0.5)
    assert STARTED.findall(Path(assistant.log).read_text())[-1] != pid
