"""The questions that measure the model (``tests/questions``, ``tests/exam``): not to be learned."""

from pathlib import Path
from typing import Iterator, List, NamedTuple, Sequence

from ruamel.yaml import YAML

from assistant.examples.blocks import BLOCK, EXAMPLE, HEAD, Block
from assistant.settings import ROOT

FOLDERS = (ROOT / "tests" / "questions", ROOT / "tests" / "exam")


class Tested(NamedTuple):
    """Questions that are to be understood as one label, in one language."""

    place: Block
    texts: List[str]


def read_tested(folders: Sequence[Path] = FOLDERS) -> Iterator[Tested]:
    """Every question of the folders."""
    for folder in folders:
        for path in sorted(folder.glob("*.yml")):
            for label, texts in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
                yield Tested(Block(label, path.stem), [" ".join(str(t).split()) for t in texts])


def as_rasa_file(tested: Sequence[Tested]) -> str:
    """Questions as an NLU file of Rasa's, for ``rasa test nlu``."""
    blocks = [
        BLOCK.format(**questions.place._asdict())
        + "".join(f"{EXAMPLE}{text}\n" for text in questions.texts)
        for questions in tested
    ]
    return HEAD + "\n".join(blocks)
