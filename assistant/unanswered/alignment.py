"""Brings embeddings of what asks the same together, whatever language and words it is in.

What differs among the examples of one label (their language, their tone, their length) tells nothing
of what is asked: it is made small, by the inverse root of the covariance within labels (Hatch et al.
2006, "Within-class covariance normalization"). Learned from ``data/nlu``, it holds for questions
about anything.
"""

import random
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

import numpy as np

from assistant.examples.blocks import Block
from assistant.examples.known import blocks_of
from assistant.unanswered.vectors import Vectors
from assistant.understanding.question import FOLLOWUPS, OTHER_SUBJECTS

# Chosen on tests/unanswered/learning.yml and tests/questions, as what assistant.unanswered.clustering
# has to choose.
SHRINKAGE = 0.35
OF_A_PLACE = 60  # examples of a label in a language
# Labels whose examples ask for many different things.
CATCH_ALLS = {"far", "gibberish", "injection", "unknown_detail", *OTHER_SUBJECTS}


class Alignment(NamedTuple):
    """The mean of embeddings, and what they are multiplied by once it is taken from them."""

    mean: Vectors
    matrix: Vectors

    def __call__(self, vectors: Vectors) -> Vectors:
        """Aligned embeddings."""
        return (vectors - self.mean) @ self.matrix


def examples_to_learn_from(folder: Path) -> List[Tuple[Block, str]]:
    """Some examples of every label that asks for one thing, in every language; the same each time."""
    found: Dict[Block, List[str]] = {}
    for path in sorted(folder.glob("*/*.yml")):
        for place, text in blocks_of(path.read_text(encoding="utf-8")):
            intent, _, topic = place.label.partition("/")
            if topic and topic not in CATCH_ALLS and intent not in (*FOLLOWUPS, "language"):
                found.setdefault(place, []).append(text)
    chooser = random.Random(0)
    return [
        (place, text)
        for place, texts in found.items()
        for text in chooser.sample(texts, min(OF_A_PLACE, len(texts)))
    ]


def learn(vectors: Vectors, labels: List[str]) -> Alignment:
    """The alignment of examples by their labels."""
    names = np.array(labels)
    apart = np.zeros_like(vectors)
    for name in set(labels):
        of_label = names == name
        apart[of_label] = vectors[of_label] - vectors[of_label].mean(axis=0)
    covariance = apart.T @ apart / len(vectors)
    size = len(covariance)
    even = np.trace(covariance) / size * np.eye(size)
    values, axes = np.linalg.eigh((1 - SHRINKAGE) * covariance + SHRINKAGE * even)
    return Alignment(vectors.mean(axis=0), (axes / np.sqrt(values)) @ axes.T)


def write(path: Path, alignment: Alignment) -> None:
    """Keep an alignment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.npz")
    np.savez(new, mean=alignment.mean, matrix=alignment.matrix)
    new.replace(path)


def read(path: Path) -> Alignment:
    """An alignment that was kept.

    Raises:
        FileNotFoundError: none was.
        ValueError: the file is damaged.
    """
    with np.load(path) as kept:
        return Alignment(kept["mean"], kept["matrix"])
