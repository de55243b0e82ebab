"""What the components have in common that learn something in training and keep it in the model."""

from abc import ABC, abstractmethod
from typing import Any, Dict, Generic, Text, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.stored_estimator import keep, restore

Learned = TypeVar("Learned")


class LearnedComponent(GraphComponent, ABC, Generic[Learned]):
    """Made with nothing learned; a subclass is registered as trainable, and its ``train`` ends
    with ``_kept``."""

    def __init__(
        self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learned: Learned = self.nothing_learned()

    @classmethod
    @abstractmethod
    def nothing_learned(cls) -> Learned:
        """What a component works with that was not trained."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LearnedComponent[Learned]":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LearnedComponent[Learned]":
        """Restore what training stored.

        Raises:
            ValueError: the model holds nothing for this component.
        """
        component = cls(config, model_storage, resource)
        component._learned = cls.restored(restore(model_storage, resource))
        return component

    @classmethod
    def restored(cls, stored: Learned) -> Learned:
        """What a component works with, made from what the model holds."""
        return stored

    def _kept(self, learned: Learned) -> Resource:
        """Where the model holds what was learned, which is written there."""
        keep(learned, self._model_storage, self._resource)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training examples, unchanged."""
        return training_data
