"""Takes this release into service, one process after another: the others answer meanwhile.

Run it in the folder of the release that is to serve: the new one, or, to go back, the one of before.
"""

import os
import shlex
import subprocess
import time
from pathlib import Path
from typing import List, NamedTuple, NoReturn, Optional

import httpx
import typer
from rich.console import Console

from assistant.environment import HOST
from assistant.launch import train_if_stale
from assistant.settings import ROOT

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)
console = Console(highlight=False)

ASKS_EVERY = 0.5  # seconds
ANSWERS_WITHIN = 10.0  # seconds; /ready itself takes up to four


class Server(NamedTuple):
    """A unit of systemd's, and the address that tells whether it does its work."""

    unit: str
    address: str

    def problem(self) -> Optional[str]:
        """Why it does not do its work now; None where it does."""
        try:
            # Not through a proxy that the environment names for what is outside.
            answer = httpx.get(self.address, timeout=ANSWERS_WITHIN, trust_env=False)
        except httpx.HTTPError as error:
            return type(error).__name__
        return None if answer.status_code == 200 else f"{answer.status_code} {answer.text.strip()}"


@app.command()
def roll(
    instances: List[str] = typer.Argument(..., help="The units' instances: 1 2"),
    current: Path = typer.Option(Path("/srv/oim-assistant/current"), help="The release in service"),
    restart: str = typer.Option("sudo -n systemctl restart {}", help="How a unit is restarted"),
    ready: str = typer.Option(f"http://{HOST}:520{{}}/ready", help="Where Rasa tells it is ready"),
    health: str = typer.Option(f"http://{HOST}:530{{}}/health", help="… and the action server"),
    within: float = typer.Option(300.0, help="Seconds that one has to come back"),
    model_only: bool = typer.Option(False, help="Restart Rasa alone, to read which model serves"),
) -> None:
    """Train or check the model, point CURRENT here, and restart each instance: its action server,
    then Rasa. Stops where one does not come back, and points CURRENT back."""
    if model_only:
        return _read_model_anew(instances, restart, ready, within)
    train_if_stale()
    if not current.is_symlink():
        _stop(f"{current} is no link to a release: nothing was restarted.")
    servers = [
        server
        for name in instances
        for server in (
            Server(f"oim-assistant-actions@{name}.service", health.format(name)),
            _rasa(name, ready),
        )
    ]
    # With one that is down already, a restart of another might leave nobody to answer.
    for server in servers:
        problem = server.problem()
        if problem:
            _stop(f"{server.unit} does not work ({problem}): nothing was restarted.")
    before = Path(os.readlink(current))
    _point(current, ROOT)
    for server in servers:
        failure = _restart(server, restart, within)
        if failure:
            _point(current, before)
            console.print(f"{server.unit}: {failure}.", style="red", markup=False, soft_wrap=True)
            again = _restart(server, restart, within)
            _stop(
                f"{current} points to {before} again. {server.unit}, started from there, "
                f"{'works' if again is None else f'does not work either: {again}'}; those after "
                f"it were left alone. See journalctl -u {server.unit}."
            )
        console.print(f"{server.unit} works.", markup=False)


def _rasa(instance: str, ready: str) -> Server:
    return Server(f"oim-assistant-rasa@{instance}.service", ready.format(instance))


def _read_model_anew(instances: List[str], restart: str, ready: str, within: float) -> None:
    """Restart each Rasa, which then serves the model that was activated; stop where one does not
    come back: the others still serve the model of before."""
    for server in [_rasa(name, ready) for name in instances]:
        failure = _restart(server, restart, within)
        if failure:
            _stop(f"{server.unit}: {failure}; those after it were left alone.")
        console.print(f"{server.unit} works.", markup=False)


def _restart(server: Server, command: str, within: float) -> Optional[str]:
    """Restart a server and wait until it works; why it does not within some seconds."""
    # A notifying unit's restart ends once it is up; one that fails leaves perhaps the old process.
    done = subprocess.run(shlex.split(command.format(server.unit)))
    if done.returncode:
        return f"its restart ended with {done.returncode}"
    deadline = time.monotonic() + within
    while True:
        problem = server.problem()
        if problem is None:
            return None
        if time.monotonic() > deadline:
            return f"it did not come back within {within:.0f} s ({problem})"
        time.sleep(ASKS_EVERY)


def _point(link: Path, release: Path) -> None:
    """Have a link name a release, from one moment to the next."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(release)
    new.replace(link)


def _stop(sentence: str) -> NoReturn:
    console.print(sentence, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
