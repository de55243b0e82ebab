"""A classified message as a question, in the form that the dialogue reads."""

from typing import Any, Callable, Dict, List, Optional

from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.properties import (
    ABOUT_OTHER,
    ASK,
    ASKS,
    BARE,
    LABEL_RANKING,
    MENTIONS,
    asks_fact,
    split_label,
)
from assistant.understanding.question import FOLLOWUPS, HUMAN_CONTACT, OTHER_SUBJECTS

# It is kept with every message; nothing but the likeliest is looked at.
COMPLETED_RANKED = 3


def _candidates(message: Message, accepts: Callable[[str], bool]) -> List[Dict[str, Any]]:
    """A message's labels that are accepted, as intent and topic, likeliest first."""
    return [
        {
            "intent": split_label(entry["label"])[0],
            "topic": split_label(entry["label"])[1],
            "confidence": entry[PREDICTED_CONFIDENCE_KEY],
        }
        for entry in message.get(LABEL_RANKING) or []
        if accepts(entry["label"])
    ]


def _confidences(message: Message, facts: List[Dict[str, Any]]) -> Dict[str, float]:
    """The intents' confidences; one of all areas together, that of the likeliest."""
    areas = {fact["intent"] for fact in facts}
    confidences: Dict[str, float] = {}
    for entry in message.get(INTENT_RANKING_KEY) or []:
        intent = ASK if entry[INTENT_NAME_KEY] in areas else entry[INTENT_NAME_KEY]
        confidences.setdefault(intent, entry[PREDICTED_CONFIDENCE_KEY])
    return confidences


def question_of(message: Message, intent: Optional[str] = None) -> Dict[str, Any]:
    """What the dialogue needs to know of a classified message; of the intent it was classified
    as, or of another one, not an area, that is taken instead."""
    facts = _candidates(message, asks_fact)
    intents = _confidences(message, facts)
    classified = message.get(INTENT)
    confidence = intents[intent] if intent else classified[PREDICTED_CONFIDENCE_KEY]
    intent = intent or classified[INTENT_NAME_KEY]
    own = _candidates(message, lambda label: split_label(label)[0] == intent)
    return {
        "text": message.get(TEXT),
        "intent": intent,
        "topic": own[0]["topic"] if own else None,
        "confidence": confidence,
        "mentions": message.get(MENTIONS),
        "about_other": message.get(ABOUT_OTHER),
        "asks": bool(message.get(ASKS)),
        "bare": bool(message.get(BARE)),
        "intents": intents,
        "ranking": facts,
        "followups": _candidates(message, lambda label: split_label(label)[0] == "followup"),
        "elsewhere": _candidates(message, lambda label: split_label(label)[1] in OTHER_SUBJECTS),
    }


def completed_of(message: Message) -> Dict[str, Any]:
    """What a question asks with its subject written in front of it: the likeliest facts, and how
    likely it is out of scope."""
    facts = _candidates(message, asks_fact)
    unknown = _confidences(message, facts).get("out_of_scope", 0.0)
    return {"ranking": facts[:COMPLETED_RANKED], "out_of_scope": unknown}


def as_question(part: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """A part of a message as one question of several: a follow-up, a wish for a person, or else a
    question for its likeliest fact, even where alone it would not have been understood; None
    where no fact is likely at all."""
    if part["intent"] in (*FOLLOWUPS, HUMAN_CONTACT):
        return part
    if not part["ranking"]:
        return None
    fact = part["ranking"][0]
    return {**part, "intent": fact["intent"], "topic": fact["topic"]}


def share_subjects(questions: List[Dict[str, Any]]) -> None:
    """Let each question be about what the one before it is about, or else the one behind it:
    "aims and place of the forum" asks twice about the forum."""
    pairs = [*zip(questions, questions[1:]), *zip(questions[::-1], questions[-2::-1])]
    for other, question in pairs:
        mentions = question["mentions"] or {}
        if not mentions.get("subjects"):
            mentions["subjects"] = (other["mentions"] or {}).get("subjects", [])
