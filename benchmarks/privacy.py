"""How much of what is personal is left in messages, and how much of the rest is changed.

``tests/privacy/blind``: written by hands that saw neither the scrubber nor its tables, in halves:
what ``learning`` shows may change the tables, ``held_out`` is only counted.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List

from ruamel.yaml import YAML

from assistant.privacy.folding import folded
from assistant.privacy.scrubber import Scrubber
from assistant.settings import ROOT

BLIND_DIR = ROOT / "tests" / "privacy" / "blind"
HALVES = ("learning", "held_out")
# What has no form of its own, but words around it.
WORDED = ("name", "address")
WORD = re.compile(r"\w{3,}|\d+")


@dataclass
class Left:
    """What was found in a set. ``items`` and ``left`` count by kind; ``partly``: where a word of a
    name or address is left; ``changed`` are harmless messages that are not what they were, ``told``
    those in which something is left."""

    items: "Counter[str]" = field(default_factory=Counter)
    left: "Counter[str]" = field(default_factory=Counter)
    partly: "Counter[str]" = field(default_factory=Counter)
    harmless: int = 0
    changed: List[str] = field(default_factory=list)
    told: List[str] = field(default_factory=list)

    def count(self, kind: str, value: str, kept: str) -> bool:
        """Count an item, and whether it is left in what is kept (both folded)."""
        self.items[kind] += 1
        if value in kept:
            self.left[kind] += 1
            return True
        if kind in WORDED and set(WORD.findall(value)) & set(WORD.findall(kept)):
            self.partly[kind] += 1
        return False

    def share(self, worded: bool) -> float:
        """The share of items that are left as they were, of the worded kinds or the others."""
        kinds = [kind for kind in self.items if (kind in WORDED) == worded]
        return sum(self.left[kind] for kind in kinds) / sum(self.items[kind] for kind in kinds)


def read_half(half: str) -> List[Dict[str, Any]]:
    """The messages of a half: ``language``, ``text``, ``items`` of ``kind`` and ``value``."""
    yaml = YAML(typ="safe")
    files = sorted(Path(BLIND_DIR / half).glob("*.yml"))
    return [message for file in files for message in yaml.load(file.read_text(encoding="utf-8"))]


def measure(messages: List[Dict[str, Any]], scrubber: Scrubber) -> Left:
    """Scrub messages and count what is left in them."""
    found = Left()
    for message in messages:
        scrubbed = scrubber.scrub(message["text"]).text
        if not message["items"]:
            found.harmless += 1
            if scrubbed != message["text"]:
                found.changed.append(f"{message['text']} → {scrubbed}")
        for item in message["items"]:
            if found.count(item["kind"], folded(item["value"]), folded(scrubbed)):
                found.told.append(f"{item['kind']}: {message['text']} → {scrubbed}")
    return found
