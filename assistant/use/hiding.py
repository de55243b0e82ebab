"""Which counts may be shown, so that none below five can be worked out from those that are.

A count of one to four is hidden. So is what it could be had from by subtraction: a week less its
other days, a month less its weeks, a total less the other channels. This is what statistical
offices call secondary suppression. That nothing came, where nothing came, counts as known to
everybody.

What can be worked out is kept book of (``known.Series``). Of the parts of a whole, what is left of
the whole between two bounds, once the parts that are known there are taken away, is known too;
where only one part is left, that is its count (``_Parts``). Something more is shown only if all
that follows from it is nought or five at least.
"""

from typing import Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

import numpy as np

from assistant.use.known import LEAST, Array, Series, Span, between, is_small, tells_small

Shown = Dict[str, Set[Span]]
Undo = List[Callable[[], None]]
# How far from a span others can be that tell something together with it: a month and a week.
AROUND = 38


def shown_of(days: Sequence[int], steps: Iterable[Sequence[Span]]) -> Set[Span]:
    """The spans whose count may be shown, of a series that is no part of anything.

    Args:
        days: the count of each day.
        steps: spans in the order in which they are to be shown, some at once.
    """
    series = Series(days)
    found: Set[Span] = set()
    for step in steps:
        for span in _not_beside_small(step, series):
            if series.may_know(span) and not _leaves_small(span, found, series):
                if not series.knows(span):
                    series.join(span)
                found.add(span)
    return found


def shown_parts(
    parts: Mapping[str, Sequence[int]], steps: Sequence[Sequence[Span]], whole: Set[Span]
) -> Shown:
    """By each part of a whole, of which there is one at least, the spans whose count may be
    shown, among those in which the whole's is (``whole``).

    Of a step, a part's spans are shown all or none: else what is hidden here could be had from
    what is hidden elsewhere, around more corners than are kept book of.
    """
    book = _Parts(parts, steps)
    found: Shown = {name: set() for name in parts}
    for step in steps:
        spans = [span for span in step if span in whole]
        for span in spans:
            book.whole_is_known(span)
        for name in sorted(parts, key=lambda part: (-book.count(part, spans), part)):
            leaves_small = any(_leaves_small(s, found[name], book.series[name]) for s in spans)
            if not leaves_small and book.show(name, spans):
                found[name].update(spans)
            else:
                found[name].update(span for span in spans if not book.count(name, [span]))
    return found


def _not_beside_small(step: Sequence[Span], series: Series) -> List[Span]:
    """The spans of a step without those that are small, nor those that have to be hidden beside
    them: the smallest, until all that is hidden is together not small. The largest first, since
    what has to be hidden for other reasons, too, is to be the smallest that helps."""
    spans = sorted(step, key=series.count)
    hidden = [span for span in spans if is_small(series.count(span))]
    # On a day on which nothing came there is nothing to hide.
    helping = [span for span in spans if series.count(span) >= LEAST]
    while hidden and helping and _tell_all(hidden, series):
        hidden.append(helping.pop(0))
    return [span for span in reversed(spans) if span not in hidden]


def _tell_all(hidden: Sequence[Span], series: Series) -> bool:
    """Whether the sum of some spans that have something each is small, or tells each."""
    return sum(map(series.count, hidden)) <= max(LEAST - 1, len(hidden))


def _leaves_small(span: Span, shown: Iterable[Span], series: Series) -> bool:
    """Whether a month less the weeks in it that are shown leaves a small count."""
    within = [
        other
        for other in shown
        if span.first <= other.first and other.after <= span.after and other.after - other.first > 1
    ]
    left = series.count(span) - sum(series.count(other) for other in within)
    return bool(within and is_small(left))


