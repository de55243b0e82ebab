"""The facts that replies cannot do without, and why, in words for the staff."""

from functools import lru_cache
from pathlib import Path
from typing import Any, FrozenSet, List, Mapping, NamedTuple, Optional

from assistant.facts.errors import FactError, Sentence
from assistant.facts.yaml_text import read_yaml
from assistant.settings import ROOT

CONTACT = "help.contact"
DANGER_SUBJECT = "danger"
DANGER_GENERAL = "danger.general"
DANGER_LINE = "danger.line"

DANGER_INTENT = "distress"
# The classifier learns the kinds of danger from these, and knows no others.
DANGER_EXAMPLES = f"data/nlu/*/{DANGER_INTENT}.yml"


class Needed(NamedTuple):
    """A fact that must be there and must not be retired, and what would be missing without it."""

    fact: str
    reason: str


@lru_cache(maxsize=1)
def danger_kinds(root: Path = ROOT) -> FrozenSet[str]:
    """The kinds of danger that the classifier tells apart: ``violence``, ``sea``, …

    Raises:
        FactError: the examples that it learns them from cannot be read, or name none.
    """
    blocks: List[Mapping[str, Any]] = []
    for path in sorted(root.glob(DANGER_EXAMPLES)):
        document = read_yaml(path)
        blocks += (document.get("nlu") or []) if isinstance(document, dict) else []
    kinds = frozenset(filter(None, map(_kind_of, blocks)))
    if not kinds:
        raise FactError(f"{root / DANGER_EXAMPLES} name no kind of danger: are the files there?")
    return kinds


def _kind_of(block: Mapping[str, Any]) -> Optional[str]:
    """The kind of danger that a block of examples is about: the intent's own (``distress/sea``)
    or its metadata's topic."""
    intent, _, kind = str(block.get("intent")).partition("/")
    if intent != DANGER_INTENT:
        return None
    return kind or (block.get("metadata") or {}).get("topic")


def needed_facts() -> List[Needed]:
    """Every fact that code names by its id, with the reason.

    Raises:
        FactError: the kinds of danger cannot be read.
    """
    kinds = [
        Needed(
            f"{DANGER_SUBJECT}.{kind}",
            Sentence(
                "the assistant recognizes danger of the kind {kind!r} and answers it with this fact",
                kind=kind,
            ),
        )
        for kind in sorted(danger_kinds())
        if f"{DANGER_SUBJECT}.{kind}" != DANGER_GENERAL
    ]
    return [
        Needed(
            CONTACT,
            Sentence("replies that do not know an answer tell with it how to reach a person"),
        ),
        Needed(DANGER_GENERAL, Sentence("danger of a kind that is not clear is answered with it")),
        Needed(DANGER_LINE, Sentence("it stands under every answer that touches danger")),
        *kinds,
    ]
