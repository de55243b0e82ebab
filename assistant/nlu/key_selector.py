"""Tells Rasa which retrieval key a message was understood as: the fact it asks for."""

import warnings
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import (
    RESPONSE_SELECTOR_DEFAULT_INTENT,
    RESPONSE_SELECTOR_PREDICTION_KEY,
    RESPONSE_SELECTOR_PROPERTY_NAME,
    RESPONSE_SELECTOR_RANKING_KEY,
    RESPONSE_SELECTOR_RESPONSES_KEY,
    RESPONSE_SELECTOR_RETRIEVAL_INTENTS,
    RESPONSE_SELECTOR_UTTER_ACTION_KEY,
)
from rasa.shared.nlu.constants import (
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    RESPONSE_IDENTIFIER_DELIMITER,
)
from rasa.shared.nlu.training_data import util
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.learned_component import LearnedComponent
from assistant.nlu.properties import QUESTIONS
from assistant.understanding.question import is_fact

# Training would else say so of each of the examples.
warnings.filterwarnings("ignore", "Your training data contains an example", UserWarning)

# It is kept with every message, and read by people alone.
RANKED = 3


def _entry(candidate: Dict[str, Any]) -> Dict[str, Any]:
    label = f"{candidate['intent']}{RESPONSE_IDENTIFIER_DELIMITER}{candidate['topic']}"
    confidence = candidate["confidence"]
    return {PREDICTED_CONFIDENCE_KEY: confidence, INTENT_RESPONSE_KEY: label}


def _prediction(question: Dict[str, Any]) -> Dict[str, Any]:
    """A question's label, and the likeliest facts where it asks for one, in the form of Rasa's
    ``ResponseSelector``; without responses, since facts are not in the model."""
    understood = _entry(question)
    action = util.intent_response_key_to_template_key(understood[INTENT_RESPONSE_KEY])
    ranking = question["ranking"][:RANKED] if is_fact(question["topic"]) else [question]
    return {
        RESPONSE_SELECTOR_PREDICTION_KEY: {
            RESPONSE_SELECTOR_RESPONSES_KEY: [],
            RESPONSE_SELECTOR_UTTER_ACTION_KEY: action,
            **understood,
        },
        RESPONSE_SELECTOR_RANKING_KEY: [_entry(candidate) for candidate in ranking],
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KeySelector(LearnedComponent[List[str]]):
    """Sets ``response_selector``, from a message's first question, for Rasa's own tools:
    ``rasa test nlu`` scores it for each key, trackers show it as ``full_retrieval_intent_name``.

    The prediction stands under ``default`` (one selector for all retrieval intents, so that a
    fact of the wrong area counts as wrong) and under its intent. A message that is refused or
    has no key gets none.
    """

    @classmethod
    def nothing_learned(cls) -> List[str]:
        """No intents that have keys."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Note which intents have keys."""
        self._learned = sorted(training_data.retrieval_intents)
        return self._kept(self._learned)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set each message's key."""
        for message in messages:
            selected: Dict[str, Any] = {RESPONSE_SELECTOR_RETRIEVAL_INTENTS: self._learned}
            question = message.get(QUESTIONS)[0]
            if question["topic"] and question["intent"] in self._learned:
                prediction = _prediction(question)
                selected[RESPONSE_SELECTOR_DEFAULT_INTENT] = prediction
                selected[question["intent"]] = prediction
            message.set(RESPONSE_SELECTOR_PROPERTY_NAME, selected, add_to_output=True)
        return messages
