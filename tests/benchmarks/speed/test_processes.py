"""What is read of processes, from processes that take what is known."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from benchmarks.speed.processes import (
    MemoryUse,
    Others,
    PeakMemory,
    allowed_cores,
    busy_process,
    cpu_seconds,
    memory,
    stop_group,
    tree,
)

# Takes what its own clock tells, then waits to be looked at; prints what it took.
SPINS = """
import sys, time
while time.process_time() < float(sys.argv[1]): pass
print("done", flush=True)
time.sleep(600)
"""
# A child that takes CPU and ends, and one that stays.
HAS_CHILDREN = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import time\\nwhile time.process_time() < 0.3: pass"])
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("done", flush=True)
import time; time.sleep(600)
"""
HOLDS = """
import sys, time
held = b"x" * int(sys.argv[1])
print("done", flush=True)
time.sleep(600)
"""


@pytest.fixture
def started():
    running = []

    def start(program, *arguments):
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, arguments)],
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        running.append(process)
        assert process.stdout.readline() == b"done\n"
        return process

    yield start
    for process in running:
        stop_group(process, signal.SIGKILL, 10)
        process.stdout.close()


def test_cpu_seconds_are_what_a_process_took(started):
    process = started(SPINS, 0.4)
    taken = cpu_seconds(process.pid)
    assert taken >= 0.39
    assert cpu_seconds(process.pid) == pytest.approx(taken, abs=0.02)  # it waits


def test_children_count_when_they_run_and_when_they_have_ended(started):
    process = started(HAS_CHILDREN)
    assert cpu_seconds(process.pid) >= 0.29
    assert len(tree(process.pid)) == 2


def test_memory_is_what_a_process_holds(started):
    small, large = started(HOLDS, 1_000), started(HOLDS, 60_000_000)
    for figure in ("rss", "pss"):
        more = getattr(memory(large.pid), figure) - getattr(memory(small.pid), figure)
        assert more == pytest.approx(60, abs=5)


def test_the_peak_is_kept():
    lets_go = "import time\nheld = b'x' * 80_000_000\ntime.sleep(1.5)\ndel held\ntime.sleep(1)"
    process = subprocess.Popen([sys.executable, "-c", lets_go])
    with PeakMemory(process.pid) as peak:
        process.wait()
    assert peak.peak.rss >= 80


def test_a_process_that_has_ended_takes_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert tree(process.pid) == []
    assert cpu_seconds(process.pid) == 0
    assert memory(process.pid) == MemoryUse(0, 0)


def test_memories_add_and_peak_figure_by_figure():
    assert MemoryUse(1, 2) + MemoryUse(3, 4) == MemoryUse(4, 6)
    assert MemoryUse(1, 9).peak(MemoryUse(5, 2)) == MemoryUse(5, 9)


def test_a_busy_process_runs_until_the_end_of_the_block():
    with busy_process() as pid:
        before = cpu_seconds(pid)
        deadline = time.monotonic() + 30
        while cpu_seconds(pid) == before:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert not psutil.pid_exists(pid)


def test_a_group_that_does_not_stop_is_ended(started):
    ignores = "import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('done', flush=True)\n"
    process = started(ignores + "time.sleep(600)")
    stop_group(process, signal.SIGTERM, 0.2)
    assert process.returncode == -signal.SIGKILL


def test_what_this_process_takes_itself_is_not_taken_by_others():
    others = Others()
    spun = time.process_time() + 0.5
    while time.process_time() < spun:
        pass
    cores = others.cores()
    assert 0 <= cores <= len(allowed_cores() or range(os.cpu_count()))
