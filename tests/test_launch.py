import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
import typer

from assistant import launch
from assistant.facts.store import FactStore
from assistant.settings import ROOT
from tests.faults import DATABASE_FAULTS


def test_a_port_in_use_is_one_sentence(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind((launch.HOST, 0))
        taken.listen()
        with pytest.raises(typer.Exit) as stopped:
            launch._check_port(taken.getsockname()[1], "Rasa")
    assert stopped.value.exit_code == 1
    assert "is in use" in capsys.readouterr().out


@pytest.mark.parametrize("python", ["/bin/false", "/no/such/python", sys.base_prefix])
def test_a_wrong_python_is_one_sentence(tmp_path, python):
    for name in ("scripts/setup.sh", "requirements.lock", "pyproject.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        ["bash", str(tmp_path / "scripts" / "setup.sh")],
        env={"PYTHON": python, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.strip() == (
        f"PYTHON={python} is not a Python 3.10, which Rasa Open Source 3.6 needs."
    )


def test_a_space_in_the_checkouts_path_is_no_trouble(tmp_path):
    checkout = tmp_path / "a check out"
    checkout.mkdir()
    for name in ("assistant", "data"):
        shutil.copytree(ROOT / name, checkout / name)
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    # In the servers' place: what they were told, and that they run.
    for server in ("rasa", "rasa_sdk"):
        (checkout / server).mkdir()
        (checkout / server / "__init__.py").touch()
        source = "import sys, time\nprint('told', sys.argv[1:])\ntime.sleep(100)\n"
        (checkout / server / "__main__.py").write_text(source)
    run = """
from assistant import launch
from assistant.model import model_path, write_digest
launch.ACTIONS_PORT = launch.free_port()
model_path().parent.mkdir()
model_path().touch()
write_digest(model_path())
launch.app(["run"])
"""
    log = tmp_path / "log"
    running = subprocess.Popen(
        [str(checkout / ".venv" / "bin" / "python"), "-c", run],
        cwd=checkout,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": ".",
            "RASA_PORT": str(launch.free_port()),
            "DESK_PORT": str(launch.free_port()),
        },
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 120
    while log.read_text().count("told") < 2:
        assert running.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=30) == 0
    assert str(checkout / "models") in log.read_text()


@pytest.mark.parametrize("fault", ["locked", "damaged", "unreachable"])
def test_the_assistant_starts_without_its_facts(tmp_path, monkeypatch, capsys, fault):
    database = tmp_path / "databases" / "facts.db"
    monkeypatch.setenv("FACTS_URL", f"sqlite:///{database}")
    FactStore(f"sqlite:///{database}").close()
    with DATABASE_FAULTS[fault](database):
        launch._seed_facts()
        assert "cannot be used" in capsys.readouterr().out
        with pytest.raises(typer.Exit):
            launch.seed()


def test_servers_use_one_thread_of_native_libraries_and_training_all(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert launch.environment()["OMP_NUM_THREADS"] == "1"
    assert "OMP_NUM_THREADS" not in launch.training_environment()
    for environment in (launch.environment(), launch.training_environment()):
        assert environment["OMP_WAIT_POLICY"] == "PASSIVE"


def test_rasa_is_watched_at_the_port_that_it_is_told(monkeypatch):
    started = {}

    class Recorder:
        def __init__(self, programs, env, folder, as_json):
            started.update({program.name: program for program in programs}, env=env)

        def run(self):
            return 0

    ports = []
    monkeypatch.setattr(launch, "_check_port", lambda port, what: ports.append(port))
    monkeypatch.setattr(launch, "_seed_facts", lambda: None)
    monkeypatch.setattr(launch, "train_if_stale", lambda: ROOT / "models" / "none.tar.gz")
    monkeypatch.setattr(launch, "_wait_until_ready", lambda stopped: False)
    monkeypatch.setattr(launch, "Supervisor", Recorder)
    with pytest.raises(typer.Exit):
        launch.run()
    port = started["env"]["WATCH_PORT"]
    assert started["rasa"].health == f"http://127.0.0.1:{port}/live" and int(port) in ports
    # Beside each Rasa its own.
    assert int(port) == launch.RASA_PORT + 1
