"""What tells a message that asks several things from one whose parts only sound like it."""

import math
from typing import Any, Dict, List, Sequence

from assistant.nlu.judge import log_odds
from assistant.nlu.part_features import QUESTION_MARKS, likeliest_followup
from assistant.understanding.question import is_fact


def features_of_message(
    whole: Dict[str, Any],
    parts: Sequence[Dict[str, Any]],
    probabilities: Sequence[float],
    questions: Sequence[Dict[str, Any]],
) -> Dict[str, float]:
    """What speaks for taking a message apart, and against it.

    Args:
        whole, parts: as ``QuestionCollector`` describes a message and what it is cut into.
        probabilities: how likely each part asks a question of its own.
        questions: those that the message would be taken for; two or more.
    """
    likeliest = sorted(probabilities, reverse=True) + [0.0, 0.0]
    of_whole = [entry["confidence"] for entry in whole["ranking"]] + [0.0, 0.0]
    others = [each for each in questions if each["topic"] != whole["topic"]] or list(questions)
    hints = [_hint(whole, each) for each in others]
    sure = [log_odds(each["confidence"]) for each in questions]
    others_sure = [log_odds(each["confidence"]) for each in others]
    topics = [each["topic"] for each in questions]
    return {
        "second_part": likeliest[1],
        "third_part": likeliest[2],
        "whole": log_odds(whole["confidence"]),
        "whole_fact": log_odds(of_whole[0]),
        "whole_second": log_odds(of_whole[1]),
        "whole_followup": likeliest_followup(whole["intents"]),
        "whole_inform": log_odds(whole["intents"].get("inform", 0.0)),
        "whole_asks_fact": float(is_fact(whole["topic"])),
        "whole_unknown": float(whole["intent"] == "out_of_scope"),
        "whole_about_other": whole["about_other"] or 0.0,
        "whole_among": float(whole["topic"] in topics),
        "hint_of_whole": max(hints),
        "least_hint_of_whole": min(hints),
        "explained_by_whole": sum(_probability(_hint(whole, each)) for each in questions),
        "surest": max(sure),
        "least_sure": min(sure),
        "surest_other": max(others_sure),
        "least_sure_other": min(others_sure),
        "questions": float(len(questions)),
        "others": float(len(others)),
        "not_facts": float(sum(not is_fact(topic) for topic in topics)),
        "subjects": float(len({(topic or "").partition(".")[0] for topic in topics})),
        "parts": float(len(parts)),
        "asking": float(sum(part["asks"] for part in parts)),
        "bare": float(sum(part["bare"] for part in parts)),
        "naming": float(sum(bool((part["mentions"] or {}).get("subjects")) for part in parts)),
        "telling": max(log_odds(part["intents"].get("inform", 0.0)) for part in parts),
        "question_marks": float(sum(map(whole["text"].count, QUESTION_MARKS))),
        "words": math.log(len(whole["text"].split()) or 1),
        "fewest_words": float(min(len(each["text"].split()) for each in questions)),
        "fewest_words_other": float(min(len(each["text"].split()) for each in others)),
    }


def _hint(whole: Dict[str, Any], question: Dict[str, Any]) -> float:
    """How likely the whole asks what a question of it asks, as log-odds."""
    ranking: List[Dict[str, Any]] = whole["ranking"]
    found = (entry["confidence"] for entry in ranking if entry["topic"] == question["topic"])
    return log_odds(next(found, 0.0))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
