"""The results as tables, for the terminal and for Markdown."""

from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from benchmarks.speed import ours, stock
from benchmarks.speed.bars import Bar, Compared, Reached, verdicts
from benchmarks.speed.figures import Timed
from benchmarks.speed.results import Results, Stage
from benchmarks.speed.texts import GROUPS, ONE, SEVERAL

NAMES = (stock.NAME, ours.NAME)
SMALLEST_STAGE = 0.05  # milliseconds; smaller ones are summed up


class Table(NamedTuple):
    """A table: what it shows, its head, its rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table in Markdown."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        body = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
        return f"### {self.title}\n\n{body}\n"


def number(value: float) -> str:
    """A figure with as many digits as it is worth: three."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _limit(bar: Bar, value: Optional[float]) -> str:
    if value is None:
        return ""
    sign = "≥" if bar.at_least else "≤"
    return f"{sign} {value:g} {bar.unit}".rstrip()


def _interval(compared: Compared) -> str:
    if compared.interval is None:
        return ""
    low, high = compared.interval
    return f" [{low:.2f}–{high:.2f}]"


def _bar_row(verdict: Reached) -> Sequence[str]:
    bar, compared, word = verdict
    limits = (_limit(bar, bar.limit), _limit(bar, bar.aim), word)
    if compared is None:
        return (bar.name, "", "", "", *limits)
    base = number(compared.base)
    base = base if bar.base == stock.NAME else f"{base} ({bar.base})"
    ratio = f"{compared.ratio:.2f}{_interval(compared)}"
    return (bar.name, base, number(compared.ours), ratio, *limits)


def bars_table(results: Results) -> Table:
    """Every bar and how the run stands to it."""
    head = ("", "stock", "ours", "ratio", "bar", "aim", "")
    return Table("Ratios to stock", head, [_bar_row(verdict) for verdict in verdicts(results)])


TIMED_HEAD = ("p50 ms", "p95 ms", "p99 ms", "a second", "CPU ms", "Rasa", "actions", "by action")


def _timed(timed: Timed) -> List[str]:
    figures = (timed.p50, timed.p95, timed.p99, timed.per_second)
    costs = (timed.cpu, timed.rasa_cpu, timed.actions_cpu)
    return [*map(number, figures), *map(number, costs), f"{timed.by_action:.0%}"]


def _answers(results: Results) -> Iterator[Tuple[str, Dict[str, Timed]]]:
    if results.latency:
        yield "one sender", results.latency.timed
    for kind, groups in (results.languages or {}).items():
        for group, pair in groups.items():
            yield f"{kind}, {group}", pair
    for count, pair in results.senders.levels.items() if results.senders else ():
        yield f"{count} senders" if count > 1 else "1 sender", pair
    if results.busy:
        yield "idle", results.busy.idle
        yield "beside a busy process", results.busy.beside
        yield f"beside it, {results.busy.senders} senders", results.busy.many_beside


def answers_table(results: Results) -> Table:
    """How fast and at what cost messages were answered."""
    rows = [(what, name, *_timed(pair[name])) for what, pair in _answers(results) for name in NAMES]
    return Table("Answers", ("", "", *TIMED_HEAD), rows)


def start_table(results: Results) -> Table:
    """Installation, training, start, memory."""
    rows: List[Sequence[str]] = []
    if results.install is not None:
        rows.append(("installation, s", "", number(results.install)))
    if results.training:
        both = [results.training[name] for name in NAMES]
        rows.append(("first training, s", *(number(one.first) for one in both)))
        rows.append(("training after one new example, s", *(number(one.again) for one in both)))
        rows.append(("peak memory of training, RSS MB", *(number(one.peak_rss) for one in both)))
        rows.append(("the same, PSS MB", *(number(one.peak_pss) for one in both)))
    if results.start:
        begun = [results.start[name] for name in NAMES]
        rows.append(("start to first answer, s", *(number(one.seconds) for one in begun)))
        rows.append(("idle memory of Rasa, RSS MB", *(number(one.rasa_rss) for one in begun)))
        rows.append(("… of the action server", *(number(one.actions_rss) for one in begun)))
        rows.append(("both, PSS MB", *(number(one.pss) for one in begun)))
    return Table("Training, start, memory", ("", *NAMES), rows)


def turns_table(results: Results) -> Table:
    """The time of an answer by the turn of its conversation."""
    around = results.turns.around if results.turns else {name: {} for name in NAMES}
    rows = [
        (str(turn), *(number(around[name][turn]) for name in NAMES)) for turn in around[ours.NAME]
    ]
    return Table("p50 around a turn of one conversation, ms", ("turn", *NAMES), rows)


def stage_columns() -> List[str]:
    """The kinds of messages whose stages were measured: a language each, of one question and of
    several."""
    return [f"{kind}/{group}" for kind in (ONE, SEVERAL) for group in GROUPS]


def _mean(kinds: Dict[str, Stage], kind: str) -> float:
    return sum(kinds[f"{kind}/{g}"].cpu if f"{kind}/{g}" in kinds else 0 for g in GROUPS) / len(
        GROUPS
    )


def stages_table(results: Results, name: str) -> Table:
    """The CPU that each stage of a message takes in a project, the dearest first."""
    stages = (results.stages or {}).get(name, {})
    head = ("stage", *GROUPS, "one question", "several")
    means = {stage: (_mean(kinds, ONE), _mean(kinds, SEVERAL)) for stage, kinds in stages.items()}
    rows: List[Sequence[str]] = []
    for stage in sorted(means, key=lambda stage: -means[stage][0]):
        if max(means[stage]) >= SMALLEST_STAGE:
            cells = [stages[stage].get(f"{ONE}/{g}") for g in GROUPS]
            figures = [number(cell.cpu) if cell else "" for cell in cells]
            rows.append((stage, *figures, *map(number, means[stage])))
    small = [mean for mean in means.values() if max(mean) < SMALLEST_STAGE]
    for label, of in (("smaller ones together", small), ("all", list(means.values()))):
        sums = [sum(mean[column] for mean in of) for column in (0, 1)]
        rows.append((label, *[""] * len(GROUPS), *map(number, sums)))
    return Table(f"CPU by stage, ms a message: {name}", head, rows)


def tables(results: Results) -> List[Table]:
    """All tables that the run filled."""
    every = [
        bars_table(results),
        answers_table(results),
        start_table(results),
        turns_table(results),
        *(stages_table(results, name) for name in (results.stages or {})),
    ]
    return [table for table in every if table.rows]
