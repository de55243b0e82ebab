"""Compares what components put out, floats but for their last digits."""

import math
from typing import Any, Dict

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message
from spacy.tokens import Doc


def alike(one: Any, other: Any, within: float) -> bool:
    """Whether two values of any nesting are the same, and their numbers within so much."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            alike(one[key], other[key], within) for key in one
        )
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(alike(a, b, within) for a, b in zip(one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, abs_tol=within)
    return bool(one == other)


def _described(value: Any) -> Any:
    if isinstance(value, Doc):
        return value.to_json()
    if isinstance(value, list) and value and isinstance(value[0], Token):
        return [(token.text, token.lemma) for token in value]
    return value


def output(message: Message) -> Dict[str, Any]:
    """All that stands on a message, its features too."""
    features = {
        f"{feature.origin} {feature.type} {feature.attribute}": np.asarray(
            feature.features, dtype=float
        ).tolist()
        for feature in message.features
    }
    return {**{key: _described(value) for key, value in message.data.items()}, **features}
