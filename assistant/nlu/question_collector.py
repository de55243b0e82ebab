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
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.language_identifier import language_entity
from assistant.nlu.properties import (
    ASKS,
    LABEL_RANKING,
    LANGUAGE,
    MENTIONS,
    PART_OF,
    QUESTIONS,
    split_label,
)


def _topic(message: Message, intent: Optional[str]) -> Optional[str]:
    for entry in message.get(LABEL_RANKING) or []:
        label_intent, topic = split_label(entry["label"])
        if label_intent == intent:
            return topic
    return None


def question_of(message: Message, intent: Optional[str] = None) -> Dict[str, Any]:
    """What the dialogue needs to know of a classified message; of the intent it was classified
    as, or of another one that is taken instead."""
    intents = {
        entry[INTENT_NAME_KEY]: entry[PREDICTED_CONFIDENCE_KEY]
        for entry in message.get(INTENT_RANKING_KEY) or []
    }
    classified = message.get(INTENT)
    confidence = intents[intent] if intent else classified[PREDICTED_CONFIDENCE_KEY]
    intent = intent or classified[INTENT_NAME_KEY]
    return {
        "text": message.get(TEXT),
        "intent": intent,
        "topic": _topic(message, intent),
        "confidence": confidence,
        "mentions": message.get(MENTIONS),
        "asks": bool(message.get(ASKS)),
        "intents": intents,
        "ranking": [
            {"topic": split_label(entry["label"])[1], "confidence": entry[PREDICTED_CONFIDENCE_KEY]}
            for entry in message.get(LABEL_RANKING) or []
            if split_label(entry["label"])[0] == "ask"
        ],
    }


def _inherit_mentions(questions: List[Dict[str, Any]]) -> None:
    """Give each question what the ones before it name and it does not.

    "Since when is IOM in Morocco, and who are its partners?" asks twice about Morocco.
    """
    for before, question in zip(questions, questions[1:]):
        mentions = question["mentions"] or {}
        for kind, named in (before["mentions"] or {}).items():
            if not mentions.get(kind):
                mentions[kind] = named


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionCollector(GraphComponent):
    """Sets ``questions`` on a message, and folds the parts behind it (``QuestionSplitter``) in.

    A message is taken for several questions where its parts, each understood with confidence,
    ask for different things; a part that tells of danger makes the message one of danger.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Confidences from which a part counts (chosen on ``tests/conversations/several.yml``).

        A part that stands as questions do counts from ``question_threshold``; another from
        ``statement_threshold``, if the whole message hints at the same fact. A message understood
        as surely as ``sure_from`` is only taken apart where its parts stand as questions do.
        """
        return {
            "question_threshold": 0.5,
            "statement_threshold": 0.7,
            "statement_hint": 0.001,
            "followup_threshold": 0.4,
            "sure_from": 0.995,
            "danger_from": 0.3,
            "danger_threshold": 0.85,
            "danger_hint": 0.05,
            "most_questions": 3,
            "danger_intent": "distress",
            "followup_intents": ["followup", "clarify"],
            "unknown_topics": [
                "other_organisation",
                "other_country",
                "other_forum",
                "unknown_detail",
            ],
        }

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionCollector":
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Collect each message's questions and fulfil a wish for a language."""
        wholes = [message for message in messages if message.get(PART_OF) is None]
        for position, message in enumerate(wholes):
            if not message.get(TEXT):
                self._set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)
            parts = [self._question(part) for part in messages if part.get(PART_OF) == position]
            questions = self._questions(self._question(message), parts)
            if questions[0]["intent"] != message.get(INTENT)[INTENT_NAME_KEY]:
                self._set_intent(message, questions[0]["intent"], questions[0]["confidence"])
            if questions[0]["intent"] == LANGUAGE and questions[0]["topic"]:
                others = [e for e in message.get(ENTITIES, []) if e["entity"] != LANGUAGE]
                wish = language_entity(questions[0]["topic"])
                message.set(ENTITIES, others + [wish], add_to_output=True)
            message.set(QUESTIONS, questions, add_to_output=True)
        return wholes

    def _question(self, message: Message) -> Dict[str, Any]:
        """The message as a question; as one of danger already where danger is only possible."""
        danger = self._config["danger_intent"]
        for entry in message.get(INTENT_RANKING_KEY) or []:
            possible = entry[PREDICTED_CONFIDENCE_KEY] >= self._config["danger_from"]
            if entry[INTENT_NAME_KEY] == danger and possible:
                return question_of(message, danger)
        return question_of(message)

    def _questions(
        self, whole: Dict[str, Any], parts: List[Dict[str, Any]]
    ) -> List[Dict[str, Any]]:
        danger = self._config["danger_intent"]
        if whole["intent"] == danger:
            return [whole]
        # A few words out of their context may sound like danger: the whole must too, a little.
        hinted = whole["intents"].get(danger, 0.0) >= self._config["danger_hint"]
        for part in parts:
            tells_danger = part["intent"] == danger
            if tells_danger and part["confidence"] >= self._config["danger_threshold"] and hinted:
                return [part]
        _inherit_mentions(parts)
        several: List[Dict[str, Any]] = []
        for part in parts:
            known = [(question["intent"], question["topic"]) for question in several]
            if self._counts(part, whole, bool(several)):
                if (part["intent"], part["topic"]) not in known:
                    several.append(part)
        asked = any(question["intent"] == "ask" for question in several)
        return several[: self._config["most_questions"]] if len(several) > 1 and asked else [whole]

    def _counts(self, part: Dict[str, Any], whole: Dict[str, Any], after_another: bool) -> bool:
        """Whether a part is a question of its own."""
        same = (part["intent"], part["topic"]) == (whole["intent"], whole["topic"])
        if whole["confidence"] >= self._config["sure_from"] and not (same or part["asks"]):
            return False
        if part["intent"] in self._config["followup_intents"]:
            return after_another and part["confidence"] >= self._config["followup_threshold"]
        if part["intent"] == "out_of_scope" and part["topic"] not in self._config["unknown_topics"]:
            return False
        if part["intent"] not in ("ask", "out_of_scope"):
            return False
        if part["asks"]:
            return part["confidence"] >= self._config["question_threshold"]
        hint = max(
            (c["confidence"] for c in whole["ranking"] if c["topic"] == part["topic"]), default=0.0
        )
        return (
            part["confidence"] >= self._config["statement_threshold"]
            and hint >= self._config["statement_hint"]
        )

    @staticmethod
    def _set_intent(message: Message, intent: str, confidence: float) -> None:
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}, True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are collected from nothing."""
        return training_data
