"""Folds the parts of a message back onto it, as the questions that the dialogue answers."""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
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

from assistant.answers.question import FOLLOWUPS
from assistant.nlu.language_identifier import language_entity
from assistant.nlu.part_judge import Judge, features_of, learned_judge
from assistant.nlu.properties import (
    ASKS,
    BARE,
    LABEL_RANKING,
    LANGUAGE,
    MENTIONS,
    OTHER_LANGUAGE,
    PART_OF,
    PARTS,
    QUESTIONS,
    WHOLE,
    split_label,
)
from assistant.nlu.untrained_component import UntrainedComponent

SMALL_TALK = ["inform", "greet", "thanks", "praise"]


def _topic(message: Message, intent: Optional[str]) -> Optional[str]:
    for entry in message.get(LABEL_RANKING) or []:
        label_intent, topic = split_label(entry["label"])
        if label_intent == intent:
            return topic
    return None


def _topics(message: Message, intent: str) -> List[Dict[str, Any]]:
    """An intent's topics, likeliest first."""
    return [
        {"topic": split_label(entry["label"])[1], "confidence": entry[PREDICTED_CONFIDENCE_KEY]}
        for entry in message.get(LABEL_RANKING) or []
        if split_label(entry["label"])[0] == intent
    ]


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
        "bare": bool(message.get(BARE)),
        "intents": intents,
        "ranking": _topics(message, "ask"),
        "followups": _topics(message, "followup"),
    }


