"""What keeps the servers running, with programs of a few lines in their place."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from assistant.settings import ROOT

SUPERVISE = """
import sys
from pathlib import Path
from assistant import supervisor
from assistant.supervisor import Program, Supervisor
supervisor.FIRST_PAUSE, supervisor.LONGEST_PAUSE = 0.2, 0.4
supervisor.LOOKS_EVERY = 0.3
supervisor.FOLLOWS_EVERY, supervisor.EXCHANGED_WITHIN = 0.1, 1.0
folder = Path(sys.argv[1])
programs = [
    Program(path.name.split(".")[0], [sys.executable, "-u", str(path)], "needed" in path.name,
            sys.argv[2] if "watched" in path.name else None,
            folder / "followed.json" if "following" in path.name else None)
    for path in sorted(folder.glob("*.py"))
]
sys.exit(Supervisor(programs, {"PATH": "/usr/bin:/bin"}, folder).run())
"""
FOR_EVER = "import time\ntime.sleep(1000)\n"
STUBBORN = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up')\n"
STUBBORN += "while True: time.sleep(1000)\n"


class Supervised:
    """A supervisor in a process of its own, over the programs of a folder."""

    def __init__(self, folder: Path, health: str = "") -> None:
        self.log = folder.parent / "log"
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, str(folder), health],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_for(self, words: str, times: int = 1) -> str:
        """What was printed, once words were so many times."""
        deadline = time.monotonic() + 60
        while self.log.read_text().count(words) < times:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)
        return self.log.read_text()

    def pids(self, name: str):
        """The processes that the program had, the last one last."""
        starts = [line for line in self.log.read_text().splitlines() if f"{name} started" in line]
        return [int(line.split("(pid ")[1].rstrip(").")) for line in starts]

    def end(self, number: int = signal.SIGTERM) -> int:
        """End it by a signal; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


def runs(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


@pytest.fixture(autouse=True)
def hangups_end_programs():
    """Under nohup they do not, and what is started there inherits it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def supervise(tmp_path):
    """Supervises programs, by their names; they lie in a folder with a space in its name."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    started = []

    def start(health: str = "", **programs: str) -> Supervised:
        for name, source in programs.items():
            (folder / f"{name}.py").write_text(textwrap.dedent(source))
        started.append(Supervised(folder, health))
        return started[-1]

    yield start
    for supervised in started:
        if supervised.process.poll() is None:
            # Killed, it would leave its programs behind.
            supervised.end()


def test_what_dies_is_started_again_and_the_other_goes_on(supervise):
    supervised = supervise(dying=FOR_EVER, needed_one=FOR_EVER)
    supervised.wait_for("started", 2)
    for count in (2, 3):
        [*_, pid] = supervised.pids("dying")
        os.kill(pid, signal.SIGKILL)
        supervised.wait_for("dying started", count)
    assert "dying was ended by SIGKILL: starting it again" in supervised.log.read_text()
    [other] = supervised.pids("needed_one")
    assert runs(other)
    assert supervised.end() == 0


def test_what_is_needed_and_does_not_start_is_given_up_with_a_sentence(supervise):
    source = "import sys\nprint('no such model')\nsys.exit(3)"
    supervised = supervise(needed_one=source, other=FOR_EVER)
    assert supervised.process.wait(timeout=60) == 1
    log = supervised.log.read_text()
    assert log.count("no such model") == 4 and log.count("giving up") == 1
    assert not runs(supervised.pids("other")[0])


def test_what_is_not_needed_is_tried_for_ever(supervise):
    supervised = supervise(broken="raise SystemExit(1)", needed_one=FOR_EVER)
    supervised.wait_for("broken started", 6)
    assert runs(supervised.pids("needed_one")[0])
    assert supervised.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_and_leaves_nothing(supervise, number):
    child = (
        f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', {FOR_EVER!r}])"
    )
    parent = f"{child}\nprint('child', child.pid)\nchild.wait()"
    supervised = supervise(parent=parent, stubborn=STUBBORN, needed_one=FOR_EVER)
    log = supervised.wait_for("child ")
    supervised.wait_for("up")
    began = time.monotonic()
    assert supervised.end(number) == 0
    assert time.monotonic() - began < 15
    [grandchild] = [int(line.split()[-1]) for line in log.splitlines() if "child " in line]
    pids = [pid for name in ("parent", "stubborn", "needed_one") for pid in supervised.pids(name)]
    time.sleep(0.2)
    assert not any(runs(pid) for pid in [*pids, grandchild])


def test_what_a_program_started_does_not_outlive_it(supervise):
    child = (
        f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', {FOR_EVER!r}])"
    )
    supervised = supervise(parent=f"{child}\nprint('child', child.pid)\nchild.wait()")
    log = supervised.wait_for("child ")
    [grandchild] = [int(line.split()[-1]) for line in log.splitlines() if "child " in line]
    os.kill(supervised.pids("parent")[0], signal.SIGKILL)
    supervised.wait_for("parent started", 2)
    assert not runs(grandchild)


def test_what_hangs_is_started_again(supervise):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        unused_port = probe.getsockname()[1]
    source = f"""
        import http.server
        http.server.test(http.server.SimpleHTTPRequestHandler, port={unused_port}, bind="127.0.0.1")
    """
    supervised = supervise(health=f"http://127.0.0.1:{unused_port}/", watched=source)
    supervised.wait_for('"GET / HTTP/1.1" 200')
    os.kill(supervised.pids("watched")[0], signal.SIGSTOP)
    supervised.wait_for("does not answer")
    supervised.wait_for("watched started", 2)
    answered = supervised.log.read_text().count("GET /")
    supervised.wait_for("GET /", answered + 2)
    assert len(supervised.pids("watched")) == 2


def test_lines_carry_the_name_of_who_wrote_them(supervise):
    supervised = supervise(talker="print('hello\\nworld')\n" + FOR_EVER, b=FOR_EVER)
    log = supervised.wait_for("world")
    lines = [line.split(" ", 1)[1] for line in log.splitlines() if "o" in line.split("|")[1]]
    assert "talker | hello" in lines and "talker | world" in lines


def test_a_closed_terminal_keeps_nothing_from_ending(supervise, tmp_path):
    folder = tmp_path / "talking"
    folder.mkdir()
    (folder / "needed_one.py").write_text("import time\nwhile True: print('x'); time.sleep(0.01)")
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(folder), ""],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    line = supervisor.stdout.readline().decode()
    supervisor.stdout.close()
    time.sleep(0.3)
    supervisor.send_signal(signal.SIGHUP)
    supervisor.wait(timeout=30)
    assert not runs(int(line.split("(pid ")[1].split(")")[0]))


