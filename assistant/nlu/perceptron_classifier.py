"""The intent classifier: multi-layer perceptrons over the sentence features."""

from typing import Any, Dict, List, NamedTuple, Text, Type

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.learned_component import LearnedComponent
from assistant.nlu.perceptron import (
    Network,
    as_matrix,
    mean_vectors,
    sentence_vectors,
    train_network,
)
from assistant.nlu.properties import LABEL_RANKING, example_label
from assistant.nlu.rankings import rank


class Learned(NamedTuple):
    """What training leaves: the labels, the networks, the mean of each featurizer's vectors."""

    labels: List[str]
    networks: List[Network]
    means: Dict[str, np.ndarray]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PerceptronClassifier(LearnedComponent[Learned], IntentClassifier):
    """Learns labels (``intent/topic``) and predicts intents (``rankings``)."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Number, size and training of the networks (which differ by their seed; the mean of
        their probabilities counts), the score of "none of the labels", how much is ranked, and
        the intents, beside the areas, whose topics exclude each other.
        """
        return {
            "networks": 2,
            "hidden_units": 512,
            "epochs": 12,
            "batches": 60,
            "batch_size": 512,
            "learning_rate": 0.004,
            "dropout": 0.5,
            "background": 0.0,
            "random_seed": 0,
            "ranking_length": 10,
            "labels_of_intent": 4,
            "exclusive_intents": [],
        }

    @classmethod
    def required_components(cls) -> List[Type[GraphComponent]]:
        """Sentence features are what it learns from."""
        return [DenseFeaturizer]

    @classmethod
    def nothing_learned(cls) -> Learned:
        """No labels."""
        return Learned([], [], {})

    @classmethod
    def restored(cls, stored: Learned) -> Learned:
        """The networks, with weights that compute fast."""
        networks = [network.with_weights_as(np.float32) for network in stored.networks]
        return stored._replace(networks=networks)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the networks on the labelled examples that have features."""
        examples = [
            example for example in training_data.intent_examples if sentence_vectors(example)
        ]
        rows = [sentence_vectors(example) for example in examples]
        if rows:
            self._learn(examples, rows)
        networks = [network.with_weights_as(np.float16) for network in self._learned.networks]
        return self._kept(self._learned._replace(networks=networks))

    def _learn(self, examples: List[Message], rows: List[Dict[str, np.ndarray]]) -> None:
        means = mean_vectors(rows)
        matrix = as_matrix(rows, means)
        labels = [example_label(example) or "" for example in examples]
        names, targets = np.unique(labels, return_inverse=True)
        networks = [
            train_network(matrix, targets, self._config["random_seed"] + number, self._config)
            for number in range(self._config["networks"])
        ]
        self._learned = Learned(names.tolist(), networks, means)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, intent ranking and label ranking of each message."""
        vectors = [sentence_vectors(message) for message in messages]
        for message, vector in zip(messages, vectors):
            if not vector:
                message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, True)
                message.set(INTENT_RANKING_KEY, [], True)
                message.set(LABEL_RANKING, [])
        featured = [message for message, vector in zip(messages, vectors) if vector]
        if featured:
            matrix = as_matrix(list(filter(None, vectors)), self._learned.means)
            for message, probabilities in zip(featured, self._probabilities(matrix)):
                labels = dict(zip(self._learned.labels, probabilities.tolist()))
                self._set_rankings(message, labels)
        return messages

    def _probabilities(self, matrix: np.ndarray) -> np.ndarray:
        """The labels' probabilities, shape (rows of the matrix, labels)."""
        background = self._config["background"]
        found: np.ndarray = np.mean(
            [network.probabilities(matrix, background) for network in self._learned.networks],
            axis=0,
        )
        return found

    def _set_rankings(self, message: Message, labels: Dict[str, float]) -> None:
        ranked = rank(
            labels,
            self._config["exclusive_intents"],
            self._config["ranking_length"],
            self._config["labels_of_intent"],
        )
        intents = [
            {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}
            for intent, confidence in ranked.intents.items()
        ]
        message.set(INTENT, dict(intents[0]), True)
        message.set(INTENT_RANKING_KEY, intents, True)
        message.set(
            LABEL_RANKING,
            [
                {"label": label, PREDICTED_CONFIDENCE_KEY: probability}
                for label, probability in ranked.labels.items()
            ],
        )
