"""Puts together what asks the same, by aligned embeddings (``assistant.unanswered.alignment``)."""

from typing import Sequence

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from assistant.unanswered.vectors import Vectors

# Chosen on tests/unanswered/learning.yml and tests/questions: the mean cosine distance between two
# groups below which they are one; and how many messages there must be, in all and of a language,
# that half of what they have in common is taken for what tells none of them from another.
THRESHOLD = 0.9
HALF_OF_ALL, HALF_OF_LANGUAGE = 50, 10


def cluster(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """Of each embedding, the number of its group; shape (len(vectors),)."""
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=int)
    told = _of_one_length(centred(vectors, languages))
    distances = np.clip(1 - told @ told.T, 0, 2)
    np.fill_diagonal(distances, 0)
    grouped = AgglomerativeClustering(
        n_clusters=None,
        affinity="precomputed",
        linkage="average",
        distance_threshold=THRESHOLD,
    ).fit_predict(distances)
    return np.asarray(grouped)


def centred(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """Embeddings without what all of them have in common, which tells none from another, nor what
    those of a language have, as far as they are many."""
    told = vectors - _common(vectors, HALF_OF_ALL)
    names = np.array(languages)
    for name in set(languages):
        told[names == name] -= _common(told[names == name], HALF_OF_LANGUAGE)
    return told


def _common(vectors: Vectors, half: int) -> Vectors:
    """What embeddings have in common, the more of it the more they are: few that ask the same
    still do, once it is taken from them."""
    return len(vectors) / (len(vectors) + half) * vectors.mean(axis=0)


def _of_one_length(vectors: Vectors) -> Vectors:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
