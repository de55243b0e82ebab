"""The examples that there are, read without Rasa and in a moment: for pages that people wait for."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Tuple

from assistant.examples.blocks import EXAMPLE, Block, comparable
from assistant.examples.tested import read_tested

LABEL = re.compile(r"^- intent: (\S+)$")
LANGUAGE = re.compile(r"^    language: (\S+)$")


class Known(NamedTuple):
    """Where each example stands, by its words."""

    places: Dict[str, Block]

    @property
    def labels(self) -> List[str]:
        """Every label, as ``forum/imrf.dates`` or ``greet``, in the alphabet's order."""
        return sorted({place.label for place in self.places.values()})


def known_examples(folder: Path) -> Known:
    """The examples of a folder of ``data/nlu``'s form, read anew where a file changed."""
    files = sorted(folder.glob("*/*.yml"))
    return _read(tuple((file, file.stat().st_mtime_ns) for file in files))


def blocks_of(content: str) -> Iterator[Tuple[Block, str]]:
    """Each example of a file, with its place."""
    label = language = ""
    for line in content.split("\n"):
        if line.startswith(EXAMPLE):
            yield Block(label, language), line[len(EXAMPLE) :].strip()
        elif found := LABEL.match(line):
            label = found[1]
        elif found := LANGUAGE.match(line):
            language = found[1]


@lru_cache(maxsize=4)
def _read(files: Tuple[Tuple[Path, int], ...]) -> Known:
    return Known(
        {
            comparable(text) or text: place
            for file, _ in files
            for place, text in blocks_of(file.read_text(encoding="utf-8"))
        }
    )


@lru_cache(maxsize=1)
def tested_words() -> FrozenSet[str]:
    """The words of the questions that measure the model, which must not be learned."""
    return frozenset(comparable(text) for one in read_tested() for text in one.texts) - {""}
