"""From the labels' probabilities to the likeliest intents and labels."""

from collections import defaultdict
from typing import Dict, NamedTuple, Sequence

from assistant.nlu.properties import ASK, asks_fact, counted_as, split_label


class Rankings(NamedTuple):
    """Intents and labels with their confidences, each likeliest first."""

    intents: Dict[str, float]
    labels: Dict[str, float]


def _likeliest(probabilities: Dict[str, float], number: int) -> Dict[str, float]:
    """So many of the likeliest, in their order."""
    return dict(sorted(probabilities.items(), key=lambda item: -item[1])[:number])


def rank(
    labels: Dict[str, float], exclusive: Sequence[str], length: int, labels_of_intent: int
) -> Rankings:
    """The likeliest intents and labels.

    The confidence of an intent is that of its likeliest label where the topics are different
    questions (facts, and those of the ``exclusive`` intents), and the sum over its labels
    elsewhere: three kinds of danger that are equally likely make danger certain.

    ``length`` intents and labels are kept, and of every intent that is kept the likeliest
    ``labels_of_intent``, whatever their rank. The areas, which all ask for one fact, count as
    one intent in this; each area that has a label left is ranked by it.
    """
    by_intent: Dict[str, Dict[str, float]] = defaultdict(dict)
    for label, probability in labels.items():
        by_intent[counted_as(label)][label] = probability
    confidences = {
        intent: max(own.values()) if intent in (ASK, *exclusive) else sum(own.values())
        for intent, own in by_intent.items()
    }
    intents = _likeliest(confidences, length)
    kept = _likeliest(labels, length)
    for intent in intents:
        kept.update(_likeliest(by_intent[intent], labels_of_intent))
    kept = _likeliest(kept, len(kept))
    if intents.pop(ASK, None) is not None:
        for label in filter(asks_fact, kept):
            intents.setdefault(split_label(label)[0], kept[label])
    return Rankings(_likeliest(intents, len(intents)), kept)
