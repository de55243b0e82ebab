"""What the graph components have in common that learn nothing."""

from abc import ABC, abstractmethod
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class UntrainedComponent(GraphComponent, ABC):
    """Made from its configuration alone; passes the training examples on as they are."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "UntrainedComponent":
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training examples, unchanged."""
        return training_data

    @abstractmethod
    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, with what the component adds."""
