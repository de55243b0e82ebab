"""So many of so many, and how sure that is."""

import math
from typing import NamedTuple, Tuple

Z95 = 1.96


class Share(NamedTuple):
    """So many of so many."""

    count: int  # type: ignore[assignment]  # tuple.count
    total: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing is 0."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> Tuple[float, float]:
        """The 95 % confidence interval (Wilson 1927)."""
        if not self.total:
            return 0.0, 1.0
        spread = Z95**2 / self.total
        centre = (self.value + spread / 2) / (1 + spread)
        margin = (
            Z95
            * math.sqrt(self.value * (1 - self.value) / self.total + spread / (4 * self.total))
            / (1 + spread)
        )
        return centre - margin, centre + margin

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.1%} [{low:.0%}–{high:.0%}]" if self.total else ""
