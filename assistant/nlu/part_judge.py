"""Judges whether a part of a message asks a question of its own."""

import math
from typing import Any, Dict, List, Mapping, NamedTuple

from assistant.nlu.properties import ASK
from assistant.understanding.question import FOLLOWUPS, HUMAN_CONTACT

QUESTION_MARKS = ("?", "؟")
SHORT, LONG = 2, 12  # words
LEAST = 1e-4
PAIR = "{} × {}"


def _log_odds(probability: float) -> float:
    probability = min(max(probability, LEAST), 1 - LEAST)
    return math.log(probability / (1 - probability))


def _likeliest_followup(intents: Mapping[str, float]) -> float:
    return _log_odds(max(intents.get(intent, 0.0) for intent in FOLLOWUPS))


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
    ranking = part["ranking"] + 2 * [{"topic": None, "confidence": 0.0}]
    whole_ranking = whole["ranking"] + 2 * [{"topic": None, "confidence": 0.0}]
    likeliest = ranking[0]
    hints = {entry["topic"]: entry["confidence"] for entry in whole["ranking"]}
    repeats = likeliest["topic"] == whole["topic"]
    words = len(part["text"].split())
    intents = part["intents"]
    of_questions = (ASK, "out_of_scope", HUMAN_CONTACT, *FOLLOWUPS)
    other = sum(value for intent, value in intents.items() if intent not in of_questions)
    follows = part["intent"] in FOLLOWUPS
    named = bool((part["mentions"] or {}).get("subjects"))
    fact = _log_odds(likeliest["confidence"])
    return {
        "fact": fact,
        "fact_over_second": fact - _log_odds(ranking[1]["confidence"]),
        "ask": _log_odds(intents.get(ASK, 0.0)),
        "followup": _likeliest_followup(intents),
        "is_followup": float(follows),
        "followup_completed": float(follows and (after_another or named)),
        "person": _log_odds(intents.get(HUMAN_CONTACT, 0.0)),
        "inform": _log_odds(intents.get("inform", 0.0)),
        "out_of_scope": _log_odds(intents.get("out_of_scope", 0.0)),
        "other_intents": _log_odds(other),
        "after_another": float(after_another),
        "asks": float(part["asks"]),
        "bare": float(part["bare"]),
        "question_mark": float(part["text"].rstrip().endswith(QUESTION_MARKS)),
        "names_subject": float(named),
        "words": min(words, LONG) / LONG,
        "short": float(words <= SHORT),
        "hint_of_whole": math.log(hints.get(likeliest["topic"], 0.0) + LEAST),
        "repeats_whole": float(repeats),
        "whole": _log_odds(whole["confidence"]),
        "whole_second": _log_odds(whole_ranking[1]["confidence"]),
        "whole_followup": _likeliest_followup(whole["intents"]),
        "whole_inform": _log_odds(whole["intents"].get("inform", 0.0)),
        "whole_says_otherwise": 0.0 if repeats else _log_odds(whole["confidence"]),
        "first": float(position == 0),
        "last": float(position == parts - 1),
        "parts": float(parts),
    }


def with_pairs(features: Mapping[str, float]) -> Dict[str, float]:
    """Features, and the product of each two of them (of one with itself too)."""
    names: List[str] = list(features)
    pairs = {
        PAIR.format(name, other): features[name] * features[other]
        for position, name in enumerate(names)
        for other in names[position:]
    }
    return {**features, **pairs}


class PartJudge(NamedTuple):
    """What ``make splitting`` learned: how each feature is scaled (mean and standard deviation),
    the weight of each and of pairs of them, and from which probability on a part is a question
    of its own."""

    threshold: float
    bias: float
    scale: Dict[str, List[float]]
    weights: Dict[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely a part with these features asks a question of its own."""
        scaled = {name: (features[name] - mean) / std for name, (mean, std) in self.scale.items()}
        values = with_pairs(scaled)
        total = sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-self.bias - total))

    def takes(self, features: Mapping[str, float]) -> bool:
        """Whether a part with these features is taken for a question of its own."""
        return self.probability(features) >= self.threshold
