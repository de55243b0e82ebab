"""Judges whether a part of a message asks a question of its own."""

import math
from functools import lru_cache
from typing import Any, Dict, Mapping, NamedTuple

from ruamel.yaml import YAML

from assistant.settings import ROOT

PATH = ROOT / "data" / "part_judge.yml"
FOLLOWUPS = ("followup", "clarify")
QUESTION_MARKS = ("?", "؟")
SHORT, LONG = 2, 12  # words
LEAST = 1e-4


def _log_odds(probability: float) -> float:
    probability = min(max(probability, LEAST), 1 - LEAST)
    return math.log(probability / (1 - probability))


def features_of(
    part: Dict[str, Any], whole: Dict[str, Any], position: int, parts: int, after_another: bool
) -> Dict[str, float]:
    """What tells a part that asks from one that greets, tells or repeats.

    Args:
        part, whole: as ``QuestionCollector`` describes a part and the message it is cut from.
        position: the part's, from 0.
        parts: how many there are.
        after_another: whether a part before it is a question.
    """
    ranking = part["ranking"] or [{"topic": None, "confidence": 0.0}]
    likeliest = ranking[0]
    hints = {entry["topic"]: entry["confidence"] for entry in whole["ranking"]}
    repeats = likeliest["topic"] == whole["topic"]
    words = len(part["text"].split())
    intents = part["intents"]
    of_questions = ("ask", "out_of_scope", *FOLLOWUPS)
    other = sum(value for intent, value in intents.items() if intent not in of_questions)
    follows = part["intent"] in FOLLOWUPS
    completed = after_another or bool((part["mentions"] or {}).get("subjects"))
    return {
        "bias": 1.0,
        "fact": _log_odds(likeliest["confidence"]),
        "followup": _log_odds(max(intents.get(intent, 0.0) for intent in FOLLOWUPS)),
        "is_followup": float(follows),
        "followup_completed": float(follows and completed),
        "after_another": float(after_another),
        "out_of_scope": _log_odds(intents.get("out_of_scope", 0.0)),
        "other_intents": _log_odds(other),
        "asks": float(part["asks"]),
        "question_mark": float(part["text"].rstrip().endswith(QUESTION_MARKS)),
        "words": min(words, LONG) / LONG,
        "short": float(words <= SHORT),
        "hint_of_whole": math.log(hints.get(likeliest["topic"], 0.0) + LEAST),
        "repeats_whole": float(repeats),
        "whole": _log_odds(whole["confidence"]),
        "whole_says_otherwise": 0.0 if repeats else _log_odds(whole["confidence"]),
        "first": float(position == 0),
        "last": float(position == parts - 1),
        "parts": float(parts),
    }


class Judge(NamedTuple):
    """What ``make splitting`` learned: each feature's weight, and from which probability on a
    part is a question of its own."""

    weights: Dict[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely a part with these features asks a question of its own."""
        total = sum(self.weights[name] * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))

    def takes(self, features: Mapping[str, float]) -> bool:
        """Whether a part with these features is taken for a question of its own."""
        return self.probability(features) >= self.threshold


@lru_cache(maxsize=1)
def learned_judge() -> Judge:
    """The judge of ``data/part_judge.yml``."""
    return Judge(**YAML(typ="safe").load(PATH.read_text(encoding="utf-8")))
