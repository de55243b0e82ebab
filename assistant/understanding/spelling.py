"""Spellings of chat and of Tunisian Derja, by the words that they stand for."""

from functools import lru_cache
from pathlib import Path
from typing import Dict

from ruamel.yaml import YAML

from assistant.settings import ROOT

SPELLING_DIR = ROOT / "data" / "spelling"


def read_spellings(path: Path) -> Dict[str, str]:
    """Spelling → the word it stands for. (The files list the spellings by word.)"""
    targets = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {str(word).lower(): target for target, words in targets.items() for word in words}


@lru_cache(maxsize=None)
def folding_table(language: str) -> Dict[str, str]:
    """A language's spellings; none where it has no table."""
    path = SPELLING_DIR / f"{language}.yml"
    return read_spellings(path) if path.exists() else {}
