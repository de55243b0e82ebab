"""What is learned stands apart from what measures it, and on data of its own."""

import ast
from pathlib import Path

from ruamel.yaml import YAML

from assistant.settings import ROOT
from training.splitting import MESSAGES


def imported(path: Path):
    """The rooms that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)


def texts(path: Path):
    groups = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {item["text"] for items in groups.values() for item in items}


def test_neither_the_assistant_nor_what_measures_it_imports_what_learns():
    for room in ("assistant", "actions", "benchmarks"):
        for path in (ROOT / room).rglob("*.py"):
            assert "training" not in set(imported(path)), path


def test_no_message_is_learned_from_and_measured_with():
    assert not texts(MESSAGES) & texts(ROOT / "tests" / "conversations" / "several.yml")
