"""Draws training examples, to make others of them."""

import random
from collections import defaultdict
from typing import Callable, Dict, Iterator, List

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.examples_importer import Example
from assistant.nlu.properties import LANGUAGE, example_label
from assistant.nlu.script_groups import group_of


def by_group(examples: List[Message]) -> Dict[str, List[Message]]:
    """The examples of each language, Derja's by their script (``group_of``)."""
    found: Dict[str, List[Message]] = defaultdict(list)
    for example in examples:
        found[group_of(example.get(LANGUAGE) or "", example.get(TEXT))].append(example)
    return found


def by_label(examples: List[Message], accepts: Callable[[str], bool]) -> Dict[str, List[Message]]:
    """The examples of each label that is accepted."""
    found: Dict[str, List[Message]] = defaultdict(list)
    for example in examples:
        label = example_label(example) or ""
        if accepts(label):
            found[label].append(example)
    return found


def drawn(
    labelled: Dict[str, List[Message]], number: int, chance: random.Random
) -> Iterator[Message]:
    """So many examples, of each label in turn."""
    labels = sorted(labelled)
    for position in range(number if labels else 0):
        yield chance.choice(labelled[labels[position % len(labels)]])


def example_of(text: str, label: str, language: str) -> Message:
    """A training example as the importer and the language's component leave it."""
    made: Message = Example.build(text, label, intent_metadata={LANGUAGE: language})
    made.set(LANGUAGE, language)
    return made
