"""The figures of use as lines of tables and bars of charts."""

from typing import Callable, Iterable, List, Mapping, NamedTuple, Optional, Sequence

from assistant.shares import Share
from assistant.use.figures import Counts, Figures
from assistant.use.periods import Period, Unit

# How many periods a chart shows: four weeks, half a year, a year and a month.
LATEST = {Unit.DAY: 28, Unit.WEEK: 26, Unit.MONTH: 13}
FULL = 100.0  # the length of the longest bar, in the chart's own units
FILLED = 0.8  # of a column's place
Label = Callable[[str], str]


class Line(NamedTuple):
    """A line of a table: what it is, how many, which share of the whole, and how long its bar is;
    None where that is hidden."""

    label: str
    count: Optional[int]  # type: ignore[assignment]  # tuple.count
    share: Optional[float]
    bar: float

    @property
    def rest(self) -> float:
        """Where the bar begins that ends at the right."""
        return FULL - self.bar


class Column(NamedTuple):
    """A period's column of the chart, and the figures of its row in the table."""

    period: Period
    x: float
    width: float
    height: float
    messages: Optional[int]
    visitors: Optional[int]
    answered: Optional[Share]

    @property
    def top(self) -> float:
        """Where the column begins, from above."""
        return FULL - self.height


def lines(
    by: Mapping[str, Counts], period: Period, label: Label, whole: Optional[int]
) -> List[Line]:
    """The parts of a whole in a period, the largest first, those that are hidden last."""
    counted = sorted(
        ((label(name), counts.get(period)) for name, counts in by.items()),
        key=lambda each: (each[1] is None, -(each[1] or 0), each[0]),
    )
    largest = max((count or 0 for _, count in counted), default=0)
    return [
        Line(name, count, _share(count, whole), FULL * (count or 0) / largest if largest else 0.0)
        for name, count in counted
    ]


def columns(figures: Figures, unit: Unit, right_to_left: bool) -> List[Column]:
    """The latest periods, the earliest first; in the chart it stands where reading begins."""
    periods = figures.of(unit)[-LATEST[unit] :]
    largest = max((figures.messages.get(period, 0) for period in periods), default=0)
    places: Iterable[int] = range(len(periods))
    if right_to_left:
        places = reversed(range(len(periods)))
    return [
        Column(
            period,
            FULL * place / len(periods),
            FULL * FILLED / len(periods),
            _height(figures.messages.get(period), largest),
            figures.messages.get(period),
            figures.visitors.get(period),
            figures.answered(period),
        )
        for place, period in zip(places, periods)
    ]


def chosen(periods: Sequence[Period], first: str) -> Optional[Period]:
    """The period that begins on a day, as an address names it; else the latest."""
    named = (period for period in periods if period.first.isoformat() == first)
    return next(named, periods[-1] if periods else None)


def _height(count: Optional[int], largest: int) -> float:
    return FULL * count / largest if count and largest else 0.0


def _share(count: Optional[int], whole: Optional[int]) -> Optional[float]:
    return None if count is None or not whole else count / whole
