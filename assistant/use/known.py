"""What is known of counts by day, once some of them are shown."""

from typing import Any, Callable, Dict, Iterator, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
LEAST = 5
ALMOST_NOTHING = 1e-7


class Span(NamedTuple):
    """Days ``first`` up to ``after``, which is not its own, by their numbers."""

    first: int
    after: int


class Series:
    """The counts of one thing by day, and between which bounds of days they are known.

    A count over a span of days is a difference of two sums since the beginning. So the bounds of
    spans are the nodes of a graph, in which each span that is known joins two: between any two
    that are joined, however far around, the count is known.
    """

    def __init__(self, days: Sequence[int]) -> None:
        self.sums = np.concatenate([[0], np.cumsum(np.asarray(days, dtype=np.int64))])
        # By bound, what it is joined to. That nothing came is no secret: where nothing did, that
        # is known from the beginning.
        _, self.joined = np.unique(self.sums, return_inverse=True)
        self._bounds: Dict[int, Array] = {
            each: np.flatnonzero(self.joined == each) for each in range(self.joined.max() + 1)
        }

    def count(self, span: Span) -> int:
        """The count over a span."""
        return int(self.sums[span.after] - self.sums[span.first])

    def knows(self, span: Span) -> bool:
        """Whether a span's count can be worked out."""
        return bool(self.joined[span.first] == self.joined[span.after])

    def may_know(self, span: Span) -> bool:
        """Whether all that follows from a span's count is nought or five at least."""
        if self.knows(span):
            return True
        if is_small(self.count(span)):
            return False
        together = np.sort(np.concatenate(self.joined_to(span)))
        return not is_small(np.diff(self.sums[together])).any()

    def joined_to(self, span: Span) -> Tuple[Array, Array]:
        """The bounds that are joined to each of a span's."""
        first, after = int(self.joined[span.first]), int(self.joined[span.after])
        return self._bounds[first], self._bounds[after]

    def join(self, span: Span) -> Callable[[], None]:
        """Take a span's count as known, which it is not yet; what is returned takes that back."""
        mine, other = int(self.joined[span.first]), int(self.joined[span.after])
        before, joining = self._bounds[mine], self._bounds.pop(other)
        self._bounds[mine] = np.concatenate([before, joining])
        self.joined[joining] = mine

        def undo() -> None:
            self._bounds[mine], self._bounds[other] = before, joining
            self.joined[joining] = other

        return undo


def tells_small(parts: Sequence[Series], whole: Series, bounds: Array) -> bool:
    """Whether a small count of a part between two of some bounds follows from all that is known
    between these, by any addition and subtraction."""
    known = [form for form in _known_forms(parts, whole, bounds)]
    small = [form for form in _small_forms(parts, bounds)]
    if not known or not small:
        return False
    _, sizes, axes = np.linalg.svd(np.array(known), full_matrices=False)
    axes = axes[sizes > ALMOST_NOTHING]
    beyond = np.array(small) - np.array(small) @ axes.T @ axes
    return bool((np.linalg.norm(beyond, axis=1) < ALMOST_NOTHING).any())


def between(sums: Array, others: Array) -> Array:
    """The counts between bounds, by their sums since the beginning."""
    return np.abs(sums[:, None] - others[None, :])


def is_small(counts: Any) -> Any:
    """Which counts, one or an array of them, are to be hidden."""
    return (counts > 0) & (counts < LEAST)


def _known_forms(parts: Sequence[Series], whole: Series, bounds: Array) -> Iterator[Array]:
    """What is known: each a sum of the counts of some parts between some neighbouring bounds."""
    for number, series in [*enumerate(parts), (None, whole)]:
        joined = series.joined[bounds]
        for component in np.unique(joined):
            places = np.flatnonzero(joined == component)
            for first, after in zip(places, places[1:]):
                yield _form(len(parts), len(bounds), number, first, after)


def _small_forms(parts: Sequence[Series], bounds: Array) -> Iterator[Array]:
    for number, series in enumerate(parts):
        sums = series.sums[bounds]
        for first, after in zip(*np.nonzero(np.triu(is_small(between(sums, sums))))):
            yield _form(len(parts), len(bounds), number, first, after)


def _form(parts: int, bounds: int, number: Optional[int], first: int, after: int) -> Array:
    form = np.zeros((parts, bounds - 1))
    form[slice(None) if number is None else number, first:after] = 1
    return form.ravel()
