"""Puts together what asks the same, by aligned embeddings (``assistant.unanswered.alignment``)."""

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from assistant.unanswered.vectors import Vectors

# The mean cosine distance between two groups below which they are one; chosen on tests/questions.
THRESHOLD = 0.94


def cluster(vectors: Vectors) -> Vectors:
    """Of each embedding, the number of its group; shape (len(vectors),)."""
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=int)
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    grouped = AgglomerativeClustering(
        n_clusters=None,
        affinity="precomputed",
        linkage="average",
        distance_threshold=THRESHOLD,
    ).fit_predict(distances)
    return np.asarray(grouped)
