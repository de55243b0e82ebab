"""Judges learned by ``make splitting``: logistic regressions on features that have names."""

import math
from typing import Dict, List, Mapping, NamedTuple

LEAST = 1e-4
PAIR = "{} × {}"


def log_odds(probability: float) -> float:
    """A probability's log-odds; 0 and 1 stay finite."""
    probability = min(max(probability, LEAST), 1 - LEAST)
    return math.log(probability / (1 - probability))


def with_pairs(features: Mapping[str, float]) -> Dict[str, float]:
    """Features, and the product of each two of them (of one with itself too)."""
    names: List[str] = list(features)
    pairs = {
        PAIR.format(name, other): features[name] * features[other]
        for position, name in enumerate(names)
        for other in names[position:]
    }
    return {**features, **pairs}


class Judge(NamedTuple):
    """How each feature is scaled (mean and standard deviation), the weight of each and of pairs of
    them, and the probability from which on the answer is yes."""

    threshold: float
    bias: float
    scale: Dict[str, List[float]]
    weights: Dict[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely the answer is yes, with these features."""
        scaled = {name: (features[name] - mean) / std for name, (mean, std) in self.scale.items()}
        values = with_pairs(scaled)
        total = sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-self.bias - total))

    def takes(self, features: Mapping[str, float]) -> bool:
        """Whether the answer is yes, with these features."""
        return self.probability(features) >= self.threshold
