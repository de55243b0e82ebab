"""Folds the parts of a message back onto it, as the questions that the dialogue answers."""

import unicodedata
from typing import Any, Dict, List, NamedTuple, Optional, Text

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

from assistant.nlu.classified_questions import (
    as_question,
    completed_of,
    question_of,
    share_subjects,
)
from assistant.nlu.judge import Judge
from assistant.nlu.language_identifier import language_entity
from assistant.nlu.message_features import features_of_message
from assistant.nlu.part_features import features_of_part
from assistant.nlu.properties import (
    ALONE,
    COMPLETES,
    LANGUAGE,
    OTHER_LANGUAGE,
    PART_OF,
    PARTS,
    QUESTIONS,
    WHOLE,
)
from assistant.nlu.table_component import TableComponent
from assistant.settings import ROOT
from assistant.understanding.question import (
    CHANGED_SUBJECT,
    FOLLOWUPS,
    HUMAN_CONTACT,
    OTHER_SUBJECTS,
    is_fact,
)

SMALL_TALK = ["inform", "greet", "thanks", "praise"]
COMPLAINTS = ["bot_challenge", "complaint", "insult"]


class Judges(NamedTuple):
    """Who judges whether a part is a question of its own, and whether a message that may be
    several questions is taken for them: each part by itself often sounds like one."""

    part: Judge
    message: Judge


