"""Keeping what a component learned in Rasa's model storage."""

from typing import Any

import joblib
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

FILE = "learned.joblib"


def keep(learned: Any, model_storage: ModelStorage, resource: Resource) -> None:
    """Write what was learned into the model."""
    with model_storage.write_to(resource) as folder:
        joblib.dump(learned, folder / FILE, compress=3)


def restore(model_storage: ModelStorage, resource: Resource) -> Any:
    """Read it back.

    Raises:
        ValueError: the model holds nothing for this component.
    """
    with model_storage.read_from(resource) as folder:
        return joblib.load(folder / FILE)
