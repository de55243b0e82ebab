"""Judges whether a question is about IOM and the rest that is known here, or about something else
that it names."""

from typing import Any, Dict, List, NamedTuple, Optional, Text, Type

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
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
    COMPLETES,
    FOLDED_TEXT,
    MASKED_TEXT,
    asks_fact,
    example_label,
    split_label,
)
from assistant.nlu.scope_words import Worded, WordScope
from assistant.understanding.masking import masked
from assistant.understanding.names import names
from assistant.understanding.question import OTHER_SUBJECTS

# "None of both" takes no part.
NO_BACKGROUND = -1e9


class Learned(NamedTuple):
    """What training leaves: the judge of words, or the networks and the vectors' means."""

    words: Optional[WordScope] = None
    networks: List[Network] = []
    means: Dict[str, np.ndarray] = {}


def _about_other(label: str) -> Optional[bool]:
    """Whether questions of a label are about something else; None where they tell nothing."""
    if asks_fact(label):
        return False
    return True if split_label(label)[1] in OTHER_SUBJECTS else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ScopeClassifier(LearnedComponent[Learned]):
    """Sets ``about_other``, a probability: from the words, or, with ``featurizers``, from their
    embeddings; a later one of them takes the mean with what an earlier one found.

    It learns from questions for facts and from those of the labels ``OTHER_SUBJECTS``, real ones
    and those that ``ContextAugmenter`` makes.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``featurizers``: those it looks at, by the names of their classes; the words, where
        there are none. ``most_ngrams`` of each kind, and the ``strength`` of the fit against the
        penalty, for words; the networks' size and training for embeddings."""
        return {
            "featurizers": [],
            "most_ngrams": 60000,
            "strength": 10.0,
            "networks": 2,
            "hidden_units": 128,
            "epochs": 12,
            "batches": 60,
            "batch_size": 256,
            "learning_rate": 0.002,
            "dropout": 0.3,
            "random_seed": 0,
        }

    @classmethod
    def required_components(cls) -> List[Type[GraphComponent]]:
        """Embeddings, where it looks at them, come from a featurizer."""
        return [DenseFeaturizer]

    @classmethod
    def nothing_learned(cls) -> Learned:
        """No judge at all."""
        return Learned()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that tell."""
        told = [
            (example, about)
            for example in training_data.intent_examples
            for about in [_about_other(example_label(example) or "")]
            if about is not None and (not self._featurizers or self._vectors(example))
        ]
        examples = [example for example, _ in told]
        targets = np.array([about for _, about in told], dtype=int)
        if len(set(targets.tolist())) > 1:
            learn = self._learn_networks if self._featurizers else self._learn_words
            self._learned = learn(examples, targets)
        return self._kept(self._learned)

    def _learn_words(self, examples: List[Message], targets: np.ndarray) -> Learned:
        judge = WordScope(self._config["most_ngrams"], self._config["strength"])
        return Learned(words=judge.fit(list(map(_worded, examples)), targets.tolist()))

    def _learn_networks(self, examples: List[Message], targets: np.ndarray) -> Learned:
        rows = [self._vectors(example) for example in examples]
        means = mean_vectors(rows)
        matrix = as_matrix(rows, means)
        networks = [
            train_network(matrix, targets, self._config["random_seed"] + number, self._config)
            for number in range(self._config["networks"])
        ]
        return Learned(networks=networks, means=means)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set how likely each message is about something else, where it looks at what it has."""
        judged = [
            message
            for message in messages
            if message.get(COMPLETES) is None
            and (self._vectors(message) if self._featurizers else message.get(TEXT))
        ]
        for message, found in zip(judged, self._probabilities(judged)):
            before = message.get(ABOUT_OTHER)
            message.set(ABOUT_OTHER, found if before is None else (before + found) / 2)
        return messages

    def _probabilities(self, messages: List[Message]) -> List[float]:
        if not messages:
            return []
        if self._learned.words:
            found = self._learned.words.probabilities(list(map(_worded, messages)))
        elif self._learned.networks:
            matrix = as_matrix(list(map(self._vectors, messages)), self._learned.means)
            each = [net.probabilities(matrix, NO_BACKGROUND) for net in self._learned.networks]
            found = np.mean(each, axis=0)[:, 1]
        else:
            return []  # trained on examples that tell nothing of it
        return [float(one) for one in found]

    @property
    def _featurizers(self) -> List[str]:
        wanted: List[str] = self._config["featurizers"]
        return wanted

    def _vectors(self, message: Message) -> Dict[str, np.ndarray]:
        vectors = sentence_vectors(message)
        return {name: vectors[name] for name in self._featurizers if name in vectors}


def _worded(message: Message) -> Worded:
    """A message as the judge of words looks at it; examples were not masked before."""
    text = message.get(TEXT) or ""
    masked_text = message.get(MASKED_TEXT)
    both = f"{text} {message.get(FOLDED_TEXT) or ''}".strip()
    return Worded(both, masked(text, names()) if masked_text is None else masked_text)
