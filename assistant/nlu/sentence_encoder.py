"""What the featurizers have in common that embed a whole sentence."""

import sys
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.embedding_cache import EmbeddingCache
from assistant.nlu.encoder_identity import identity_of
from assistant.nlu.properties import FOLDED_TEXT
from assistant.nlu.remembered_embeddings import RememberedEmbeddings
from assistant.settings import Settings


def add_sentence_feature(message: Message, vector: np.ndarray, origin: str) -> None:
    """Put one dense sentence feature, shape (1, dimensions), on a message's text."""
    message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, origin))


def text_to_encode(message: Message) -> str:
    """The text that features are made of: with folded spellings where there are some."""
    return message.get(FOLDED_TEXT) or message.get(TEXT) or ""


class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent, ABC):
    """A dense featurizer that gives one embedding a sentence and none a token.

    ``package`` is the distribution that holds the encoder and its weights.
    """

    package: ClassVar[str]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``batch_size``: sentences encoded at a time in training. ``remembered``: sentences
        whose embeddings are kept in memory while messages are read (2 KB each)."""
        return {**DenseFeaturizer.get_default_config(), "batch_size": 64, "remembered": 2000}

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        self._batch_size = config["batch_size"]
        self._remembered = RememberedEmbeddings(config["remembered"])

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoderFeaturizer":
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check: ``batch_size`` fails at once where it is no number."""

    @classmethod
    def identity(cls) -> str:
        """What the cache of embeddings tells this encoder from others by."""
        return identity_of(cls.package, sys.modules[cls.__module__])

    @abstractmethod
    def encode(self, texts: List[str]) -> np.ndarray:
        """Embeddings of non-empty texts, shape (len(texts), dimensions)."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the embedding to each message that has a text: all of them, a message's parts among
        them, are encoded at once, and what was encoded lately is remembered."""
        texts = [text_to_encode(message) for message in messages]
        vectors = self._remembered.encode(list(filter(None, texts)), self.encode)
        for message, text in zip(messages, texts):
            if text:
                add_sentence_feature(message, vectors[text], self._origin)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the embeddings to the training examples, from the cache where it has them."""
        examples = [
            example for example in training_data.training_examples if text_to_encode(example)
        ]
        if not examples:
            return training_data
        cache = EmbeddingCache(Settings().cache_dir, self._origin, self.identity())
        texts = [text_to_encode(example) for example in examples]
        vectors = cache.encode(texts, self.encode, self._batch_size)
        for example, vector in zip(examples, vectors):
            add_sentence_feature(example, vector, self._origin)
        return training_data

    @property
    def _origin(self) -> str:
        return type(self).__name__
