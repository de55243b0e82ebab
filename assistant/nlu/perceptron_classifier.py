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
from assistant.nlu.properties import (
    ABOUT_OTHER,
    HAS_PARTS,
    LABEL_RANKING,
    PART_OF,
    SURE,
    asks_fact,
    example_label,
    split_label,
)
from assistant.nlu.rankings import Rankings, rank
from assistant.understanding.question import OTHER_SUBJECTS


class Learned(NamedTuple):
    """What training leaves: the labels, the networks, the mean of each featurizer's vectors."""

    labels: List[str]
    networks: List[Network]
    means: Dict[str, np.ndarray]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PerceptronClassifier(LearnedComponent[Learned], IntentClassifier):
    """Learns labels (``intent/topic``) and predicts intents (``rankings``).

    Several of them may stand in a pipeline, one behind another, as a cascade (Viola and Jones
    2001): the earlier one looks at what is cheap to compute, and where it is sure, neither the
    featurizers behind it nor the later ones look at the message any more.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Number, size and training of the networks (which differ by their seed; the mean of
        their probabilities counts), the score of "none of the labels", how much is ranked, and
        the intents, beside the areas, whose topics exclude each other.

        ``featurizers``: those it looks at, by the names of their classes; all, where there are
        none. ``sure_from``: the confidence from which a message is surely understood, unless
        danger is likelier than ``danger_below``, or it was taken for a question for a fact and is
        likelier than ``other_below`` about something else, or for one about something else and is
        less likely so than ``other_from``. None where something always comes after it, or nothing
        does.
        """
        return {
            "featurizers": [],
            "sure_from": None,
            "danger_intent": "distress",
            "danger_below": 0.02,
            "other_below": 0.1,
            "other_from": 0.7,
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
        """Fit the networks on the labelled examples that have features it looks at."""
        examples = [example for example in training_data.intent_examples if self._vectors(example)]
        rows = [self._vectors(example) for example in examples]
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
        """Set intent, intent ranking and label ranking of each message that is not understood
        surely yet."""
        left = [message for message in messages if not message.get(SURE)]
        vectors = [self._vectors(message) for message in left]
        for message, vector in zip(left, vectors):
            if not vector:
                message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, True)
                message.set(INTENT_RANKING_KEY, [], True)
                message.set(LABEL_RANKING, [])
        featured = [message for message, vector in zip(left, vectors) if vector]
        if featured:
            matrix = as_matrix(list(filter(None, vectors)), self._learned.means)
            for message, probabilities in zip(featured, self._probabilities(matrix)):
                labels = dict(zip(self._learned.labels, probabilities.tolist()))
                self._set_rankings(message, labels)
        return messages

    def _vectors(self, message: Message) -> Dict[str, np.ndarray]:
        """What it looks at of a message's features."""
        vectors = sentence_vectors(message)
        wanted = self._config["featurizers"] or list(vectors)
        return {origin: vectors[origin] for origin in wanted if origin in vectors}

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
        message.set(SURE, self._is_sure(message, ranked))

    def _is_sure(self, message: Message, ranked: Rankings) -> bool:
        """Whether what comes after needs not look: a label is certain, and danger is either
        that label or next to excluded."""
        taken_apart = message.get(HAS_PARTS) or message.get(PART_OF) is not None
        if self._config["sure_from"] is None or taken_apart:
            return False
        intent, confidence = next(iter(ranked.intents.items()))
        danger = ranked.intents.get(self._config["danger_intent"], 0.0)
        doubted = intent != self._config["danger_intent"] and danger > self._config["danger_below"]
        doubted = doubted or self._doubts_scope(message, next(iter(ranked.labels)))
        return bool(confidence >= self._config["sure_from"] and not doubted)

    def _doubts_scope(self, message: Message, label: str) -> bool:
        """Whether a question may be about something else than it was understood to be about."""
        about_other = message.get(ABOUT_OTHER)
        if about_other is None:
            return False
        if asks_fact(label):
            return bool(about_other > self._config["other_below"])
        other = split_label(label)[1] in OTHER_SUBJECTS
        return bool(other and about_other < self._config["other_from"])
