"""Folds the parts of a message back onto it, as the questions that the dialogue answers."""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.language_identifier import language_entity
from assistant.nlu.properties import LABEL_RANKING, LANGUAGE, MENTIONS, QUESTIONS, split_label


def _topic(message: Message, intent: Optional[str]) -> Optional[str]:
    for entry in message.get(LABEL_RANKING) or []:
        label_intent, topic = split_label(entry["label"])
        if label_intent == intent:
            return topic
    return None


def question_of(message: Message) -> Dict[str, Any]:
    """What the dialogue needs to know of a classified message."""
    intent = message.get(INTENT)[INTENT_NAME_KEY]
    return {
        "text": message.get(TEXT),
        "intent": intent,
        "topic": _topic(message, intent),
        "confidence": message.get(INTENT)[PREDICTED_CONFIDENCE_KEY],
        "mentions": message.get(MENTIONS),
        "ranking": [
            {"topic": split_label(entry["label"])[1], "confidence": entry[PREDICTED_CONFIDENCE_KEY]}
            for entry in message.get(LABEL_RANKING) or []
            if split_label(entry["label"])[0] == "ask"
        ],
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionCollector(GraphComponent):
    """Sets ``questions`` on the first message and leaves Rasa that message alone."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionCollector":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Collect each message's questions and fulfil a wish for a language."""
        for message in messages:
            if not message.get(TEXT):
                message.set(
                    INTENT,
                    {
                        INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
                        PREDICTED_CONFIDENCE_KEY: 1.0,
                    },
                    True,
                )
            question = question_of(message)
            if question["intent"] == LANGUAGE and question["topic"]:
                others = [e for e in message.get(ENTITIES, []) if e["entity"] != LANGUAGE]
                message.set(ENTITIES, others + [language_entity(question["topic"])], True)
            message.set(QUESTIONS, [question], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are collected from nothing."""
        return training_data
