"""Reads the training examples, many times as fast as Rasa's own importer."""

import hashlib
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Text

import yaml
from pydantic import BaseModel, Extra, ValidationError
from rasa.shared.importers import utils
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data import entities_parser
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

BULLET = "- "
PLAIN = (str, int, float, bool, type(None), dict, list)


class Block(BaseModel, extra=Extra.forbid):
    """The examples of a label, as files of Rasa's format 3.1 have them."""

    intent: str
    metadata: Optional[Dict[str, str]] = None
    examples: str


class File(BaseModel, extra=Extra.forbid):
    """A file that holds examples and nothing else."""

    version: str
    nlu: List[Block]


class Example(Message):
    """A message that is cheap to copy and to tell from others.

    Rasa merges the examples four times before it trains, copies each of them and compares them
    by a digest of every object in them: with 37,000 of them that took a minute. A component's
    outputs follow from the texts, the labels and the component, whose settings Rasa's cache
    looks at itself; of them, what is plain data counts here, and the features.
    """

    _cached_fingerprint: Optional[Text]

    def fingerprint(self) -> Text:
        """A digest of its plain properties and its features."""
        if self._cached_fingerprint is None:
            data = {name: value for name, value in sorted(self.data.items()) if _is_plain(value)}
            digest = hashlib.md5(repr(data).encode("utf-8", "surrogatepass"), usedforsecurity=False)
            for feature in self.features:
                digest.update(f"{feature.origin} {feature.type}".encode())
                digest.update(feature.features.tobytes())
            self._cached_fingerprint = digest.hexdigest()
        return self._cached_fingerprint

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Example":
        made = Example(dict(self.data), set(self.output_properties))
        made.features = list(self.features)
        return made


def _is_plain(value: Any) -> bool:
    """Whether a property's text is the same in every process."""
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return isinstance(value, PLAIN)


def _texts(examples: str) -> Iterator[str]:
    for line in examples.splitlines():
        if line.startswith(BULLET):
            yield line[len(BULLET) :].strip()


def read_examples(path: Path) -> Optional[List[Message]]:
    """The examples of a file; None where it holds more than plain examples of intents."""
    try:
        file = File(**yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    except (ValidationError, TypeError, yaml.YAMLError):
        return None  # Rasa's own reader knows what to say of it
    if any(entities_parser.find_entities_in_training_example(b.examples) for b in file.nlu):
        return None
    return [
        Example.build(text, block.intent, intent_metadata=block.metadata)
        for block in file.nlu
        for text in _texts(block.examples)
    ]


class ExamplesImporter(RasaFileImporter):
    """Rasa's importer (``importers`` in ``config.yml``), but for how examples are read: files
    that hold nothing else are read by libyaml, and their examples are ``Example``."""

    _examples: Optional[TrainingData] = None

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """Every example of the files, read once."""
        if self._examples is None:
            self._examples = self._read(language)
        return self._examples

    def _read(self, language: Optional[Text]) -> TrainingData:
        examples: List[Message] = []
        others: List[Text] = []
        for name in sorted(self._nlu_files):
            found = read_examples(Path(name))
            if found is None:
                others.append(name)
            else:
                examples.extend(found)
        merged = TrainingData(examples)
        return merged.merge(utils.training_data_from_paths(others, language)) if others else merged
