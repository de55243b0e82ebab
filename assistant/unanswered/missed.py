"""Tells from what was decided about a message whether it was asked in vain, and why."""

from enum import Enum
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

from assistant.answers.beside import beside_refusal
from assistant.answers.decision import (
    Beside,
    Clarification,
    Danger,
    Gentle,
    NotUnderstood,
    OtherLanguage,
    OutOfScope,
    Refusal,
)
from assistant.facts.needed import DANGER_SUBJECT
from assistant.understanding.question import is_fact

MOST_NEAR = 3
DISTRESS = "distress"
Step = Mapping[str, Any]  # of ``Decision.document``


class Why(str, Enum):
    """Why a message counts as unanswered."""

    FALLBACK = "fallback"
    REFUSED = "refused"
    ASKED_BACK = "asked_back"
    THUMBS_DOWN = "thumbs_down"


class Missed(NamedTuple):
    """A message asked in vain.

    ``about``: what was refused, asked back or found unhelpful (a reason, topic, kind or fact);
    ``nearest``: the facts that NLU ranked first, each with its confidence.
    """

    message: str
    text: str
    language: str
    channel: str
    why: Why
    about: Optional[str]
    nearest: List[Dict[str, Any]]


class Reason(NamedTuple):
    """Why, and about what."""

    why: Why
    about: Optional[str] = None


def tells_of_danger(steps: Sequence[Step], intent: Optional[str]) -> bool:
    """Whether a message was taken for one of danger, or came after one."""
    names = {step["step"] for step in steps}
    other = any(s["step"] == OtherLanguage.__name__ and s.get("danger") for s in steps)
    return intent == DISTRESS or other or bool(names & {Danger.__name__, Gentle.__name__})


def reason_of(steps: Sequence[Step]) -> Optional[Reason]:
    """Why the first step that gives no answer gives none; None where all do.

    What only plays with the assistant (gibberish, injections) asks nothing in vain.
    """
    found = (_reason(step) for step in steps)
    return next((reason for reason in found if reason), None)


def _reason(step: Step) -> Optional[Reason]:
    name = step["step"]
    if name == NotUnderstood.__name__:
        return Reason(Why.FALLBACK, step.get("missing"))
    if name == Refusal.__name__:
        return Reason(Why.REFUSED, step["reason"])
    if name == OutOfScope.__name__ and beside_refusal(step["topic"]) is not Beside.NOTHING:
        return Reason(Why.REFUSED, step["topic"])
    if name == Clarification.__name__:
        return Reason(Why.ASKED_BACK, step["kind"])
    return None


def nearest_of(parsed: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """The facts that a parsed message's questions may ask for, likeliest first."""
    likely: Dict[str, float] = {}
    for question in parsed.get("questions") or []:
        for entry in question.get("ranking") or []:
            topic, confidence = entry["topic"], float(entry["confidence"])
            if is_fact(topic) and not topic.startswith(f"{DANGER_SUBJECT}."):
                likely[topic] = max(confidence, likely.get(topic, 0.0))
    first = sorted(likely.items(), key=lambda item: -item[1])[:MOST_NEAR]
    return [{"fact": fact, "confidence": round(confidence, 3)} for fact, confidence in first]
