"""What the components have in common that read tables of ``data/``: the model carries them."""

import hashlib
import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Dict, Generic, NamedTuple, Optional, Text, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

Tables = TypeVar("Tables")
FILE = "tables.json"


class Shelf(NamedTuple):
    """A component's place in the model."""

    model_storage: ModelStorage
    resource: Resource

    def put(self, tables: Any) -> None:
        """Store tables, readable by anybody who opens the model."""
        with self.model_storage.write_to(self.resource) as folder:
            (folder / FILE).write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")

    def take(self) -> Any:
        """The tables that were stored.

        Raises:
            ValueError: the model holds nothing for this component.
        """
        with self.model_storage.read_from(self.resource) as folder:
            return json.loads((folder / FILE).read_text(encoding="utf-8"))


class TableComponent(GraphComponent, ABC, Generic[Tables]):
    """Reads its tables in training and only then: a model that is moved to another folder, or
    whose project's tables have changed since, understands as on the day it was trained.

    A subclass is registered as trainable, which is what gives it a place in the model, and
    names its table: a YAML file, or a folder of some.
    """

    tables_path: ClassVar[Path]

    def __init__(
        self,
        config: Dict[Text, Any],
        tables: Optional[Tables] = None,
        shelf: Optional[Shelf] = None,
    ) -> None:
        self._config = config
        self._tables = tables
        self._shelf = shelf

    @classmethod
    def read_tables(cls) -> Any:
        """The project's tables as they stand now, in what JSON can hold."""
        return YAML(typ="safe").load(cls.tables_path.read_text(encoding="utf-8"))

    @classmethod
    @abstractmethod
    def tables_from(cls, stored: Any) -> Tables:
        """What the component works with, made from what ``read_tables`` gave."""

    @property
    def tables(self) -> Tables:
        """What the component works with.

        Raises:
            RuntimeError: it was neither trained nor loaded.
        """
        if self._tables is None:
            raise RuntimeError(f"{type(self).__name__} has no tables: train or load it first.")
        return self._tables

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TableComponent[Tables]":
        return cls(config, shelf=Shelf(model_storage, resource))

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TableComponent[Tables]":
        """Restore the tables that training stored."""
        shelf = Shelf(model_storage, resource)
        return cls(config, cls.tables_from(shelf.take()), shelf)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """A digest of the tables, so that Rasa's cache of trainings notices their changes."""
        digest = hashlib.sha256()
        for path in sorted([cls.tables_path, *cls.tables_path.glob("*.yml")]):
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Store the tables; the training examples have no part in it.

        Raises:
            RuntimeError: the component was made without a model to store them in.
        """
        if self._shelf is None:
            raise RuntimeError(f"{type(self).__name__} has no model to store its tables in.")
        self._shelf.put(self.read_tables())
        self._tables = self.tables_from(self._shelf.take())
        return self._shelf.resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training examples, unchanged."""
        return training_data
