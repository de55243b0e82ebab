"""Results made up for the tests: figures that no machine gave."""

from typing import Dict, List

from benchmarks.speed.figures import Timed
from benchmarks.speed.machine import Machine
from benchmarks.speed.results import (
    Busy,
    Latency,
    Pair,
    Results,
    Senders,
    Stage,
    Start,
    Training,
    Turns,
)
from benchmarks.speed.texts import GROUPS, ONE, SEVERAL

MACHINE = Machine(
    processor="Example 9000",
    cores=2,
    all_cores=8,
    memory_gb=16,
    system="Linux 6",
    python="3.10",
    date="2026-01-02 03:04 UTC",
    commit="abcdef123456",
    changes="",
)


def timed(p50: float, p95: float = 0.0, per_second: float = 10.0, cpu: float = 1.0) -> Timed:
    """Messages of which half came within a time, in milliseconds."""
    return Timed(
        messages=100,
        p50=p50,
        p95=p95 or 2 * p50,
        p99=3 * p50,
        per_second=per_second,
        cpu=cpu,
        rasa_cpu=cpu * 0.75,
        actions_cpu=cpu * 0.25,
        by_action=1.0,
    )


def pair(stock: Timed, ours: Timed) -> Pair:
    """Figures of both projects."""
    return {"stock": stock, "ours": ours}


def stages(seconds: Dict[str, float]) -> Dict[str, Dict[str, Stage]]:
    """Stages that take so many milliseconds of every kind of message."""
    kinds: List[str] = [f"{kind}/{group}" for kind in (ONE, SEVERAL) for group in GROUPS]
    return {
        stage: {kind: Stage(wall=2 * cpu, cpu=cpu) for kind in kinds}
        for stage, cpu in seconds.items()
    }


def results(ours: float = 1.0) -> Results:
    """A run in which ours takes so many times what stock takes."""
    both = pair(timed(40, 60, 25, 40), timed(40 * ours, 60 * ours, 25 / ours, 40 * ours))
    curve = {turn: 40.0 + turn for turn in range(10, 501, 10)}
    slower = {turn: time * ours for turn, time in curve.items()}
    around = {5: 40.0, 50: 50.0, 500: 100.0}
    return Results(
        machine=MACHINE,
        quick=False,
        texts={"latency": 400},
        others={"latency": 0.01},
        seconds={"latency": 30.0},
        install=60,
        training={
            "stock": Training(first=60, again=60, peak_rss=1000, peak_pss=900),
            "ours": Training(first=200 * ours, again=50 * ours, peak_rss=1500, peak_pss=1400),
        },
        start={
            "stock": Start(starts=[20], seconds=20, rasa_rss=600, actions_rss=100, pss=650),
            "ours": Start(
                starts=[20 * ours], seconds=20 * ours, rasa_rss=600, actions_rss=100, pss=650
            ),
        },
        latency=Latency(timed=both, p50_ratio=(0.9 * ours, 1.1 * ours), p95_ratio=(ours, ours)),
        languages={kind: {group: both for group in (*GROUPS, "all")} for kind in (ONE, SEVERAL)},
        senders=Senders(levels={1: both, 16: both}, p95_ratio=(ours, ours)),
        busy=Busy(idle=both, beside=both, senders=4, many_beside=both),
        turns=Turns(
            around={"stock": around, "ours": {turn: time * ours for turn, time in around.items()}},
            curve={"stock": curve, "ours": slower},
        ),
        stages={"stock": stages({"NLU": 10, "channel": 2}), "ours": stages({"NLU": 5})},
    )
