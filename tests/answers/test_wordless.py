"""Decisions are made without a word of any language, and by nothing else."""

import ast
from pathlib import Path
from typing import Set

from assistant.answers import decide as module
from assistant.answers.decide import decide


def imports_of(name: str, seen: Set[str]) -> Set[str]:
    """The project's modules that a module imports, through others too."""
    path = Path(*name.split(".")).with_suffix(".py")
    if name in seen or not path.exists():
        return seen
    seen.add(name)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            imports_of(node.module, seen)
            for alias in node.names:
                imports_of(f"{node.module}.{alias.name}", seen)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                imports_of(alias.name, seen)
    return seen


def test_decide_imports_no_writer_and_takes_no_language():
    own = {name for name in imports_of("assistant.answers.decide", set()) if ".answers." in name}
    assert "assistant.answers.decision" in own, "the walk finds imports"
    assert not own & {"assistant.answers.write", "assistant.answers.rich"}
    direct = imports_direct("assistant.answers")
    assert not direct & {"assistant.facts.phrases", "assistant.facts.languages.LOCALES"}
    assert "language" not in decide.__annotations__


def imports_direct(package: str) -> Set[str]:
    """What the package's modules import, but for those that write."""
    found: Set[str] = set()
    for path in Path(*package.split(".")).rglob("*.py"):
        if path.stem in ("write", "rich"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_outside_decides_after_it():
    writer = imports_of("assistant.answers.write", set())
    assert "assistant.answers.decision" in writer
    assert module.__name__ not in writer