def test_what_answers_that_it_is_ill_is_started_again(supervise):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        unused_port = probe.getsockname()[1]
    source = f"""
        import http.server, itertools
        answers = itertools.count()

        class Failing(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(503 if next(answers) else 200)
                self.end_headers()

        http.server.HTTPServer(("127.0.0.1", {unused_port}), Failing).serve_forever()
    """
    supervised = supervise(health=f"http://127.0.0.1:{unused_port}/", watched=source)
    supervised.wait_for("does not answer")
    supervised.wait_for("watched started", 2)


def test_where_programs_read_the_lines_each_is_json(supervise, tmp_path):
    folder = tmp_path / "talking"
    folder.mkdir()
    source = "print('{\"event\": \"mine\"}')\nprint('words')\nimport time\ntime.sleep(1000)\n"
    (folder / "needed_one.py").write_text(source)
    script = SUPERVISE.replace("folder).run()", "folder, as_json=True).run()")
    supervisor = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), ""],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = [json.loads(supervisor.stdout.readline()) for _ in range(3)]
    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(timeout=30)
    assert "started" in lines[0]["event"] and lines[0]["program"] == "system"
    assert lines[1] == {"event": "mine"}
    assert lines[2]["event"] == "words" and lines[2]["program"] == "needed_one"


def exchange(supervise_folder: Path, words: str) -> None:
    """Put another file in the place of the one that is followed."""
    new = supervise_folder / "new.json"
    new.write_text(words)
    new.replace(supervise_folder / "followed.json")


@pytest.mark.parametrize("source", [FOR_EVER, STUBBORN])
def test_what_follows_a_file_is_started_again_at_once_where_another_is_there(
    supervise, tmp_path, source
):
    supervised = supervise(following=source, needed_one=FOR_EVER)
    supervised.wait_for("started", 2)
    for count in range(2, 8):  # more often than a program that fails is tried
        exchange(tmp_path / "a folder", str(count))
        supervised.wait_for("following started", count)
    log = supervised.log.read_text()
    assert "starting it again" not in log and "giving up" not in log
    assert len(supervised.pids("needed_one")) == 1 and len(set(supervised.pids("following"))) == 7
    (tmp_path / "a folder" / "followed.json").unlink()
    supervised.wait_for("following started", 8)
    assert supervised.end() == 0
