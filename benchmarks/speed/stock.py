"""The stock project: what ``rasa init`` makes, with the parts in use that it has commented out.

These are its demo action, the action server's endpoint, and the SQL tracker store, all as Rasa's
documentation tells. An intent for questions leads to the action, by a rule; its few examples are
in all languages that the benchmark asks in.
"""

import importlib.util
import os
import re
import shutil
from pathlib import Path
from typing import Sequence

from ruamel.yaml import YAML

from benchmarks.speed.load import Replies
from benchmarks.speed.project import HOST, Project, python

NAME = "stock"
ACTION, INTENT, SAYS = "action_hello_world", "ask_fact", "Hello World!"
DEMO_FOLLOWS = "# This is a simple example for a custom action"
ENDPOINTS = """\
action_endpoint:
  url: "http://localhost:5055/webhook"
tracker_store:
  type: SQL
  dialect: "sqlite"
  db: "rasa.db"
"""
QUESTIONS = """\
version: "3.1"
rules:
- rule: A question is answered by an action
  steps:
  - intent: {intent}
  - action: {action}
nlu:
- intent: {intent}
  examples: |
{examples}
"""


def template() -> Path:
    """The folder that ``rasa init`` copies."""
    found = importlib.util.find_spec("rasa")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("Rasa is not installed")
    return Path(found.submodule_search_locations[0]) / "cli" / "initial_project"


def _use_the_demo_action(path: Path) -> None:
    before, marker, demo = path.read_text(encoding="utf-8").partition(DEMO_FOLLOWS)
    head, _, commented = demo.partition("\n\n")
    code = re.sub(r"^# ?", "", commented, flags=re.MULTILINE)
    path.write_text(f"{before}{marker}{head}\n\n{code}", encoding="utf-8")


def _extend_the_domain(path: Path) -> None:
    domain = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    domain["intents"].append(INTENT)
    domain["actions"] = [ACTION]
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(domain, file)


def _by_action(replies: Replies) -> bool:
    return [reply.get("text") for reply in replies] == [SAYS]


def make_stock(folder: Path, examples: Sequence[str]) -> Project:
    """Make the stock project in a new folder; its questions' intent has the examples."""
    shutil.copytree(template(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    _use_the_demo_action(folder / "actions" / "actions.py")
    _extend_the_domain(folder / "domain.yml")
    (folder / "endpoints.yml").write_text(ENDPOINTS, encoding="utf-8")
    lines = "\n".join(f"    - {example}" for example in examples)
    data = folder / "data" / "questions.yml"
    questions = QUESTIONS.format(intent=INTENT, action=ACTION, examples=lines)
    data.write_text(questions, encoding="utf-8")
    return Project(
        name=NAME,
        folder=folder,
        # As Rasa's documentation has it, but on this machine alone and without telemetry.
        environment={
            **os.environ,
            "SANIC_HOST": HOST,
            "RASA_TELEMETRY_ENABLED": "false",
            "PYTHONPATH": "",
        },
        train=python(["-m", "rasa", "train"]),
        prepare=[],
        data=data,
        by_action=_by_action,
    )
