"""Parts ``start``, ``latency``, ``languages``, ``senders``, ``busy``: how fast answers come."""

import statistics
import time
from typing import Dict, List, Sequence

from benchmarks.speed import ours, stock
from benchmarks.speed.figures import Measured, ratio_interval
from benchmarks.speed.processes import MemoryUse, busy_process
from benchmarks.speed.results import Busy, Latency, Pair, Results, Senders, Start
from benchmarks.speed.run import Run
from benchmarks.speed.sizes import BAR_SENDERS, BLOCK, CONVERSATION_TURNS
from benchmarks.speed.texts import GROUPS, ONE, SEVERAL

SETTLED_AFTER = 3  # seconds without a message


def measure_start(run: Run, results: Results) -> None:
    """Start both servers of each project, one project at a time, to the first answer."""
    run.close()
    projects = run.projects("started")
    run.progress.expect(len(projects) * run.sizes.starts)
    seconds: Dict[str, List[float]] = {project.name: [] for project in projects}
    memory: Dict[str, Dict[str, MemoryUse]] = {}
    for _ in range(run.sizes.starts):
        for project in projects:
            with run.server(project) as server:
                seconds[project.name].append(server.started)
                time.sleep(SETTLED_AFTER)
                memory[project.name] = server.memory()
            run.progress.advance()
    results.start = {
        name: Start(
            starts=starts,
            seconds=statistics.median(starts),
            rasa_rss=memory[name]["rasa"].rss,
            actions_rss=memory[name]["actions"].rss,
            pss=sum(part.pss for part in memory[name].values()),
        )
        for name, starts in seconds.items()
    }


Both = Dict[str, Measured]


def both() -> Both:
    """Nothing measured yet of either project."""
    return {stock.NAME: Measured(), ours.NAME: Measured()}


def in_turns(
    run: Run, texts: Sequence[str], into: Both, senders: int = 1, block: int = BLOCK
) -> None:
    """Ask both projects the texts, a block of one, then of the other."""
    for start in range(0, len(texts), block):
        asked = texts[start : start + block]
        for server in run.servers():
            server.ask(asked, into[server.name], senders)
            run.progress.advance(len(asked))


def figures(measured: Both) -> Pair:
    """The figures of both projects."""
    return {name: of_project.figures() for name, of_project in measured.items()}


def ratio(measured: Both, percent: float) -> "tuple[float, float]":
    """The 95 % interval of the ratio of a percentile, ours to stock."""
    times = {name: of_project.milliseconds() for name, of_project in measured.items()}
    return ratio_interval(times[ours.NAME], times[stock.NAME], percent)


def measure_latency(run: Run, results: Results) -> None:
    """One sender's questions for one fact, in all languages."""
    run.progress.expect(2 * run.sizes.latency)
    measured = both()
    in_turns(run, run.texts.mixed(ONE, run.sizes.latency), measured)
    results.latency = Latency(
        timed=figures(measured), p50_ratio=ratio(measured, 50), p95_ratio=ratio(measured, 95)
    )


def measure_languages(run: Run, results: Results) -> None:
    """One sender's messages of one question and of several, by language."""
    run.progress.expect(2 * 2 * len(GROUPS) * run.sizes.of_a_language)
    found: Dict[str, Dict[str, Pair]] = {ONE: {}, SEVERAL: {}}
    for kind, by_group in found.items():
        whole = both()
        for group in GROUPS:
            measured = both()
            in_turns(run, run.texts.take(kind, group, run.sizes.of_a_language), measured)
            by_group[group] = figures(measured)
            for name, of_project in measured.items():
                whole[name].join(of_project)
        by_group["all"] = figures(whole)
    results.languages = found


def measure_senders(run: Run, results: Results) -> None:
    """Several senders at once, each in conversations of its own."""
    levels = run.sizes.senders
    blocks = {
        count: count * level.conversations * CONVERSATION_TURNS for count, level in levels.items()
    }
    run.progress.expect(2 * sum(blocks[count] * level.rounds for count, level in levels.items()))
    found: Dict[int, Pair] = {}
    p95_ratio = None
    for count, level in levels.items():
        measured = both()
        texts = run.texts.mixed(ONE, blocks[count] * level.rounds)
        in_turns(run, texts, measured, count, blocks[count])
        found[count] = figures(measured)
        if count == BAR_SENDERS:
            p95_ratio = ratio(measured, 95)
    results.senders = Senders(levels=found, p95_ratio=p95_ratio)


def measure_busy(run: Run, results: Results) -> None:
    """One sender, idle and beside a busy process in turns; then several senders beside it."""
    senders, conversations = run.sizes.busy_senders
    many = senders * conversations * CONVERSATION_TURNS
    run.progress.expect(2 * (2 * run.sizes.busy + many))
    idle, beside, many_beside = both(), both(), both()
    quiet, loud = (run.texts.mixed(ONE, run.sizes.busy) for _ in range(2))
    for start in range(0, run.sizes.busy, BLOCK):
        in_turns(run, quiet[start : start + BLOCK], idle)
        with busy_process():
            in_turns(run, loud[start : start + BLOCK], beside)
    with busy_process():
        in_turns(run, run.texts.mixed(ONE, many), many_beside, senders, many)
    results.busy = Busy(
        idle=figures(idle),
        beside=figures(beside),
        senders=senders,
        many_beside=figures(many_beside),
    )
