"""The pipeline of config.yml run by hand, each component with what it is given."""

import copy
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from tests.nlu.pipeline import components, write_examples

KIND = DefaultV1Recipe.ComponentType
RUN_IN_TRAINING = {KIND.MESSAGE_TOKENIZER, KIND.MESSAGE_FEATURIZER}


class Stage(NamedTuple):
    """A component as training leaves it and as it is loaded again, its settings in config.yml,
    and the messages that reach it."""

    trained: Any
    loaded: Any
    settings: Dict[str, Any]
    messages: List[Message]
    provided: Dict[str, Any]

    def put_out(self, component: Any) -> List[Message]:
        """The messages as the component passes them on; the stage's own stay as they are."""
        messages: List[Message] = component.process(copy.deepcopy(self.messages), **self.provided)
        return messages


def registered(name: str) -> DefaultV1Recipe.RegisteredComponent:
    """A component as the recipe knows it.

    Raises:
        InvalidConfigException: it is not registered.
    """
    return DefaultV1Recipe._from_registry(name)


def run_stages(folder: Path, texts: List[str]) -> Dict[str, Stage]:
    """Train each component on the examples, and let the texts pass through all, by name; of those
    that stand twice in the pipeline, the later one."""
    (folder / "model").mkdir()
    storage = LocalModelStorage.create(folder / "model")
    training_data = load_data(str(write_examples(folder)))
    messages = [Message({TEXT: text}) for text in texts]
    stages = {}
    for position, settings in enumerate(components()):
        name = settings.pop("name").split(".")[-1]
        known = registered(name)
        component: Any = known.clazz
        config = {**component.get_default_config(), **settings}
        context = ExecutionContext(GraphSchema({}), node_name=name)
        resource = Resource(f"{name}{position}")
        trained = component.create(config, storage, resource, context)
        if known.is_trainable:
            resource = trained.train(training_data)
        loaded = component.load(config, storage, resource, context)
        provided = {}
        if KIND.MODEL_LOADER in known.types:
            provided = {"model": loaded.provide()}
        if known.types & RUN_IN_TRAINING:
            training_data = loaded.process_training_data(training_data, **provided)
        stages[name] = Stage(trained, loaded, settings, messages, provided)
        messages = stages[name].put_out(loaded)
    return stages
