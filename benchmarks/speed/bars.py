"""The bars: what was measured, beside what is wanted (issue 10)."""

from typing import Callable, List, NamedTuple, Optional, Tuple

from benchmarks.speed import ours, stock
from benchmarks.speed.figures import Timed
from benchmarks.speed.results import Results
from benchmarks.speed.sizes import BAR_SENDERS
from benchmarks.speed.texts import ONE, SEVERAL

ALL = "all"
PASS, MISS, UNKNOWN = "pass", "miss", "not measured"
EARLY, LATE = 5, 500


class Compared(NamedTuple):
    """Our figure, and what it is divided by: stock's, or our own in calm. The interval is of the
    ratio."""

    ours: float
    base: float
    interval: Optional[Tuple[float, float]] = None

    @property
    def ratio(self) -> float:
        """Ours to the base."""
        return self.ours / self.base


class Bar(NamedTuple):
    """A ratio that must not be higher (``at_least``: lower) than a limit; ``aim`` is hoped for.
    With a unit, the figure itself is held to the limit."""

    name: str
    compare: Callable[[Results], Optional[Compared]]
    limit: float
    aim: Optional[float] = None
    at_least: bool = False
    unit: str = ""
    base: str = stock.NAME

    def verdict(self, results: Results) -> "Reached":
        """How a run stands to the bar."""
        compared = self.compare(results)
        if compared is None:
            return Reached(self, None, UNKNOWN)
        value = compared.ours if self.unit else compared.ratio
        holds = value >= self.limit if self.at_least else value <= self.limit
        return Reached(self, compared, PASS if holds else MISS)


class Reached(NamedTuple):
    """A bar and how a run stands to it: ``pass``, ``miss`` or ``not measured``."""

    bar: Bar
    compared: Optional[Compared]
    word: str


def _median(results: Results) -> Optional[Compared]:
    if results.latency is None:
        return None
    timed = results.latency.timed
    return Compared(timed[ours.NAME].p50, timed[stock.NAME].p50, results.latency.p50_ratio)


def _cpu(results: Results) -> Optional[Compared]:
    if results.latency is None:
        return None
    timed = results.latency.timed
    return Compared(timed[ours.NAME].cpu, timed[stock.NAME].cpu)


def _at_bar_senders(
    results: Results, figure: Callable[[Timed], float], interval: bool = False
) -> Optional[Compared]:
    if results.senders is None or BAR_SENDERS not in results.senders.levels:
        return None
    pair = results.senders.levels[BAR_SENDERS]
    return Compared(
        figure(pair[ours.NAME]),
        figure(pair[stock.NAME]),
        results.senders.p95_ratio if interval else None,
    )


def _several(results: Results) -> Optional[Compared]:
    if results.languages is None:
        return None
    one, several = (results.languages[kind][ALL][ours.NAME] for kind in (ONE, SEVERAL))
    return Compared(several.p95, one.p50)


def _busy(results: Results) -> Optional[Compared]:
    if results.busy is None:
        return None
    return Compared(results.busy.beside[ours.NAME].p50, results.busy.idle[ours.NAME].p50)


def _turns(results: Results) -> Optional[Compared]:
    if results.turns is None or LATE not in results.turns.around[ours.NAME]:
        return None
    around = results.turns.around[ours.NAME]
    return Compared(around[LATE], around[EARLY])


def _start(results: Results) -> Optional[Compared]:
    if results.start is None:
        return None
    return Compared(results.start[ours.NAME].seconds, results.start[stock.NAME].seconds)


def _memory(results: Results) -> Optional[Compared]:
    if results.start is None:
        return None
    return Compared(results.start[ours.NAME].rss, results.start[stock.NAME].rss)


def _first_run(results: Results) -> Optional[Compared]:
    if results.install is None or results.training is None or results.start is None:
        return None
    training, start = results.training, results.start
    return Compared(
        results.install + training[ours.NAME].first + start[ours.NAME].seconds,
        results.install + training[stock.NAME].first + start[stock.NAME].seconds,
    )


def _again(results: Results) -> Optional[Compared]:
    if results.training is None:
        return None
    return Compared(results.training[ours.NAME].again, results.training[stock.NAME].again)


def _peak(results: Results) -> Optional[Compared]:
    if results.training is None:
        return None
    return Compared(results.training[ours.NAME].peak_rss, results.training[stock.NAME].peak_rss)


def _p95(timed: Timed) -> float:
    return timed.p95


def _per_second(timed: Timed) -> float:
    return timed.per_second


BARS: List[Bar] = [
    Bar("p50 of a fact question, ms", _median, 1.0, 0.7),
    Bar("p95 at 16 senders, ms", lambda r: _at_bar_senders(r, _p95, True), 0.9),
    Bar(
        "messages a second, 16 senders",
        lambda r: _at_bar_senders(r, _per_second),
        1.1,
        1.5,
        at_least=True,
    ),
    Bar("CPU of a message, ms", _cpu, 1.0),
    Bar("p95 of several questions, ms", _several, 2.0, base="own p50 of one"),
    Bar("p50 beside a busy process, ms", _busy, 2.5, base="own p50 idle"),
    Bar("turn 500, ms", _turns, 1.3, base="own turn 5"),
    Bar("start to first answer, s", _start, 0.6),
    Bar("idle memory of both servers, MB", _memory, 1.1),
    Bar("first `make run` to first answer, s", _first_run, 300, unit="s"),
    Bar("training after one new example, s", _again, 60, unit="s"),
    Bar("peak memory of training, MB", _peak, 2000, unit="MB"),
]


def verdicts(results: Results) -> List[Reached]:
    """How a run stands to each bar."""
    return [bar.verdict(results) for bar in BARS]