def as_question(part: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """A part of a message as one question of several: a follow-up, or else a question for its
    likeliest fact, even where alone it would not have been understood; None where no fact is
    likely at all."""
    if part["intent"] in FOLLOWUPS:
        return part
    if not part["ranking"]:
        return None
    return {**part, "intent": "ask", "topic": part["ranking"][0]["topic"]}


def _share_subjects(questions: List[Dict[str, Any]]) -> None:
    """Let each question be about what the one before it is about, or else the one behind it:
    "aims and place of the forum" asks twice about the forum."""
    pairs = [*zip(questions, questions[1:]), *zip(questions[::-1], questions[-2::-1])]
    for other, question in pairs:
        mentions = question["mentions"] or {}
        if not mentions.get("subjects"):
            mentions["subjects"] = (other["mentions"] or {}).get("subjects", [])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionCollector(UntrainedComponent):
    """Sets ``questions`` on a message, and folds the parts behind it (``QuestionSplitter``) in.

    A message is taken for several questions where its parts, each understood with confidence,
    ask for different things; a part that tells of danger makes the message one of danger.
    Parts share what they are about.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Confidences and intents by which a message is taken apart.

        ``unknown_from``: from it on, a part that stands as questions do is one that is not known
        (of the kinds ``unknown_topics``); from ``unknown_surely_from`` on any part is, where the
        whole is out of scope. ``unknown_over_fact``: how many times likelier than its fact it
        must be that a part, not understood alone, is out of scope.
        ``danger_from``: from it on, danger counts before all else; a part needs
        ``danger_threshold``, and the whole ``danger_hint`` beside it.
        ``hides_question``: the intents of a message that may yet ask something in one of its
        parts, with a confidence from ``hidden_from``. ``small_talk``: those of parts that ask
        nothing.
        """
        return {
            "unknown_from": 0.5,
            "unknown_surely_from": 0.9,
            "unknown_over_fact": 2.0,
            "danger_from": 0.3,
            "danger_threshold": 0.85,
            "danger_hint": 0.05,
            "most_questions": 3,
            "danger_intent": "distress",
            "hidden_from": 0.8,
            "hides_question": [*SMALL_TALK, DEFAULT_NLU_FALLBACK_INTENT_NAME],
            "small_talk": SMALL_TALK,
            "unknown_topics": [
                "other_organisation",
                "other_country",
                "other_forum",
                "unknown_detail",
            ],
        }

    def __init__(self, config: Dict[Text, Any], judge: Optional[Judge] = None) -> None:
        super().__init__(config)
        self._judge = judge or learned_judge()

    def process(self, messages: List[Message]) -> List[Message]:
        """Collect each message's questions and fulfil a wish for a language."""
        wholes = [message for message in messages if message.get(PART_OF) is None]
        for position, message in enumerate(wholes):
            if not message.get(TEXT):
                self._set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)
            parts = [self._question(part) for part in messages if part.get(PART_OF) == position]
            _share_subjects(parts)
            if message.get(LANGUAGE) == OTHER_LANGUAGE:
                questions = [self._in_other_language(message)]
            else:
                whole = self._question(message)
                message.set(WHOLE, whole)
                message.set(PARTS, parts)
                questions = self.questions_among(whole, parts)
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

    def _in_other_language(self, message: Message) -> Dict[str, Any]:
        """A message in a language that is not spoken here; its topic is its kind of danger, if
        it tells of danger."""
        question = self._question(message)
        danger = question["intent"] == self._config["danger_intent"]
        topic = question["topic"] if danger else None
        return {**question, "intent": OTHER_LANGUAGE, "topic": topic, "confidence": 1.0}

    def questions_among(
        self, whole: Dict[str, Any], parts: List[Dict[str, Any]]
    ) -> List[Dict[str, Any]]:
        """The questions that a message asks: the whole, or some of its parts; one part, where the
        whole was not taken for a question ("thanks a lot, and who chairs the forum?")."""
        danger = self._config["danger_intent"]
        if whole["intent"] == danger:
            return [whole]
        # A few words out of their context may sound like danger: the whole must too, a little.
        hinted = whole["intents"].get(danger, 0.0) >= self._config["danger_hint"]
        for part in parts:
            tells_danger = part["intent"] == danger
            if tells_danger and part["confidence"] >= self._config["danger_threshold"] and hinted:
                return [part]
        several: List[Dict[str, Any]] = []
        taken: List[Dict[str, Any]] = []
        for position, part in enumerate(parts):
            question = self._apart(part, whole, position, len(parts), bool(several))
            known = [(before["intent"], before["topic"]) for before in several]
            if question and (question["intent"], question["topic"]) not in known:
                several.append(question)
                taken.append(part)
        if len(several) > 1 and any(question["intent"] == "ask" for question in several):
            return several[: self._config["most_questions"]]
        return [self._hidden(whole, parts, taken) or whole]

    def _hidden(
        self, whole: Dict[str, Any], parts: List[Dict[str, Any]], taken: List[Dict[str, Any]]
    ) -> Optional[Dict[str, Any]]:
        """What one part says and the whole does not: a question that the whole was not taken for,
        or that nothing is asked at all."""
        if whole["intent"] not in self._config["hides_question"] or not parts:
            return None
        sure = bool(taken) and taken[0]["confidence"] >= self._config["hidden_from"]
        if sure and taken[0]["intent"] == "ask":
            # What the rest names ("I am in Libya. …") counts as named.
            return {**taken[0], "mentions": whole["mentions"]}
        # "Hello, I am a pupil": neither a greeting nor news as a whole, but nothing else.
        small_talk = all(part["intent"] in self._config["small_talk"] for part in parts)
        return parts[-1] if small_talk else None

    def _apart(
        self,
        part: Dict[str, Any],
        whole: Dict[str, Any],
        position: int,
        parts: int,
        after_another: bool,
    ) -> Optional[Dict[str, Any]]:
        """The question that a part asks, if it is judged to ask one."""
        if part["intent"] == "out_of_scope" and part["topic"] in self._config["unknown_topics"]:
            asked = part["asks"] and part["confidence"] >= self._config["unknown_from"]
            told = part["confidence"] >= self._config["unknown_surely_from"]
            return part if asked or (told and whole["intent"] == "out_of_scope") else None
        features = features_of(part, whole, position, parts, after_another)
        if not self._judge.takes(features):
            return None
        question = as_question(part)
        if question and question["intent"] == "ask" and part["intent"] != "ask":
            fact = part["ranking"][0]["confidence"] * self._config["unknown_over_fact"]
            if part["intents"].get("out_of_scope", 0.0) > fact:
                return {**part, "intent": "out_of_scope", "topic": None} if part["asks"] else None
        return question

    @staticmethod
    def _set_intent(message: Message, intent: str, confidence: float) -> None:
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}, True)
