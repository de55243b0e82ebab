"""A Rasa project as the benchmark runs it: in a folder of its own, on ports of its own."""

import re
import sys
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple

from ruamel.yaml import YAML

from benchmarks.speed.load import Replies

HOST = "127.0.0.1"
EXAMPLE = re.compile(r"^( +- )\S")


class Project(NamedTuple):
    """What is needed to train a project and to start its servers.

    ``train`` is the command that leaves a model in ``models/``; ``prepare`` are commands that run
    before the servers, and count in the time to start. ``data`` is a file whose last lines are
    examples of an intent. ``by_action`` tells whether replies are what the project's action says.
    """

    name: str
    folder: Path
    environment: Dict[str, str]
    train: List[str]
    prepare: List[List[str]]
    data: Path
    by_action: Callable[[Replies], bool]

    def newest_model(self) -> Path:
        """The model that was trained last.

        Raises:
            FileNotFoundError: there is none.
        """
        models = sorted((self.folder / "models").glob("*.tar.gz"), key=lambda m: m.stat().st_mtime)
        if not models:
            raise FileNotFoundError(f"{self.folder / 'models'} holds no model")
        return models[-1]

    def rasa(self, port: int, actions_port: int, model: Path) -> List[str]:
        """The arguments of Python that start Rasa."""
        return [
            *("-m", "rasa", "run", "--interface", HOST, "--port", str(port)),
            *("--model", str(model), "--endpoints", str(self._endpoints(actions_port)), "--quiet"),
        ]

    def actions(self, port: int) -> List[str]:
        """The arguments of Python that start the action server."""
        return ["-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]

    def _endpoints(self, actions_port: int) -> Path:
        """The project's endpoints, with its action server at another port."""
        endpoints = YAML(typ="safe").load((self.folder / "endpoints.yml").read_text("utf-8"))
        endpoints["action_endpoint"]["url"] = f"http://{HOST}:{actions_port}/webhook"
        path = self.folder / f"endpoints.{actions_port}.yml"
        with path.open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(endpoints, file)
        return path


def python(arguments: List[str]) -> List[str]:
    """A command that runs this Python."""
    return [sys.executable, *arguments]


def add_example(path: Path, text: str) -> None:
    """Add an example to the intent that stands last in a file of training data.

    Raises:
        ValueError: the file does not end with an example.
    """
    lines = path.read_text(encoding="utf-8").rstrip().split("\n")
    example = EXAMPLE.match(lines[-1])
    if not example:
        raise ValueError(f"{path} does not end with an example")
    lines.append(example.group(1) + text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def thin_out(path: Path, every: int) -> None:
    """Keep the first of so many examples of each intent in a file of training data."""
    kept, position = [], 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        position = position + 1 if EXAMPLE.match(line) else 0
        if not position or position % every == 1 or every == 1:
            kept.append(line)
    path.write_text("\n".join(kept), encoding="utf-8")
