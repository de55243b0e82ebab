"""Part ``turns``: how long an answer takes as its conversation grows."""

import uuid
from typing import Dict, List, Sequence

from benchmarks.speed import ours, stock
from benchmarks.speed.figures import Measured, percentile
from benchmarks.speed.results import Results, Turns
from benchmarks.speed.run import Run
from benchmarks.speed.texts import ONE

AROUND = (5, 50, 100, 200, 300, 500)
TEN = 10  # turns of one project, then of the other
SHORT_EVERY = 100  # turns of a long conversation, then a short one
Times = Dict[str, List[List[float]]]


def window(turn: int, last: int) -> "tuple[int, int]":
    """The first and the last turn that stand for a turn: two on each side of an early one, ten of
    a later one, as far as the conversation goes."""
    reach = 2 if turn < 2 * TEN else TEN
    return max(1, turn - reach), min(last, turn + reach)


def around(conversations: Sequence[Sequence[float]], turn: int) -> float:
    """The median time of a turn, over all conversations that are long enough.

    Raises:
        ValueError: none is.
    """
    times: List[float] = []
    for conversation in conversations:
        first, last = window(turn, len(conversation))
        if turn <= len(conversation):
            times.extend(conversation[first - 1 : last])
    return percentile(times, 50)


def _hold(run: Run, turns: int, times: Times, short: bool = False) -> None:
    """One conversation with each project, ten turns of one, then of the other. Between the
    hundreds of a long one stands a short one: the early turns are measured all along the run."""
    sender = f"turns/{uuid.uuid4().hex}"
    measured = {name: Measured() for name in times}
    for turn in range(0, turns, TEN):
        if not short and turn % SHORT_EVERY == 0:
            for _ in range(run.sizes.short_conversations):
                _hold(run, TEN, times, short=True)
        texts = run.texts.mixed(ONE, min(TEN, turns - turn))
        for server in run.servers():
            server.go_on(sender, texts, measured[server.name])
            run.progress.advance(len(texts))
    for name, of_project in measured.items():
        times[name].append(of_project.milliseconds())


def measure_turns(run: Run, results: Results) -> None:
    """Hold long conversations with both projects, and short ones between."""
    sizes = run.sizes
    hundreds = -(-sizes.turns // SHORT_EVERY)
    short = hundreds * sizes.short_conversations * TEN
    run.progress.expect(2 * sizes.long_conversations * (sizes.turns + short))
    times: Times = {stock.NAME: [], ours.NAME: []}
    for _ in range(sizes.long_conversations):
        _hold(run, sizes.turns, times)
    results.turns = Turns(
        around={
            name: {turn: around(held, turn) for turn in AROUND if turn <= sizes.turns}
            for name, held in times.items()
        },
        curve={
            name: {
                end: percentile([t for one in held for t in one[end - TEN : end]], 50)
                for end in range(TEN, sizes.turns + 1, TEN)
            }
            for name, held in times.items()
        },
    )
