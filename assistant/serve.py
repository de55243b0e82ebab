"""Becomes one of the two servers, with the model that is there: what systemd and containers start.

Unlike ``make run`` it trains nothing, seeds nothing and keeps nothing else running: whoever starts
it does.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import List, NoReturn

import typer

from assistant import launch
from assistant.environment import HOST, environment
from assistant.publishing.active import serving_model
from assistant.publishing.places import Places
from assistant.settings import ROOT, Settings
from assistant.supervisor import FIRST_PAUSE, LONGEST_PAUSE, STEADY

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

STARTS = "starts.json"  # in the folder that systemd keeps from one start to the next


@app.command()
def rasa() -> None:
    """Become Rasa, at RASA_PORT, watched at WATCH_PORT."""
    model = serving_model(Places(Settings().publishing_dir))
    if not model.exists():
        sys.exit(f"There is no model of these files, {model}: `make train` makes it.")
    os.environ["WATCH_PORT"] = str(launch.WATCH_PORT)
    _become(
        launch.rasa_server(model),
        ready=f"http://{HOST}:{launch.RASA_PORT}/",
        live=f"http://{HOST}:{launch.WATCH_PORT}/live",
    )


@app.command()
def actions() -> None:
    """Become the action server, at ACTIONS_PORT."""
    _become(launch.ACTIONS, ready=launch.ACTIONS_HEALTH, live=launch.ACTIONS_HEALTH)


def pause_before(folder: Path) -> float:
    """How long to wait before a start, which is noted: longer each time that the last one did not
    hold. systemd's own growing pauses (RestartSteps) came after Ubuntu 22.04 and Debian 12."""
    note, pause = folder / STARTS, 0.0
    try:
        last = json.loads(note.read_text(encoding="ascii"))
        if time.time() - last["began"] < STEADY:
            pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * last["pause"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass  # The first one; or half a note, which is no reason not to start.
    note.write_text(json.dumps({"began": time.time() + pause, "pause": pause}), encoding="ascii")
    return pause


def _become(command: List[str], ready: str, live: str) -> NoReturn:
    folder = os.environ.get("RUNTIME_DIRECTORY")
    if folder:
        time.sleep(pause_before(Path(folder)))
    if os.environ.get("NOTIFY_SOCKET"):
        python, option, *module = command
        command = [python, option, "assistant.notifying", ready, live, *module]
    os.chdir(ROOT)
    os.execve(command[0], command, environment())


if __name__ == "__main__":
    app()
