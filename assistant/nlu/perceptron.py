"""Multi-layer perceptrons over sentence features: what they are, and how they learn."""

import math
from typing import Any, Dict, List, Mapping, NamedTuple, Sequence

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.special import softmax
from tensorflow import keras


class Network(NamedTuple):
    """A trained perceptron's weights: a matrix and an offset a layer."""

    weights: List[np.ndarray]
    offsets: List[np.ndarray]

    def probabilities(self, matrix: np.ndarray, background: float) -> np.ndarray:
        """The labels' probabilities, shape (rows of the matrix, labels).

        ``background`` is the score of "none of the labels", which takes part in the softmax:
        where all labels' scores are low, none is likely, though one be the highest (scores
        tell the unknown better than their softmax: Hendrycks et al. 2022, arXiv:1911.11132).
        """
        *hidden, (last_weights, last_offset) = zip(self.weights, self.offsets)
        for weights, offset in hidden:
            matrix = np.maximum(matrix @ weights + offset, 0)
        scores = matrix @ last_weights + last_offset
        none = np.full((len(scores), 1), background, dtype=scores.dtype)
        return softmax(np.hstack([scores, none]), axis=1)[:, :-1]

    def with_weights_as(self, kind: type) -> "Network":
        """The same network, its weights of another precision (half of it in the model file)."""
        return Network([layer.astype(kind) for layer in self.weights], self.offsets)


def sentence_vectors(message: Message) -> Dict[str, np.ndarray]:
    """A message's sentence features, one vector a featurizer."""
    return {
        feature.origin: np.asarray(feature.features).reshape(-1)
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE
    }


def mean_vectors(rows: Sequence[Mapping[str, np.ndarray]]) -> Dict[str, np.ndarray]:
    """The mean of each featurizer's vectors, over the messages that have one."""
    origins = sorted({origin for row in rows for origin in row})
    return {
        origin: np.mean([row[origin] for row in rows if origin in row], axis=0, dtype=np.float32)
        for origin in origins
    }


def as_matrix(
    rows: Sequence[Mapping[str, np.ndarray]], means: Mapping[str, np.ndarray]
) -> np.ndarray:
    """One row a message: its featurizers' vectors, each centred and of length 1, side by side.

    Centring spreads E5's embeddings, which otherwise lie within a narrow cone.
    """
    widths = [len(mean) for _, mean in sorted(means.items())]
    matrix = np.empty((len(rows), sum(widths)), dtype=np.float32)
    start = 0
    for (origin, mean), width in zip(sorted(means.items()), widths):
        # In place: of 50,000 examples each copy is as large as all else that training keeps.
        block = matrix[:, start : start + width]
        for place, row in enumerate(rows):
            np.subtract(row.get(origin, mean), mean, out=block[place], casting="same_kind")
        lengths = np.linalg.norm(block, axis=1, keepdims=True)
        np.divide(block, np.where(lengths > 0, lengths, 1), out=block)
        start += width
    return matrix


def batch_of(examples: int, config: Mapping[str, Any]) -> int:
    """How many of so many examples are looked at before the weights change (``batch_size``, or of
    few examples fewer, so that an epoch has ``batches`` changes): training takes as long as the
    examples are many, and few are not learned in a handful of steps."""
    return int(min(config["batch_size"], math.ceil(examples / config["batches"])))


def train_network(
    matrix: np.ndarray, targets: np.ndarray, seed: int, config: Mapping[str, Any]
) -> Network:
    """A network with one hidden layer: Adam with a cosine decay (Loshchilov and Hutter 2017),
    and dropout (Srivastava et al. 2014), which keeps it less sure of what it has not seen.

    Args:
        matrix: shape (examples, dimensions).
        targets: each example's label, as a number from 0.
        seed: what networks of the same examples differ by.
        config: ``hidden_units``, ``epochs``, ``batch_size`` and ``batches`` (``batch_of``),
            ``learning_rate``, ``dropout``.
    """
    keras.utils.set_random_seed(seed)
    batch_size = batch_of(len(targets), config)
    network = keras.Sequential(
        [
            keras.layers.Dense(config["hidden_units"], activation="relu"),
            keras.layers.Dropout(config["dropout"]),
            keras.layers.Dense(targets.max() + 1),
        ]
    )
    steps = config["epochs"] * math.ceil(len(targets) / batch_size)
    rate = keras.optimizers.schedules.CosineDecay(config["learning_rate"], steps)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.Adam(rate), loss)
    network.fit(matrix, targets, batch_size=batch_size, epochs=config["epochs"], verbose=0)
    weights = network.get_weights()
    return Network(weights[::2], weights[1::2])
