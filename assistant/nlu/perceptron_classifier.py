"""The intent classifier: multi-layer perceptrons over the sentence features."""

import math
from typing import Any, Dict, List, NamedTuple, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import softmax
from tensorflow import keras

from assistant.nlu.properties import LABEL_RANKING, example_label, split_label
from assistant.nlu.stored_estimator import restore, store


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


class Learned(NamedTuple):
    """What training leaves: the labels, the networks, the mean of each featurizer's vectors."""

    labels: List[str]
    networks: List[Network]
    means: Dict[str, np.ndarray]


def _vectors(message: Message) -> Dict[str, np.ndarray]:
    return {
        feature.origin: np.asarray(feature.features).reshape(-1)
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE
    }


def _matrix(messages: List[Message], means: Dict[str, np.ndarray]) -> np.ndarray:
    """One row a message: its featurizers' vectors, each centred and of length 1, side by side.

    Centring spreads E5's embeddings, which otherwise lie within a narrow cone.
    """
    rows = [_vectors(message) for message in messages]
    blocks = []
    for origin, mean in sorted(means.items()):
        block = np.stack([row.get(origin, mean) for row in rows]) - mean
        lengths = np.linalg.norm(block, axis=1, keepdims=True)
        blocks.append(block / np.where(lengths > 0, lengths, 1))
    return np.hstack(blocks)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PerceptronClassifier(IntentClassifier, GraphComponent):
    """Learns labels (``intent/topic``) and predicts intents.

    The confidence of an intent is that of its likeliest label where the topics are different
    questions (``exclusive_intents``), and the sum over its labels elsewhere: three kinds of
    danger that are equally likely make danger certain.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Number, size and training of the networks (which differ by their seed; the mean of
        their probabilities counts), the score of "none of the labels", and the intents whose
        topics exclude each other."""
        return {
            "networks": 3,
            "hidden_units": 512,
            "steps": 4300,
            "batch_size": 256,
            "learning_rate": 0.002,
            "dropout": 0.5,
            "background": 0.0,
            "random_seed": 0,
            "ranking_length": 10,
            "labels_of_intent": 4,
            "exclusive_intents": [],
        }

    def __init__(
        self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learned = Learned([], [], {})

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PerceptronClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PerceptronClassifier":
        """Restore what training stored."""
        component = cls.create(config, model_storage, resource, execution_context)
        learned: Learned = restore(model_storage, resource)
        networks = [network.with_weights_as(np.float32) for network in learned.networks]
        component._learned = learned._replace(networks=networks)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the network on the labelled examples."""
        examples = [example for example in training_data.intent_examples if _vectors(example)]
        labels = [example_label(example) for example in examples]
        origins = sorted({origin for example in examples for origin in _vectors(example)})
        means = {
            origin: np.mean(
                [_vectors(example)[origin] for example in examples if origin in _vectors(example)],
                axis=0,
            )
            for origin in origins
        }
        matrix = _matrix(examples, means).astype(np.float32)
        names, targets = np.unique(labels, return_inverse=True)
        networks = [
            self._fit(matrix, targets, self._config["random_seed"] + number)
            for number in range(self._config["networks"])
        ]
        self._learned = Learned(names.tolist(), networks, means)
        halved = [network.with_weights_as(np.float16) for network in networks]
        store(self._learned._replace(networks=halved), self._model_storage, self._resource)
        return self._resource

    def _fit(self, matrix: np.ndarray, targets: np.ndarray, seed: int) -> Network:
        """One network: Adam with a cosine decay (Loshchilov and Hutter 2017), and dropout
        (Srivastava et al. 2014), which keeps it less sure of what it has not seen."""
        keras.utils.set_random_seed(seed)
        batch_size, steps = self._config["batch_size"], self._config["steps"]
        epochs = math.ceil(steps * batch_size / len(targets))
        network = keras.Sequential(
            [
                keras.layers.Dense(self._config["hidden_units"], activation="relu"),
                keras.layers.Dropout(self._config["dropout"]),
                keras.layers.Dense(targets.max() + 1),
            ]
        )
        rate = keras.optimizers.schedules.CosineDecay(self._config["learning_rate"], steps)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        network.compile(keras.optimizers.Adam(rate), loss)
        network.fit(matrix, targets, batch_size=batch_size, epochs=epochs, verbose=0)
        weights = network.get_weights()
        return Network(weights[::2], weights[1::2])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, intent ranking and label ranking of each message."""
        for message in messages:
            if not _vectors(message):
                message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, True)
                message.set(INTENT_RANKING_KEY, [], True)
                message.set(LABEL_RANKING, [], True)
                continue
            matrix = _matrix([message], self._learned.means).astype(np.float32)
            probabilities = np.mean(
                [
                    network.probabilities(matrix, self._config["background"])[0]
                    for network in self._learned.networks
                ],
                axis=0,
            )
            labels = dict(zip(self._learned.labels, probabilities.tolist()))
            self._set_rankings(message, labels)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples keep the intents they have."""
        return training_data

    def _set_rankings(self, message: Message, labels: Dict[str, float]) -> None:
        intents: Dict[str, float] = {}
        for label, probability in labels.items():
            intent = split_label(label)[0]
            so_far = intents.get(intent, 0.0)
            exclusive = intent in self._config["exclusive_intents"]
            intents[intent] = max(so_far, probability) if exclusive else so_far + probability
        length = self._config["ranking_length"]
        ranking = [
            {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}
            for intent, confidence in sorted(intents.items(), key=lambda item: -item[1])[:length]
        ]
        message.set(INTENT, dict(ranking[0]), True)
        message.set(INTENT_RANKING_KEY, ranking, True)
        # Of every intent its likeliest labels are kept, whatever their rank.
        best = sorted(labels.items(), key=lambda item: -item[1])
        kept = dict(best[:length])
        for entry in ranking:
            own = [item for item in best if split_label(item[0])[0] == entry[INTENT_NAME_KEY]]
            kept.update(own[: self._config["labels_of_intent"]])
        message.set(
            LABEL_RANKING,
            [
                {"label": label, PREDICTED_CONFIDENCE_KEY: probability}
                for label, probability in sorted(kept.items(), key=lambda item: -item[1])
            ],
            True,
        )
