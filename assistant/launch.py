"""Starts what the assistant needs: facts, model, action server, Rasa (``make run`` and others)."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import List, NoReturn, Optional

import httpx
import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations.sweep import sweep
from assistant.credentials import rest_is_open, rest_of_a_local_run, rest_refusal
from assistant.environment import HOST, environment, free_port, training_environment
from assistant.facts.errors import FactError
from assistant.facts.files import read_records
from assistant.facts.store import FactStore
from assistant.model import ModelError, checked, model_path, remove
from assistant.model import train as train_model
from assistant.publishing.places import Places
from assistant.settings import CHAT_PATH, ROOT, ChannelSettings, DeskSettings, Settings
from assistant.supervisor import Program, Supervisor

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(highlight=False)

RASA_PORT = int(os.environ.get("RASA_PORT", "5005"))
# endpoints.yml asks 5055; where several stand behind it, a proxy asks each at a port of its own.
ACTIONS_PORT = int(os.environ.get("ACTIONS_PORT", "5055"))
WATCH_PORT = int(os.environ.get("WATCH_PORT") or RASA_PORT + 1)
ACTIONS_HEALTH = f"http://{HOST}:{ACTIONS_PORT}/health"
READY_WITHIN = 180  # seconds; a start takes about 30
RASA = [sys.executable, "-m", "assistant.checked_rasa"]
DESK = [sys.executable, "-m", "assistant.desk", "run"]
ACTIONS = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(ACTIONS_PORT)]


def _stop(sentence: str) -> NoReturn:
    console.print(sentence, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def _seed_facts(needed: bool = False) -> None:
    """Take data/facts into the fact database; go on without one that fails, unless it is needed."""
    try:
        store = FactStore(Settings().facts_url)
        result = store.load(read_records(Settings().facts_dir), "data/facts")
    except FactError as error:
        _stop(str(error))
    except (OSError, SQLAlchemyError) as error:
        sentence = f"The fact database cannot be used: {error}"
        if needed:
            _stop(sentence)
        console.print(sentence, style="red", markup=False, soft_wrap=True)
        console.print("Until it can, only people in danger are helped.", style="red")
        return
    console.print(f"Facts: {len(result.added)} added, {len(result.updated)} updated.")
    for fact in result.waiting:
        console.print(f"  {fact} is shown to people in danger: its change waits for two people.")
    for fact in result.differing:
        console.print(f"  {fact} differs from data/facts and stays as your staff set it.")


def _sweep() -> None:
    """Delete what was kept long enough; a store that fails is left to the next time."""
    for each in sweep(Settings(), ChannelSettings()):
        if each.problem:
            sentence = f"What is too old could not be deleted ({each.store}): {each.problem}"
            console.print(sentence, style="red", markup=False, soft_wrap=True)


def train_if_stale() -> Path:
    """The model of the present files, trained first where it is missing.

    Raises:
        typer.Exit: there is none to be had; why was said.
    """
    path = model_path()
    if path.exists():
        return _checked(path)
    console.print("Training the model (some minutes the first time, below one after that) …")
    started = time.monotonic()
    if not train_model(path, training_environment()):
        _stop("Training failed: the lines above say why.")
    console.print(f"Model trained in {time.monotonic() - started:.0f} s: {path.name}")
    return path


def _checked(model: Path) -> Path:
    try:
        return checked(model)
    except ModelError as error:
        _stop(str(error))


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


def rasa_server(model: Path) -> List[str]:
    """The command that serves a model."""
    return RASA + [
        "run",
        "--interface",
        HOST,
        "--port",
        str(RASA_PORT),
        "--model",
        str(model),
        "--credentials",
        str(Settings().credentials_file),
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
        if _ready(f"http://{HOST}:{RASA_PORT}/") and _ready(ACTIONS_HEALTH):
            return True
        time.sleep(0.3)
    return False


def _over_rest() -> str:
    """How to talk over REST, where it is open."""
    if not (rest_is_open() or rest_of_a_local_run()):
        return ""
    return (
        f"  curl -s http://{HOST}:{RASA_PORT}/webhooks/rest/webhook "
        f"""-d '{{"sender": "me", "message": "Combien d’États membres compte l’OIM ?"}}'\n"""
    )


def _say_where(stopped: threading.Event) -> None:
    if _wait_until_ready(stopped):
        console.print(
            f"\nThe assistant is ready. Talk to it:\n"
            f"  http://{HOST}:{RASA_PORT}{CHAT_PATH}\n"
            f"{_over_rest()}"
            f"  make shell        (in another terminal)\n"
            f"The staff's desk: http://localhost:{DeskSettings().desk_port}/ (first: "
            f"python -m assistant.desk create-administrator <name>)\n"
            f"Ctrl-C stops it.",
            markup=False,
            soft_wrap=True,
        )


@app.command()
def run() -> None:
    """Seed the facts, train if needed, start both servers, wait until they are ready."""
    _check_port(RASA_PORT, "Rasa")
    _check_port(ACTIONS_PORT, "action server")
    _check_port(WATCH_PORT, "metrics and probes")
    desk_port = DeskSettings().desk_port
    _check_port(desk_port, "staff desk")
    refusal = rest_refusal()
    if refusal:
        console.print(refusal, style="yellow", markup=False, soft_wrap=True)
    _seed_facts()
    _sweep()
    train_if_stale()
    # The model is looked for at each start: staff may have activated another.
    rasa = [sys.executable, "-m", "assistant.serve", "rasa"]
    activated = Places(Settings().publishing_dir).active
    programs = [
        # Without its action server, Rasa still helps people in danger.
        Program("actions", ACTIONS, needed=False, health=ACTIONS_HEALTH),
        Program("rasa", rasa, True, f"http://{HOST}:{WATCH_PORT}/live", follows=activated),
        Program("desk", DESK, needed=False, health=f"http://{HOST}:{desk_port}/health"),
    ]
    served = {**environment(), "WATCH_PORT": str(WATCH_PORT)}
    stopped = threading.Event()
    threading.Thread(target=_say_where, args=(stopped,), daemon=True).start()
    status = Supervisor(programs, served, ROOT, as_json=not sys.stdout.isatty()).run()
    stopped.set()
    raise typer.Exit(status)


@app.command()
def shell() -> None:
    """Start what it needs, then talk in the terminal (``rasa shell``)."""
    actions: "Optional[subprocess.Popen[bytes]]" = None
    # A terminal that closes ends us by a signal: the action server must not stay behind.
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, _: sys.exit(128 + number))
    _seed_facts()
    model = train_if_stale()
    if not _ready(ACTIONS_HEALTH):
        _check_port(ACTIONS_PORT, "action server")
        actions = subprocess.Popen(
            ACTIONS,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
            stdout=(ROOT / ".state" / "actions.log").open("w"),
            stderr=subprocess.STDOUT,
        )
    try:
        subprocess.run(
            RASA
            + ["shell", "--model", str(model), "--quiet"]
            + ["--interface", HOST, "--port", str(free_port())],
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
        remove(model_path())
    console.print(f"Model: {train_if_stale().relative_to(ROOT)}")


@app.command()
def seed() -> None:
    """Take data/facts into the fact database."""
    _seed_facts(needed=True)


if __name__ == "__main__":
    app()
