"""The examples that the staff accepted: a file a language, of ``data/nlu``'s own form.

They are learned beside ``data/nlu``; whoever keeps the project may move them there.
"""

import fcntl
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from assistant.examples.blocks import BLOCK, EXAMPLE, HEAD, Block, comparable, with_example
from assistant.examples.known import blocks_of, known_examples, tested_words
from assistant.privacy.found import Kind

NAME = "reviewed.yml"
LONGEST = 300  # characters: nobody's example is longer
PLACEHOLDERS = tuple(kind.placeholder for kind in Kind)
OPENS_ENTITY = "]("  # an entity, to Rasa


class Outcome(str, Enum):
    """What became of an example."""

    FILED = "filed"
    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    TESTED = "tested"
    PERSONAL = "personal"
    UNUSABLE = "unusable"


class Reviewed(NamedTuple):
    """An example, what became of it, and under which label it stands already, if it does."""

    text: str
    outcome: Outcome
    label: Optional[str] = None


class ReviewedExamples:
    """The accepted examples of a folder, ``<language>/reviewed.yml``; written whole, by one at a
    time.

    Args:
        learned: the project's own examples, ``data/nlu``.
    """

    def __init__(self, folder: Path, learned: Path) -> None:
        self.folder = folder
        self._learned = learned

    @property
    def labels(self) -> List[str]:
        """Every label that has an example, here or in the project's own."""
        own = known_examples(self._learned).labels
        return sorted({*own, *(place.label for place, _ in self.all())})

    def all(self) -> List[Tuple[Block, str]]:
        """Every accepted example with its place."""
        files = sorted(self.folder.glob(f"*/{NAME}"))
        return [each for file in files for each in blocks_of(file.read_text(encoding="utf-8"))]

    def add(self, place: Block, text: str) -> Reviewed:
        """Accept an example, or tell why it is none."""
        text = " ".join(text.split())
        words = comparable(text)
        if not words or len(text) > LONGEST or OPENS_ENTITY in text:
            return Reviewed(text, Outcome.UNUSABLE)
        if any(placeholder in text for placeholder in PLACEHOLDERS):
            return Reviewed(text, Outcome.PERSONAL)
        if words in tested_words():
            return Reviewed(text, Outcome.TESTED)
        with self._alone():
            accepted = {comparable(own): own_place for own_place, own in self.all()}
            known = known_examples(self._learned).places.get(words) or accepted.get(words)
            if known:
                same = known.label == place.label
                return Reviewed(text, Outcome.KNOWN if same else Outcome.ELSEWHERE, known.label)
            path = self.folder / place.language / NAME
            content = path.read_text(encoding="utf-8") if path.exists() else HEAD
            _write(path, with_example(content, place, text))
        return Reviewed(text, Outcome.FILED, place.label)

    def remove(self, texts: Set[str]) -> int:
        """Accept some examples no more; how many there were."""
        left: Dict[str, List[Tuple[Block, str]]] = {}
        gone = 0
        with self._alone():
            for place, text in self.all():
                of_language = left.setdefault(place.language, [])
                if text in texts:
                    gone += 1
                else:
                    of_language.append((place, text))
            for language, examples in left.items():
                path = self.folder / language / NAME
                if examples:
                    _write(path, _content(examples))
                else:
                    path.unlink()
        return gone

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _content(examples: List[Tuple[Block, str]]) -> str:
    texts: Dict[Block, List[str]] = {}
    for place, text in examples:
        texts.setdefault(place, []).append(text)
    blocks = [
        BLOCK.format(**place._asdict()) + "".join(f"{EXAMPLE}{text}\n" for text in own)
        for place, own in texts.items()
    ]
    return HEAD + "\n".join(blocks)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(content, encoding="utf-8")
    new.replace(path)
