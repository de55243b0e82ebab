"""Figures from samples: percentiles, what a message costs, how sure a ratio is."""

from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

RESAMPLES = 2000
SEED = 10


class Sample(NamedTuple):
    """One message: seconds from sending it to the whole reply, and whether the reply is what the
    project's own action says, rather than something else or nothing."""

    seconds: float
    by_action: bool


class Cost(NamedTuple):
    """What a block of messages took: seconds in all, CPU seconds of Rasa and the action server."""

    seconds: float
    rasa_cpu: float
    actions_cpu: float


class Timed(BaseModel):
    """Messages of one kind to one project. Times in milliseconds, CPU per message."""

    messages: int
    p50: float
    p95: float
    p99: float
    per_second: float
    cpu: float
    rasa_cpu: float
    actions_cpu: float
    by_action: float  # share of 1


def percentile(values: Sequence[float], percent: float) -> float:
    """A percentile, interpolated between the nearest two values.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("nothing was measured")
    return float(np.percentile(np.asarray(values, dtype=float), percent))


class Measured:
    """The samples of one project and kind of message, block by block."""

    def __init__(self) -> None:
        self.samples: List[Sample] = []
        self._costs: List[Cost] = []

    def add(self, samples: List[Sample], cost: Cost) -> None:
        """Take in a block."""
        self.samples.extend(samples)
        self._costs.append(cost)

    def join(self, other: "Measured") -> None:
        """Take in what was measured elsewhere of the same project."""
        self.samples.extend(other.samples)
        self._costs.extend(other._costs)

    def milliseconds(self) -> List[float]:
        """Every message's time, in the order of sending."""
        return [1000 * sample.seconds for sample in self.samples]

    def figures(self) -> Timed:
        """The figures over all blocks.

        Raises:
            ValueError: nothing was measured.
        """
        times, count = self.milliseconds(), len(self.samples)
        rasa = 1000 * sum(cost.rasa_cpu for cost in self._costs)
        actions = 1000 * sum(cost.actions_cpu for cost in self._costs)
        return Timed(
            messages=count,
            p50=percentile(times, 50),
            p95=percentile(times, 95),
            p99=percentile(times, 99),
            per_second=count / sum(cost.seconds for cost in self._costs),
            cpu=(rasa + actions) / count,
            rasa_cpu=rasa / count,
            actions_cpu=actions / count,
            by_action=sum(sample.by_action for sample in self.samples) / count,
        )


def ratio_interval(
    ours: Sequence[float], stock: Sequence[float], percent: float
) -> Tuple[float, float]:
    """The 95 % interval of the ratio of two percentiles, by resampling both (Efron 1979)."""
    random = np.random.default_rng(SEED)

    def resampled(values: Sequence[float]) -> NDArray[np.float64]:
        drawn = random.choice(np.asarray(values, dtype=float), (RESAMPLES, len(values)))
        return np.asarray(np.percentile(drawn, percent, axis=1))

    low, high = np.percentile(resampled(ours) / resampled(stock), [2.5, 97.5])
    return float(low), float(high)
