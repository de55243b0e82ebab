"""Whether a question is about something else is learned from words and from embeddings."""

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.drawn_examples import example_of
from assistant.nlu.properties import ABOUT_OTHER, COMPLETES
from assistant.nlu.scope_classifier import ScopeClassifier
from assistant.nlu.sentence_encoder import add_sentence_feature

ENCODER = "Encoder"
OURS = ("who leads IOM", "I live in Morocco, who leads IOM", "who leads IOM? I am from Chad")
OTHERS = ("who leads UNICEF", "who leads the Red Cross", "I work for IOM, who leads UNHCR")


@pytest.fixture
def component(tmp_path):
    def of(**config):
        defaults = {**ScopeClassifier.get_default_config(), "steps": 60, "batch_size": 8}
        storage, resource = LocalModelStorage(tmp_path), Resource("scope")
        return ScopeClassifier({**defaults, **config}, storage, resource)

    return of


def embedded(message, about_other):
    add_sentence_feature(message, np.array([1.0, 2.0 * about_other - 1.0]), ENCODER)
    return message


def examples():
    made = [(text, "membership/iom.mission", 0) for text in OURS]
    made += [(text, "out_of_scope/other_organisation", 1) for text in OTHERS]
    made += [("thank you", "thanks", 0), ("the weather", "out_of_scope/far", 0)]
    copies = [(text, label, other) for text, label, other in made for _ in range(6)]
    return TrainingData(
        [
            embedded(example_of(f"{text} {'!' * n}", label, "en"), other)
            for n, (text, label, other) in enumerate(copies)
        ]
    )


def trained_and_loaded(made):
    made.train(examples())
    return ScopeClassifier.load(made._config, made._model_storage, made._resource, None)


def likely(component, text, other=0, **properties):
    message = embedded(Message({TEXT: text, **properties}), other)
    component.process([message])
    return message.get(ABOUT_OTHER)


def test_words_tell_a_subject_from_what_stands_beside_it(component):
    judge = trained_and_loaded(component())
    # The last two name countries and bodies that training has not seen.
    assert likely(judge, "who leads the FAO") > 0.5 > likely(judge, "from Mali, who leads IOM")


def test_embeddings_tell_too(component):
    judge = trained_and_loaded(component(featurizers=[ENCODER]))
    assert likely(judge, "?", 1) > 0.7 and likely(judge, "?", 0) < 0.3
    # A message that the encoder did not look at is left as it is.
    message = Message({TEXT: "?"})
    judge.process([message])
    assert message.get(ABOUT_OTHER) is None


def test_a_later_one_takes_the_mean(component):
    judge = trained_and_loaded(component(featurizers=[ENCODER]))
    alone = likely(judge, "?", 1)
    assert likely(judge, "?", 1, **{ABOUT_OTHER: 0.2}) == pytest.approx((0.2 + alone) / 2)


def test_completions_are_not_judged(component):
    assert likely(trained_and_loaded(component()), "who leads it", **{COMPLETES: 0}) is None


def test_examples_that_tell_nothing_leave_it_silent(component):
    judge = component()
    judge.train(TrainingData([example_of("hello", "greet", "en")]))
    assert likely(judge, "who leads the FAO") is None
