"""Starts what the assistant needs: facts, model, action server, Rasa (``make run`` and others)."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, List, NoReturn, Optional

import httpx
import typer
from honcho.manager import Manager
from rich.console import Console

from assistant.facts.errors import FactError
from assistant.facts.files import read_records
from assistant.facts.store import FactStore
from assistant.settings import CHAT_PATH, ROOT, Settings

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(highlight=False)

HOST = "127.0.0.1"
RASA_PORT = int(os.environ.get("RASA_PORT", "5005"))
ACTIONS_PORT = 5055
READY_WITHIN = 180  # seconds; a start takes about 30
MODEL_INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules.yml",
    "data/stories.yml",
    "data/spelling",
    "data/split.yml",
    "data/subjects.yml",
    "assistant/nlu",
    "assistant/policies",
    "requirements.lock",
)
RASA = [sys.executable, "-m", "rasa"]
ACTIONS = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(ACTIONS_PORT)]


def environment() -> Dict[str, str]:
    """The environment that both servers run in."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": HOST,
        # Longer than Rasa's client keeps a connection to the action server (aiohttp: 15 seconds):
        # one that the server closes first may be written to, and the visitor is told of trouble.
        "SANIC_KEEP_ALIVE_TIMEOUT": "75",
        # Rasa's TensorFlow speaks of missing GPUs, and its old dependencies of their own age.
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
    }


def _stop(sentence: str) -> NoReturn:
    console.print(sentence, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def fingerprint() -> str:
    """A digest of all that the model is made of."""
    digest = hashlib.sha256()
    for name in MODEL_INPUTS:
        path = ROOT / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def model_path() -> Path:
    """Where the model of the present files is, trained or not."""
    return ROOT / "models" / f"oim-tunisie-{fingerprint()}.tar.gz"


def _seed_facts() -> None:
    try:
        store = FactStore(Settings().facts_url)
        result = store.load(read_records(Settings().facts_dir), "data/facts")
    except FactError as error:
        _stop(str(error))
    console.print(f"Facts: {len(result.added)} added, {len(result.updated)} updated.")
    for fact in result.differing:
        console.print(f"  {fact} differs from data/facts and stays as your staff set it.")


def _train_if_stale() -> Path:
    path = model_path()
    if path.exists():
        return path
    console.print("Training the model (some minutes the first time, below one after that) …")
    started = time.monotonic()
    # Rasa's own cache does not see the tables that components read (data/spelling and others).
    command = RASA + ["train", "--force", "--skip-validation", "--out", str(path.parent)]
    command += ["--fixed-model-name", path.name[: -len(".tar.gz")]]
    if subprocess.run(command, cwd=ROOT, env=environment()).returncode:
        _stop("Training failed: the lines above say why.")
    for old in path.parent.glob("oim-tunisie-*.tar.gz"):
        if old != path:
            old.unlink()
    console.print(f"Model trained in {time.monotonic() - started:.0f} s: {path.name}")
    return path


def _check_port(port: int, what: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            _stop(
                f"Port {port} ({what}) is in use: stop the program that uses it, "
                f"perhaps an assistant that still runs, and try again."
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _rasa_server(model: Path) -> List[str]:
    return RASA + [
        "run",
        "--interface",
        HOST,
        "--port",
        str(RASA_PORT),
        "--model",
        str(model),
        "--quiet",
    ]


def _ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _wait_until_ready(stopped: threading.Event) -> bool:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and not stopped.is_set():
        if _ready(f"http://{HOST}:{RASA_PORT}/") and _ready(f"http://{HOST}:{ACTIONS_PORT}/health"):
            return True
        time.sleep(0.3)
    return False


def _say_where(stopped: threading.Event) -> None:
    if _wait_until_ready(stopped):
        console.print(
            f"\nThe assistant is ready. Talk to it:\n"
            f"  http://{HOST}:{RASA_PORT}{CHAT_PATH}\n"
            f"  curl -s http://{HOST}:{RASA_PORT}/webhooks/rest/webhook "
            f"""-d '{{"sender": "me", "message": "Combien d’États membres compte l’OIM ?"}}'\n"""
            f"  make shell        (in another terminal)\n"
            f"Ctrl-C stops it.",
            markup=False,
            soft_wrap=True,
        )


@app.command()
def run() -> None:
    """Seed the facts, train if needed, start both servers, wait until they are ready."""
    _check_port(RASA_PORT, "Rasa")
    _check_port(ACTIONS_PORT, "action server")
    _seed_facts()
    model = _train_if_stale()
    manager = Manager()
    for name, command in (("actions", ACTIONS), ("rasa", _rasa_server(model))):
        manager.add_process(name, " ".join(command), env=environment(), cwd=str(ROOT))
    stopped = threading.Event()
    teller = threading.Thread(target=_say_where, args=(stopped,), daemon=True)
    teller.start()
    manager.loop()
    stopped.set()
    interrupted = manager.returncode in (130, 143)
    raise typer.Exit(0 if interrupted else manager.returncode or 0)


@app.command()
def shell() -> None:
    """Start what it needs, then talk in the terminal (``rasa shell``)."""
    actions: Optional[subprocess.Popen] = None
    # A terminal that closes ends us by a signal: the action server must not stay behind.
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, _: sys.exit(128 + number))
    _seed_facts()
    model = _train_if_stale()
    if not _ready(f"http://{HOST}:{ACTIONS_PORT}/health"):
        _check_port(ACTIONS_PORT, "action server")
        actions = subprocess.Popen(
            ACTIONS,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
            stdout=(ROOT / ".state" / "actions.log").open("a"),
            stderr=subprocess.STDOUT,
        )
    try:
        subprocess.run(
            RASA
            + ["shell", "--model", str(model), "--quiet"]
            + ["--interface", HOST, "--port", str(_free_port())],
            cwd=ROOT,
            env=environment(),
        )
    finally:
        if actions:
            os.killpg(actions.pid, signal.SIGTERM)
            actions.wait()


@app.command()
def train(force: bool = typer.Option(False, help="Train even if the model is up to date.")) -> None:
    """Train the model if it is missing or older than what it is made from."""
    if force:
        model_path().unlink(missing_ok=True)
    console.print(f"Model: {_train_if_stale().relative_to(ROOT)}")


@app.command()
def seed() -> None:
    """Take data/facts into the fact database."""
    _seed_facts()


if __name__ == "__main__":
    app()