class _Parts:
    """The parts of a whole; between each two bounds, what is left of it that is not known by its
    part, and how many parts that have something in it those are."""

    def __init__(self, parts: Mapping[str, Sequence[int]], steps: Iterable[Sequence[Span]]) -> None:
        self.series = {name: Series(days) for name, days in parts.items()}
        self._whole = Series(np.sum([*parts.values()], axis=0))
        gaps = [between(series.sums, series.sums) for series in self.series.values()]
        self._left = np.sum(gaps, axis=0)
        self._unknown = np.sum([gap > 0 for gap in gaps], axis=0)
        # Of all that is longer than a day.
        long = {bound for step in steps for span in step if len(step) == 1 for bound in span}
        self._bounds = np.array(sorted(long))

    def count(self, name: str, spans: Iterable[Span]) -> int:
        """The count of a part over some spans."""
        return sum(self.series[name].count(span) for span in spans)

    def whole_is_known(self, span: Span) -> None:
        """Take the whole's count over a span as known, and that of a part that is all of it."""
        if self._whole.knows(span):
            return
        rows, columns = self._whole.joined_to(span)
        follows = self._lone(rows, columns, self._unknown[np.ix_(rows, columns)])
        self._whole.join(span)
        for known in follows:
            self._settle([known], [])

    def show(self, name: str, spans: Sequence[Span]) -> bool:
        """Take a part's counts over some spans as known, if nothing small follows from them."""
        undo: Undo = []
        settled = self._settle([(name, span) for span in spans], undo)
        if settled and (not undo or not self._tells_small_around(spans)):
            return True
        for step in reversed(undo):
            step()
        return False

    def _settle(self, known: List[Tuple[str, Span]], undo: Undo) -> bool:
        """Take counts as known, and what follows from them, until something small does."""
        while known:
            name, span = known.pop()
            series = self.series[name]
            if series.knows(span):
                continue
            follows = self._join(name, span, undo) if series.may_know(span) else None
            if follows is None:
                return False
            known.extend(follows)
        return True

    def _join(self, name: str, span: Span, undo: Undo) -> Optional[List[Tuple[str, Span]]]:
        """Join two bounds of a part; which others follow, None where something small does."""
        series = self.series[name]
        rows, columns = series.joined_to(span)
        here, there = np.ix_(rows, columns), np.ix_(columns, rows)
        gap = between(series.sums[rows], series.sums[columns])
        left, unknown = self._left[here] - gap, self._unknown[here] - (gap > 0)
        # Each of those that are left has one message at least: as many as they are tell all.
        if is_small(left).any() or ((left > 0) & (left <= unknown)).any():
            return None
        before = self._left[here], self._unknown[here]

        def put(left: Array, unknown: Array) -> None:
            self._left[here], self._left[there] = left, left.T
            self._unknown[here], self._unknown[there] = unknown, unknown.T

        put(left, unknown)
        undo.extend([lambda: put(*before), series.join(span)])
        return self._lone(rows, columns, unknown)

    def _lone(self, rows: Array, columns: Array, unknown: Array) -> List[Tuple[str, Span]]:
        """The parts that alone are left between two bounds."""
        lone = unknown == 1
        if not lone.any():
            return []
        found = []
        for name, series in self.series.items():
            gap = between(series.sums[rows], series.sums[columns])
            apart = series.joined[rows][:, None] != series.joined[columns][None, :]
            for row, column in zip(*np.nonzero(lone & apart & (gap > 0))):
                first, after = sorted((int(rows[row]), int(columns[column])))
                found.append((name, Span(first, after)))
        return found

    def _tells_small_around(self, spans: Sequence[Span]) -> bool:
        """Whether something small follows from a span that overlaps another: a month and a week
        leave the days of their ends together, apart from each other in the calendar, which bounds
        that are joined do not show."""
        first, after = spans[0].first, spans[-1].after
        bounds = self._bounds
        if not ((bounds > first) & (bounds < after)).any():
            return False
        near = bounds[(bounds >= first - AROUND) & (bounds <= after + AROUND)]
        return tells_small([*self.series.values()], self._whole, near)
