"""The tables of ``data/claims`` as their files hold them, and the languages that have one."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Tuple

from ruamel.yaml import YAML

from assistant.answers.claims.tokens import plain_text
from assistant.settings import ROOT

TABLES_DIR = ROOT / "data" / "claims"
# The languages of the tables; names of places and numbers stand for every language.
LANGUAGES: Tuple[str, ...] = ("fr", "en", "ar", "aeb")
EVERY = ""
DERJA = "aeb"


def table(name: str) -> Dict[str, Any]:
    """One file of ``data/claims``.

    Args:
        name: the file's name without its ending.

    Raises:
        FileNotFoundError: there is no such file.
    """
    path: Path = TABLES_DIR / f"{name}.yml"
    content: Dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=None)
def plain_words(name: str, row: str) -> FrozenSet[str]:
    """The words of one row of a file, in the form in which a message's words are compared.

    Args:
        name: the file's name without its ending.
        row: the row's key; its value must be a list.

    Raises:
        KeyError: the file has no such row.
    """
    return frozenset(plain_text(str(word)) for word in table(name)[row])


@lru_cache(maxsize=1)
def concepts() -> FrozenSet[str]:
    """All that the languages' words stand for."""
    return frozenset(concept for language in LANGUAGES for concept in table(language))
