"""An earlier classifier that is sure spares what stands behind it."""

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from assistant.nlu.perceptron import Network
from assistant.nlu.perceptron_classifier import Learned, PerceptronClassifier
from assistant.nlu.properties import ABOUT_OTHER, HAS_PARTS, LABEL_RANKING, PART_OF, SURE
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer, add_sentence_feature
from assistant.settings import ROOT

LABELS = ["distress/sea", "forum/imrf.dates", "greet"]
CHEAP, DEAR = "CheapFeaturizer", "DearFeaturizer"


def classifier(tmp_path, scale=4.0, **config):
    """A classifier whose labels' scores are the vector's numbers, so many times."""
    defaults = PerceptronClassifier.get_default_config()
    component = PerceptronClassifier(
        {**defaults, **config}, LocalModelStorage(tmp_path), Resource("classifier")
    )
    origins = config.get("featurizers") or [CHEAP]
    weights = np.vstack([scale * np.eye(3)] * len(origins))
    network = Network([weights], [np.zeros(3)])
    component._learned = Learned(LABELS, [network], dict.fromkeys(origins, np.zeros(3)))
    return component


def message(*vector, origin=CHEAP):
    made = Message({"text": "?"})
    add_sentence_feature(made, np.array(vector, dtype=float), origin)
    return made


@pytest.mark.parametrize(
    "vector, sure",
    [
        ((0.0, 1.0, 0.0), True),
        ((0.0, 1.0, 0.9), False),
        ((1.0, 0.0, 0.0), True),  # of danger, surely
        ((0.6, 1.0, 0.0), False),  # danger is not excluded
    ],
)
def test_a_message_is_surely_understood_where_one_label_is_certain_and_danger_excluded(
    tmp_path, vector, sure
):
    [found] = classifier(tmp_path, scale=8.0, sure_from=0.9).process([message(*vector)])
    assert found.get(SURE) is sure


def test_a_message_that_was_taken_apart_is_left_to_all(tmp_path):
    one, whole, part = (message(0, 1, 0) for _ in range(3))
    whole.set(HAS_PARTS, True)
    part.set(PART_OF, 1)
    classifier(tmp_path, scale=50.0, sure_from=0.9).process([one, whole, part])
    assert [each.get(SURE) for each in (one, whole, part)] == [True, False, False]


@pytest.mark.parametrize(
    "about_other, sure", [(0.05, True), (0.5, False), (0.95, False), (None, True)]
)
def test_a_question_that_may_be_about_something_else_is_left_to_all(tmp_path, about_other, sure):
    one = message(0, 1, 0)
    one.set(ABOUT_OTHER, about_other)
    [found] = classifier(tmp_path, scale=50.0, sure_from=0.9).process([one])
    assert found.get(SURE) is sure


def test_without_a_threshold_nothing_is_sure(tmp_path):
    [found] = classifier(tmp_path, scale=50.0).process([message(0, 1, 0)])
    assert not found.get(SURE)


def test_a_later_classifier_leaves_what_is_sure_alone(tmp_path):
    early = classifier(tmp_path, scale=50.0, sure_from=0.9)
    late = classifier(tmp_path, scale=-50.0)
    [found] = late.process(early.process([message(0, 1, 0)]))
    assert found.get("intent")["name"] == "forum"
    assert found.get(LABEL_RANKING)[0]["label"] == "forum/imrf.dates"


def test_a_classifier_looks_at_its_featurizers_alone(tmp_path):
    one = message(0, 1, 0)
    add_sentence_feature(one, np.array([5.0, 0.0, 0.0]), DEAR)
    [found] = classifier(tmp_path, featurizers=[CHEAP]).process([one])
    assert found.get("intent")["name"] == "forum"


class CountingFeaturizer(SentenceEncoderFeaturizer):
    """Notes what it is asked to encode."""

    package = "numpy"
    asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return np.ones((len(texts), 3))


def test_what_is_sure_is_not_encoded():
    context = ExecutionContext(GraphSchema({}), node_name="encoder")
    config = CountingFeaturizer.get_default_config()
    featurizer = CountingFeaturizer.create(config, None, None, context)
    CountingFeaturizer.asked.clear()
    sure, unsure = Message({"text": "sure"}), Message({"text": "unsure"})
    sure.set(SURE, True)
    featurizer.process([sure, unsure])
    assert CountingFeaturizer.asked == ["unsure"]
    assert not sure.features and unsure.features


def test_the_pipeline_spares_its_dearest_featurizer():
    """E5 stands behind a classifier that can be sure without it."""
    pipeline = YAML(typ="safe").load(Path(ROOT / "config.yml").read_text())["pipeline"]
    names = [entry["name"].rpartition(".")[2] for entry in pipeline]
    early = names.index("PerceptronClassifier")
    assert early < names.index("E5Featurizer")
    assert pipeline[early]["sure_from"] < 1
    assert set(pipeline[early]["featurizers"]) <= set(names[:early])