class Apart(NamedTuple):
    """The questions of a message's parts, and the parts that they are asked by; where there are
    several of which one asks for a fact, what the message is judged by."""

    questions: List[Dict[str, Any]]
    taken: List[Dict[str, Any]]
    features: Optional[Dict[str, float]] = None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionCollector(TableComponent[Judges]):
    """Sets ``questions`` on a message, and folds the parts behind it (``QuestionSplitter``) in.

    A message is taken for several questions where its parts, each understood with confidence,
    ask for different things; a part that tells of danger makes the message one of danger.
    Parts share what they are about.
    """

    tables_path = ROOT / "data" / "splitting.yml"  # learned by ``make splitting``

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Confidences and intents by which a message is taken apart.

        ``unknown_from``: from it on, a part that stands as questions do is one that is not known
        (of the kinds ``unknown_topics``); from ``unknown_surely_from`` on any part is, where the
        whole is out of scope. ``unknown_over_fact``: how many times likelier than its fact it
        must be that a part, not understood alone, is out of scope. ``completed_from``: from it on,
        a part asks what it asks with its subject in front.
        ``danger_from``: from it on, danger counts before all else; a part needs
        ``danger_threshold``, and the whole ``danger_hint`` beside it.
        ``hides_question``: the intents of a message that may yet ask something in one of its
        parts, with a confidence from ``hidden_from``; so may one that was taken for a question
        about something else, where that is less likely than ``beside_below``; ``hides_person``:
        those of one that may yet wish for a person ("are you a robot?? give me a human"). A
        message that was taken for one with ``other_surely_from``, and likely is
        (``other_likely_from``), is not taken apart. ``small_talk``: those of parts that ask
        nothing.
        """
        return {
            "unknown_from": 0.5,
            "unknown_surely_from": 0.9,
            "unknown_over_fact": 2.0,
            "completed_from": 0.6,
            "danger_from": 0.25,
            "danger_threshold": 0.85,
            "danger_hint": 0.05,
            "most_questions": 3,
            "danger_intent": "distress",
            "hidden_from": 0.8,
            "beside_below": 0.5,
            "other_surely_from": 0.9,
            "other_likely_from": 0.7,
            "hides_question": [*SMALL_TALK, DEFAULT_NLU_FALLBACK_INTENT_NAME],
            "hides_person": [*SMALL_TALK, *COMPLAINTS, DEFAULT_NLU_FALLBACK_INTENT_NAME],
            "small_talk": SMALL_TALK,
            "unknown_topics": [*OTHER_SUBJECTS, "unknown_detail"],
        }

    @classmethod
    def tables_from(cls, stored: Any) -> Judges:
        """The judges."""
        return Judges(**{name: Judge(**learned) for name, learned in stored.items()})

    def process(self, messages: List[Message]) -> List[Message]:
        """Collect each message's questions and fulfil a wish for a language."""
        completions = {message.get(COMPLETES): message for message in messages}
        # Completions stand behind all others, whose positions they do not change.
        own = [
            (message, completions.get(position))
            for position, message in enumerate(messages)
            if message.get(COMPLETES) is None
        ]
        wholes = [each for each in own if each[0].get(PART_OF) is None]
        for position, (message, completion) in enumerate(wholes):
            if _says_nothing(message.get(TEXT) or ""):
                self._set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)
            parts = [
                self._as_completed(self._question(*part), bool(part[0].get(ALONE)))
                for part in own
                if part[0].get(PART_OF) == position
            ]
            share_subjects(parts)
            if message.get(LANGUAGE) == OTHER_LANGUAGE:
                questions = [self._in_other_language(message)]
            else:
                whole = self._question(message, completion)
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
        return [message for message, _ in wholes]

    def _as_completed(self, part: Dict[str, Any], lent: bool) -> Dict[str, Any]:
        """A part that asks for a fact once its subject is written in front, as what it then
        asks; any other as it is.

        Args:
            lent: whether it was given the words of the question behind it, which may not be what
                was meant ("when, where and who chaired it").
        """
        ranking = (part["completed"] or {}).get("ranking")
        unclear = part["intent"] in (*FOLLOWUPS, DEFAULT_NLU_FALLBACK_INTENT_NAME)
        if not (ranking and (unclear or lent)) or part["topic"] == CHANGED_SUBJECT:
            return part
        least = self._config["completed_from"] if unclear else part["confidence"]
        if ranking[0]["confidence"] < least:
            return part
        return {**part, **ranking[0], "ranking": ranking}

    def _question(self, message: Message, completion: Optional[Message] = None) -> Dict[str, Any]:
        """The message as a question; as one of danger already where danger is only possible."""
        question = self._understood(message)
        return {**question, "completed": completed_of(completion) if completion else None}

    def _understood(self, message: Message) -> Dict[str, Any]:
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
        if whole["intent"] == danger or self._is_surely_about_other(whole):
            return [whole]
        # A few words out of their context may sound like danger: the whole must too, a little.
        hinted = whole["intents"].get(danger, 0.0) >= self._config["danger_hint"]
        for part in parts:
            tells_danger = part["intent"] == danger
            if tells_danger and part["confidence"] >= self._config["danger_threshold"] and hinted:
                return [part]
        apart = self.apart(whole, parts)
        if apart.features is not None and self.tables.message.takes(apart.features):
            return apart.questions[: self._config["most_questions"]]
        return [self._hidden(whole, parts, apart.taken) or whole]

    def apart(self, whole: Dict[str, Any], parts: List[Dict[str, Any]]) -> Apart:
        """What a message asks, part by part."""
        several: List[Dict[str, Any]] = []
        taken: List[Dict[str, Any]] = []
        probabilities: List[float] = []
        for position, part in enumerate(parts):
            features = features_of_part(part, whole, position, len(parts), bool(several))
            probabilities.append(self.tables.part.probability(features))
            question = self._asked_by(part, whole, probabilities[-1])
            known = [(before["intent"], before["topic"]) for before in several]
            if question and (question["intent"], question["topic"]) not in known:
                several.append(question)
                taken.append(part)
        if len(several) < 2 or not any(is_fact(question["topic"]) for question in several):
            return Apart(several, taken)
        return Apart(several, taken, features_of_message(whole, parts, probabilities, several))

    def _hidden(
        self, whole: Dict[str, Any], parts: List[Dict[str, Any]], taken: List[Dict[str, Any]]
    ) -> Optional[Dict[str, Any]]:
        """What one part says and the whole does not: a question that the whole was not taken for,
        or that nothing is asked at all."""
        if whole["intent"] in self._config["hides_person"]:
            for part in parts:
                sure = part["confidence"] >= self._config["hidden_from"]
                if part["intent"] == HUMAN_CONTACT and sure:
                    return part
        hides = whole["intent"] in self._config["hides_question"] or self._stands_beside(whole)
        if not (hides and parts):
            return None
        sure = bool(taken) and taken[0]["confidence"] >= self._config["hidden_from"]
        if sure and is_fact(taken[0]["topic"]):
            # What the rest names ("I am in Libya. …") counts as named.
            return {**taken[0], "mentions": whole["mentions"]}
        if self._stands_beside(whole):
            return None
        # "Hello, I am a pupil": neither a greeting nor news as a whole, but nothing else.
        small_talk = all(part["intent"] in self._config["small_talk"] for part in parts)
        return parts[-1] if small_talk else None

    def _is_surely_about_other(self, whole: Dict[str, Any]) -> bool:
        """Whether a message as a whole is about something else, whose name would be cut: the
        "forum on migration and development"."""
        sure = whole["confidence"] >= self._config["other_surely_from"]
        likely = (whole["about_other"] or 0.0) >= self._config["other_likely_from"]
        return whole["topic"] in OTHER_SUBJECTS and sure and likely

    def _stands_beside(self, whole: Dict[str, Any]) -> bool:
        """Whether a message was taken for a question about something that only stands beside what
        it asks ("we are from Guinea, where is your office")."""
        about_other = whole["about_other"]
        likely = about_other is not None and about_other < self._config["beside_below"]
        return likely and whole["topic"] in OTHER_SUBJECTS

    def _asked_by(
        self, part: Dict[str, Any], whole: Dict[str, Any], probability: float
    ) -> Optional[Dict[str, Any]]:
        """The question that a part asks, if it is judged to ask one."""
        if part["intent"] == "out_of_scope" and part["topic"] in self._config["unknown_topics"]:
            asked = part["asks"] and part["confidence"] >= self._config["unknown_from"]
            told = part["confidence"] >= self._config["unknown_surely_from"]
            return part if asked or (told and whole["intent"] == "out_of_scope") else None
        if probability < self.tables.part.threshold:
            return None
        question = as_question(part)
        if question and is_fact(question["topic"]) and not is_fact(part["topic"]):
            fact = part["ranking"][0]["confidence"] * self._config["unknown_over_fact"]
            if part["intents"].get("out_of_scope", 0.0) > fact:
                return {**part, "intent": "out_of_scope", "topic": None} if part["asks"] else None
        return question

    @staticmethod
    def _set_intent(message: Message, intent: str, confidence: float) -> None:
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}, True)


def _says_nothing(text: str) -> bool:
    """Whether a text has neither letters nor digits nor signs: "?", "..."."""
    return all(unicodedata.category(each)[0] in "PZC" for each in text)
