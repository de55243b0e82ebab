"""This project, copied as it stands, with databases of its own."""

import inspect
import shutil
from pathlib import Path
from typing import Dict, Set

from pydantic import BaseSettings
from ruamel.yaml import YAML

from assistant import settings
from assistant.launch import environment
from assistant.settings import ROOT
from benchmarks.speed.load import Replies
from benchmarks.speed.project import Project, python, thin_out

NAME = "ours"
NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv", ".state", ".rasa", ".*_cache", "__pycache__", "*.log"),
    *("models", "results", "reports"),
)
UNAVAILABLE = "utter_unavailable"
# All that the benchmark sets to start this project otherwise than ``make run`` does.
SETTINGS: Dict[str, str] = {"REST": "1"}  # the channel that is measured


def _settings() -> Set[str]:
    """The environment's variables that set something of this project."""
    kinds = [kind for kind in vars(settings).values() if inspect.isclass(kind)]
    return {
        name.upper() for kind in kinds if issubclass(kind, BaseSettings) for name in kind.__fields__
    }


def _environment(folder: Path) -> Dict[str, str]:
    # What the user's environment sets is left out: every database is one of the copy's own, and
    # no service that messages come from is called.
    set_by_user = _settings()
    kept = {name: value for name, value in environment().items() if name not in set_by_user}
    return {**kept, **SETTINGS, "PYTHONPATH": str(folder)}


def _unavailable(folder: Path) -> Set[str]:
    """What is said when the action server cannot be reached."""
    domain = YAML(typ="safe").load((folder / "domain.yml").read_text(encoding="utf-8"))
    return {variation["text"] for variation in domain["responses"].get(UNAVAILABLE, [])}


def make_ours(folder: Path, every: int = 1) -> Project:
    """Copy this project to a new folder, with the first of so many training examples."""
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    (folder / ".state").mkdir()
    languages = sorted((folder / "data" / "nlu").rglob("*.yml"))
    if every > 1:
        for path in languages:
            thin_out(path, every)
    unavailable = _unavailable(folder)

    def by_action(replies: Replies) -> bool:
        said = {reply.get("text") for reply in replies}
        return bool(said) and not said & unavailable

    return Project(
        name=NAME,
        folder=folder,
        environment=_environment(folder),
        train=python(["-m", "assistant.launch", "train"]),
        prepare=[python(["-m", "assistant.launch", "seed"])],
        data=next(path for path in languages if path.parent.name == "fr"),
        by_action=by_action,
    )
