"""The files of ``data/nlu``: what stands in them, and how one example is added to them."""

from pathlib import Path
from typing import Any, Dict, Iterator, List

from ruamel.yaml import YAML

from assistant.examples.blocks import HEAD, Block, comparable, with_example
from assistant.nlu.properties import LANGUAGE, OTHER_LANGUAGE, split_label

LANGUAGES = ("fr", "en", "ar", "aeb", OTHER_LANGUAGE)


class TrainingFiles:
    """The training examples of a folder, one folder in it a language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Dict[Block, Path] = {}
        self._places: Dict[str, Block] = {}
        for path in sorted(folder.glob("*/*.yml")):
            for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
                place = Block(block["intent"], block["metadata"][LANGUAGE])
                self._files[place] = path
                for text in _texts(block):
                    self._places[comparable(text) or text] = place

    @property
    def labels(self) -> List[str]:
        """Every label, as ``forum/imrf.dates`` or ``greet``."""
        return list(dict.fromkeys(place.label for place in self._files))

    def keys_of(self, intent: str) -> List[str]:
        """An intent's labels that have a key: none for an intent without keys."""
        split = [(label, *split_label(label)) for label in self.labels]
        return [label for label, own, key in split if own == intent and key]

    def find(self, text: str) -> "Block | None":
        """Where a text stands already, in whatever case and punctuation."""
        return self._places.get(comparable(text) or text)

    def add(self, place: Block, text: str) -> Path:
        """Write an example under its label, in its language; returns the file.

        Raises:
            KeyError: the label stands in no language.
        """
        path = self._file_of(place)
        content = path.read_text(encoding="utf-8") if path.exists() else HEAD
        path.parent.mkdir(exist_ok=True)
        path.write_text(with_example(content, place, text), encoding="utf-8")
        self._files[place] = path
        self._places[comparable(text) or text] = place
        return path

    def _file_of(self, place: Block) -> Path:
        """The file where the label stands; of a language that has no example of it yet, the
        file of the same name as in another."""
        if place in self._files:
            return self._files[place]
        names = [path.name for (label, _), path in self._files.items() if label == place.label]
        if not names:
            raise KeyError(place.label)
        return self._folder / place.language / names[0]


def _texts(block: Dict[str, Any]) -> Iterator[str]:
    for line in block["examples"].split("\n"):
        if line:
            yield line[1:].strip()
