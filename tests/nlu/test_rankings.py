import math
import random

import pytest

from assistant.nlu.properties import asks_fact, split_label
from assistant.nlu.rankings import rank

AREAS = ("forum", "presence", "numbers")
FACTS = [f"{area}/{area}.fact_{number}" for area in AREAS for number in range(8)]
KINDS = [f"{intent}/kind_{n}" for intent in ("distress", "followup") for n in range(6)]
LABELS = [*FACTS, *KINDS, *(f"talk_{number}" for number in range(10))]
EXCLUSIVE = ("followup",)


def likelihoods(seed):
    """Probabilities as the networks give them: few that count, all together below 1."""
    chooser = random.Random(seed)
    weights = [math.exp(chooser.gauss(0, 3)) for _ in [*LABELS, "none"]]
    return {label: weight / sum(weights) for label, weight in zip(LABELS, weights)}


def in_one_area(label):
    return f"all/{split_label(label)[1]}" if asks_fact(label) else label


@pytest.mark.parametrize("seed", range(200))
def test_the_areas_rank_as_one_intent_of_all_facts_would(seed):
    labels = likelihoods(seed)
    apart = rank(labels, EXCLUSIVE, 5, 2)
    together = rank({in_one_area(label): p for label, p in labels.items()}, EXCLUSIVE, 5, 2)
    assert [(in_one_area(label), p) for label, p in apart.labels.items()] == list(
        together.labels.items()
    )
    areas = {intent: apart.intents[intent] for intent in apart.intents if intent in AREAS}
    assert max(areas.values(), default=None) == together.intents.get("all")
    others = {intent: p for intent, p in apart.intents.items() if intent not in AREAS}
    assert others == {intent: p for intent, p in together.intents.items() if intent != "all"}


def test_the_likeliest_label_of_facts_names_the_intent():
    labels = {"forum/imrf.dates": 0.4, "forum/imrf.place": 0.3, "presence/iom.since": 0.2}
    ranked = rank({**labels, "greet": 0.1}, EXCLUSIVE, 2, 2)
    # Not 0.7: the forum's dates and its place are different questions.
    assert ranked.intents == {"forum": 0.4, "greet": 0.1}
    assert list(ranked.labels) == ["forum/imrf.dates", "forum/imrf.place", "greet"]


def test_kinds_of_danger_add_up_and_kinds_of_follow_up_do_not():
    labels = {"distress/sea": 0.3, "distress/fire": 0.3, "followup/when": 0.2, "followup/who": 0.1}
    assert rank(labels, EXCLUSIVE, 5, 5).intents == {"distress": 0.6, "followup": 0.2}


def test_the_confidences_fall():
    for seed in range(20):
        for ranking in rank(likelihoods(seed), EXCLUSIVE, 5, 2):
            assert list(ranking.values()) == sorted(ranking.values(), reverse=True)
