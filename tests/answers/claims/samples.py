"""What the tests of claims read and expect: files of claims, the parts of a text, verdicts."""

from pathlib import Path
from typing import Any, Dict, List

from ruamel.yaml import YAML

from assistant.answers.claims.frames import countable
from assistant.answers.claims.items import Item
from assistant.answers.claims.reading import read_clauses
from assistant.answers.decision import Verdict

RIGHT, WRONG = Verdict.RIGHT, Verdict.WRONG


def claims_in(path: Path) -> List[Dict[str, Any]]:
    """The claims of a file, each with what is due to it."""
    content: List[Dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return content


def items_in(text: str) -> List[Item]:
    """The items of all clauses of a text, their parts read."""
    return [item for clause in read_clauses(text, countable()) for item in clause.items]
