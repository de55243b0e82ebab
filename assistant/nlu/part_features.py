"""What tells a part of a message that asks a question of its own from one that does not."""

import math
from typing import Any, Dict, Mapping

from assistant.nlu.judge import LEAST, log_odds
from assistant.nlu.properties import ASK
from assistant.understanding.question import FOLLOWUPS, HUMAN_CONTACT

QUESTION_MARKS = ("?", "؟")
SHORT, LONG = 2, 12  # words


def likeliest_followup(intents: Mapping[str, float]) -> float:
    """How likely a text follows up, as log-odds."""
    return log_odds(max(intents.get(intent, 0.0) for intent in FOLLOWUPS))


def features_of_part(
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
    fact = log_odds(likeliest["confidence"])
    return {
        "fact": fact,
        "fact_over_second": fact - log_odds(ranking[1]["confidence"]),
        "ask": log_odds(intents.get(ASK, 0.0)),
        "followup": likeliest_followup(intents),
        "is_followup": float(follows),
        "followup_completed": float(follows and (after_another or named)),
        "person": log_odds(intents.get(HUMAN_CONTACT, 0.0)),
        "inform": log_odds(intents.get("inform", 0.0)),
        "out_of_scope": log_odds(intents.get("out_of_scope", 0.0)),
        "other_intents": log_odds(other),
        "after_another": float(after_another),
        "asks": float(part["asks"]),
        "bare": float(part["bare"]),
        "question_mark": float(part["text"].rstrip().endswith(QUESTION_MARKS)),
        "names_subject": float(named),
        "words": min(words, LONG) / LONG,
        "short": float(words <= SHORT),
        "hint_of_whole": math.log(hints.get(likeliest["topic"], 0.0) + LEAST),
        "repeats_whole": float(repeats),
        "whole": log_odds(whole["confidence"]),
        "whole_second": log_odds(whole_ranking[1]["confidence"]),
        "whole_followup": likeliest_followup(whole["intents"]),
        "whole_inform": log_odds(whole["intents"].get("inform", 0.0)),
        "whole_says_otherwise": 0.0 if repeats else log_odds(whole["confidence"]),
        "first": float(position == 0),
        "last": float(position == parts - 1),
        "parts": float(parts),
    }
