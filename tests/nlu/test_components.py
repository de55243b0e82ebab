"""What holds for every component of ours, as in rasa-nlu-examples: one suite, whatever it does."""

import importlib
import inspect
import json
import pkgutil

import pytest
from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.validation import validate
from rasa.shared.data import TrainingType
from rasa.shared.nlu.training_data.training_data import TrainingData

import assistant.nlu
from tests.nlu.compare import alike, output
from tests.nlu.pipeline import components
from tests.nlu.stages import registered, run_stages

TEXTS = [
    "win sar el forum mte3kom",
    "c koi loim svp",
    "date de création de l'OIM et où a eu lieu le forum ?",
    "since when is IOM in Morocco",
    "متى تأسست المنظمة",
    "?",
    "",
]
# What weights of half precision, as they are stored, change in a confidence.
HALF_PRECISION = 0.01


def own_components():
    """Every component in ``assistant/nlu``, by its class's name."""
    found = {}
    for module in pkgutil.iter_modules(assistant.nlu.__path__):
        members = vars(importlib.import_module(f"assistant.nlu.{module.name}")).values()
        for member in members:
            ours = inspect.isclass(member) and member.__module__.startswith("assistant.nlu.")
            if ours and issubclass(member, GraphComponent) and not inspect.isabstract(member):
                found[member.__name__] = member
    return found


OWN = own_components()
NAMES = sorted(OWN)
ORDER = [component["name"].split(".")[-1] for component in components()]


@pytest.fixture(scope="module")
def stages(tmp_path_factory, own_cache):
    return run_stages(tmp_path_factory.mktemp("stages"), TEXTS)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_registered_and_in_the_pipeline(name):
    assert registered(name).clazz is OWN[name]
    assert name in ORDER


@pytest.mark.parametrize("name", NAMES)
def test_its_default_config_can_be_stored_and_knows_what_config_yml_sets(name, stages):
    default = OWN[name].get_default_config()
    assert json.loads(json.dumps(default)) == default
    assert set(stages[name].settings) <= set(default)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_requires_stands_before_it(name):
    before = [registered(other).clazz for other in ORDER[: ORDER.index(name)]]
    for required in OWN[name].required_components():
        assert any(issubclass(other, required) for other in before), required


def test_rasa_accepts_the_order_and_the_needs_of_all():
    recipe = DefaultV1Recipe()
    graph = recipe.graph_config_for_recipe(
        {"pipeline": components(), "language": "fr"}, {}, TrainingType.NLU
    )
    validate(graph)


@pytest.mark.parametrize("name", NAMES)
def test_it_passes_on_every_message_the_empty_one_too(name, stages):
    stage = stages[name]
    passed = stage.put_out(stage.loaded)
    assert [message.get("text") for message in passed if message.get("part_of") is None] == TEXTS
    assert stage.loaded.process([], **stage.provided) == []
    empty = stage.loaded.process_training_data(TrainingData([]), **stage.provided)
    assert empty.training_examples == []


@pytest.mark.parametrize("name", NAMES)
def test_it_puts_out_the_same_when_it_is_loaded_again(name, stages):
    stage = stages[name]
    as_trained = [output(message) for message in stage.put_out(stage.trained)]
    as_loaded = [output(message) for message in stage.put_out(stage.loaded)]
    assert alike(as_loaded, as_trained, HALF_PRECISION)
