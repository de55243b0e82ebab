"""Sentence features of multilingual E5-small."""

from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu import e5_encoder, e5_graph, e5_vocabulary, e5_weights
from assistant.nlu.e5_encoder import E5Encoder
from assistant.nlu.encoder_identity import identity_of
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class E5Featurizer(SentenceEncoderFeaturizer):
    """384 dimensions; a hundred languages. Nothing is learned: training makes the weights of the
    package ready for the engine, which is done once and travels with the model."""

    package = e5_encoder.PACKAGE

    def __init__(
        self,
        config: Dict[Text, Any],
        name: Text,
        model_storage: ModelStorage,
        resource: Resource,
        encoder: Optional[E5Encoder] = None,
    ) -> None:
        super().__init__(config, name)
        self._model_storage = model_storage
        self._resource = resource
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "E5Featurizer":
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "E5Featurizer":
        """Read the encoder; the first visitor must not wait for it.

        Raises:
            ValueError: the model holds none.
        """
        with model_storage.read_from(resource) as folder:
            encoder = E5Encoder(Path(folder))
        return cls(config, execution_context.node_name, model_storage, resource, encoder)

    @classmethod
    def identity(cls) -> str:
        """Changes with the weights and with the code that reads and computes them."""
        return identity_of(cls.package, e5_encoder, e5_graph, e5_vocabulary, e5_weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Make the encoder; the examples do not matter."""
        with self._model_storage.write_to(self._resource) as folder:
            e5_encoder.prepare(Path(folder))
            self._encoder = E5Encoder(Path(folder))
        return self._resource

    def encode(self, texts: List[str]) -> np.ndarray:
        """Embeddings of non-empty texts, shape (len(texts), 384).

        Raises:
            ValueError: the component was neither trained nor loaded.
        """
        if self._encoder is None:
            raise ValueError("E5Featurizer has no encoder before it is trained.")
        return self._encoder.encode(texts)
