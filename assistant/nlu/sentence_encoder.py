"""What the featurizers have in common that embed a whole sentence."""

from abc import ABC, abstractmethod
from typing import Any, Dict, List, Text

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
from assistant.nlu.properties import FOLDED_TEXT
from assistant.settings import Settings


def add_sentence_feature(message: Message, vector: np.ndarray, origin: str) -> None:
    """Put one dense sentence feature, shape (1, dimensions), on a message's text."""
    features = vector.reshape(1, -1).astype(np.float32)
    message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, origin))


def text_to_encode(message: Message) -> str:
    """The text that features are made of: with folded spellings where there are some."""
    return message.get(FOLDED_TEXT) or message.get(TEXT) or ""


class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent, ABC):
    """A dense featurizer that gives one embedding a sentence and none a token."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``batch_size``: sentences encoded at a time in training."""
        return {**DenseFeaturizer.get_default_config(), "batch_size": 64}

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        self._batch_size = config["batch_size"]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoderFeaturizer":
        component = cls(config, execution_context.node_name)
        # The weights are read now: the first visitor must not wait for them.
        component.encode(["?"])
        return component

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check: ``batch_size`` fails at once where it is no number."""

    @abstractmethod
    def encode(self, texts: List[str]) -> np.ndarray:
        """Embeddings of non-empty texts, shape (len(texts), dimensions)."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the embedding to each message that has a text."""
        for message in messages:
            text = text_to_encode(message)
            if text:
                add_sentence_feature(message, self.encode([text])[0], self._origin)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the embeddings to the training examples, from the cache where it has them."""
        examples = [
            example for example in training_data.training_examples if text_to_encode(example)
        ]
        cache = EmbeddingCache(Settings().cache_dir / f"{type(self).__name__}.npz")
        vectors = cache.encode([text_to_encode(example) for example in examples], self._encode_all)
        for example, vector in zip(examples, vectors):
            add_sentence_feature(example, vector, self._origin)
        return training_data

    @property
    def _origin(self) -> str:
        return type(self).__name__

    def _encode_all(self, texts: List[str]) -> np.ndarray:
        # Sentences of like length together: the encoders pad a batch to its longest.
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        batches = [
            self.encode([texts[position] for position in order[start : start + self._batch_size]])
            for start in range(0, len(order), self._batch_size)
        ]
        encoded = np.concatenate(batches)
        return encoded[np.argsort(order)]
