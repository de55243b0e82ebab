"""``make benchmark``: measure, tell, and keep for the next run where this one is interrupted."""

import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Callable, List, NamedTuple, Optional

import typer
from pydantic import ValidationError
from rich.console import Console

from assistant.settings import ROOT
from benchmarks.speed.answering import (
    measure_busy,
    measure_languages,
    measure_latency,
    measure_senders,
    measure_start,
)
from benchmarks.speed.bars import MISS, verdicts
from benchmarks.speed.machine import this_machine
from benchmarks.speed.processes import Others, keep_to_cores
from benchmarks.speed.profile import measure_stages
from benchmarks.speed.progress import Progress
from benchmarks.speed.report import show, write
from benchmarks.speed.results import Results, read_results
from benchmarks.speed.run import STATE, BenchmarkFailed, Run
from benchmarks.speed.servers import ServerFailed
from benchmarks.speed.sizes import QUICK, WHOLE
from benchmarks.speed.texts import OutOfTexts
from benchmarks.speed.training import measure_install, measure_training
from benchmarks.speed.turns import measure_turns

KEPT = ROOT / "benchmarks" / "results"  # of whole runs
PASSING = ROOT / "reports" / "benchmark"  # of quick ones and of single parts
UNFINISHED = STATE / "unfinished.json"
# What a shell sets for native threads would count for one project and not for the other.
THREADS = ("OMP_", "MKL_", "OPENBLAS_", "NUMEXPR_", "TF_NUM_", "KMP_", "GOMP_")


class Measurement(NamedTuple):
    """One of the things that are measured; the long ones are not part of a quick run."""

    name: str
    title: str
    measure: Callable[[Run, Results], None]
    long: bool = False


PARTS = [
    Measurement("install", "installation", measure_install, long=True),
    Measurement("training", "training, first and again", measure_training, long=True),
    Measurement("start", "start to first answer, memory", measure_start),
    Measurement("latency", "one sender", measure_latency),
    Measurement("languages", "languages, one question and several", measure_languages),
    Measurement("senders", "several senders at once", measure_senders),
    Measurement("busy", "beside a busy process", measure_busy),
    Measurement("turns", "long conversations", measure_turns),
    Measurement("stages", "stages of a message", measure_stages),
]
NAMES = [part.name for part in PARTS]


def chosen(only: List[str], quick: bool) -> List[Measurement]:
    """The parts to measure, in their order.

    Raises:
        typer.BadParameter: one of the names is none of a part.
    """
    wanted = [name for names in only for name in names.replace(",", " ").split()]
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        raise typer.BadParameter(f"no part is called {unknown[0]}; there are {', '.join(NAMES)}")
    return [
        part for part in PARTS if (part.name in wanted if wanted else not (quick and part.long))
    ]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _measure(run: Run, part: Measurement, results: Results, progress: Progress) -> None:
    progress.part(part.title)
    others, began, asked = Others(), time.monotonic(), run.asked
    part.measure(run, results)
    results.others[part.name] = round(others.cores(), 3)
    results.seconds[part.name] = round(time.monotonic() - began, 1)
    if run.asked > asked:
        results.texts[part.name] = run.asked - asked
    progress.part_done()


def _to_go_on(results: Results, fresh: bool) -> Results:
    """The interrupted run of the same kind and state of the project, or this new one."""
    try:
        found = None if fresh else read_results(UNFINISHED)
    except ValidationError:
        found = None
    mine = results.machine
    if found is None or found.quick != results.quick:
        return results
    theirs = found.machine
    same = (theirs.commit, theirs.changes) == (mine.commit, mine.changes)
    return found if same else results


def main(
    only: List[str] = typer.Option([], help=f"Parts to measure: {', '.join(NAMES)}."),
    quick: bool = typer.Option(False, help="See that all works; the figures mean little."),
    model: Optional[Path] = typer.Option(None, help="Our model, where none is trained first."),
    fresh: bool = typer.Option(False, help="Begin anew where the last run was interrupted."),
    hold_bars: bool = typer.Option(False, help="Exit with 1 where a bar is missed."),
    out: Optional[Path] = typer.Option(None, help="The folder of the report."),
) -> None:
    """Measure this project beside a stock Rasa project."""
    console = Console(width=130)
    parts = chosen(only, quick)
    # However it is ended, no server stays behind.
    for ended in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ended, _interrupt)
    for name in [name for name in os.environ if name.startswith(THREADS)]:
        del os.environ[name]
    sizes = QUICK if quick else WHOLE
    new = Results(machine=this_machine(keep_to_cores(sizes.cores)), quick=quick)
    results = _to_go_on(new, fresh)
    # A run of some parts measures them in any case; a whole one only what is missing.
    left = [part for part in parts if only or part.name not in results.seconds]
    if len(left) < len(parts):
        console.print(f"Going on with the run of {results.machine.date} (--fresh begins anew).")
    try:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            with Progress(console, len(left)) as progress:
                machine = results.machine
                version = f"{machine.commit} {machine.changes}"
                run = Run(sizes, Path(folder), progress, version, model)
                try:
                    for part in left:
                        _measure(run, part, results, progress)
                        results.write(UNFINISHED)
                finally:
                    run.close()
    except (BenchmarkFailed, ServerFailed, OutOfTexts) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        console.print("Interrupted; what is measured is kept, the same command goes on.")
        raise typer.Exit(130) from None
    whole = not quick and not only
    page = write(results, out or (KEPT if whole else PASSING))
    if not only:
        UNFINISHED.unlink()
    show(results, console)
    console.print(f"{page}", highlight=False)
    if hold_bars and any(verdict.word == MISS for verdict in verdicts(results)):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
