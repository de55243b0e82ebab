"""Character n-grams, weighted by tf-idf and condensed by latent semantic analysis."""

import math
from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.nlu.properties import FOLDED_TEXT, LANGUAGE
from assistant.nlu.sentence_encoder import add_sentence_feature
from assistant.nlu.stored_estimator import keep, restore


def text_for_ngrams(message: Message) -> str:
    """The text as typed, then its folded Derja or, in French, its lemmas."""
    parts = [message.get(TEXT) or "", message.get(FOLDED_TEXT) or ""]
    if message.get(LANGUAGE) == "fr":
        parts += [token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or [] if token.lemma]
    return " ".join(part for part in parts if part)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(DenseFeaturizer, GraphComponent):
    """Learns which n-grams matter; gives ``dimensions`` numbers a sentence."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """n-gram lengths, the number of n-grams kept, the dimensions they become, and of how many
        examples these are computed: of more they hardly differ, and take as many times as long."""
        return {
            **DenseFeaturizer.get_default_config(),
            "min_ngram": 1,
            "max_ngram": 5,
            "max_features": 20000,
            "dimensions": 300,
            "condensed_from": 12_500,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        name: Text,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(config["min_ngram"], config["max_ngram"]),
            max_features=config["max_features"],
            min_df=2,
            sublinear_tf=True,
            dtype=np.float32,
        )
        self._components = np.zeros((0, 0), dtype=np.float32)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NgramFeaturizer":
        """Restore what training stored."""
        component = cls.create(config, model_storage, resource, execution_context)
        component._vectorizer, components = restore(model_storage, resource)
        component._components = components.astype(np.float32)
        return component

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check: scikit-learn refuses wrong numbers by name."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn n-grams and their condensation from the training examples."""
        texts = [text_for_ngrams(example) for example in training_data.training_examples]
        counts = self._vectorizer.fit_transform(texts)
        some = counts[:: math.ceil(counts.shape[0] / self._config["condensed_from"])]
        dimensions = min(self._config["dimensions"], min(some.shape) - 1)
        condensed = TruncatedSVD(dimensions, n_iter=2, random_state=0).fit(some)
        # Half precision keeps the model file small; cosines change by less than 0.001.
        components = condensed.components_.T.astype(np.float16)
        # Only the words left out are in this attribute, by the megabyte.
        self._vectorizer.stop_words_ = None
        keep((self._vectorizer, components), self._model_storage, self._resource)
        self._components = components.astype(np.float32)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the condensed n-grams to each message."""
        self._add(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the condensed n-grams to the training examples."""
        self._add(training_data.training_examples)
        return training_data

    def _add(self, messages: List[Message]) -> None:
        if not messages:
            return  # scikit-learn refuses a matrix without rows
        counts = self._vectorizer.transform([text_for_ngrams(message) for message in messages])
        vectors = counts @ self._components
        for message, vector in zip(messages, vectors):
            add_sentence_feature(message, vector, type(self).__name__)
