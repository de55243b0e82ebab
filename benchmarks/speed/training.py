"""Parts ``install`` and ``training``: a first run's installation; training, first and again."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.speed.ours import make_ours
from benchmarks.speed.processes import MemoryUse, PeakMemory
from benchmarks.speed.project import Project, add_example
from benchmarks.speed.results import Results, Training
from benchmarks.speed.run import BenchmarkFailed, Run


def measure_install(run: Run, results: Results) -> None:
    """Install this project's packages into a new environment, as a first ``make run`` does."""
    folder = run.folder / "installed"
    make_ours(folder)
    began = time.monotonic()
    log = folder / "install.log"
    with log.open("w") as output:
        failed = subprocess.call(
            ["bash", str(Path("scripts") / "setup.sh")],
            cwd=folder,
            env={**os.environ, "PYTHON": getattr(sys, "_base_executable", sys.executable)},
            stdout=output,
            stderr=output,
        )
    if failed:
        raise BenchmarkFailed(f"The installation failed:\n{log.read_text()[-3000:]}")
    results.install = time.monotonic() - began
    shutil.rmtree(folder)


def _train(run: Run, project: Project) -> "tuple[float, MemoryUse]":
    began = time.monotonic()
    with run.training(project) as process, PeakMemory(process.pid) as memory:
        process.wait()
    seconds = time.monotonic() - began
    run.progress.advance()
    return seconds, memory.peak


def measure_training(run: Run, results: Results) -> None:
    """Train both projects, add an example to each, train them again."""
    projects = run.projects("trained", run.sizes.examples)
    run.progress.expect(2 * len(projects))
    first, again = {}, {}
    for project in projects:
        run.progress.say(f"first training of {project.name}")
        first[project.name] = _train(run, project)
        # A model of fewer examples is not worth serving.
        if run.sizes.examples == 1:
            run.keep_model(project)
    for project in projects:
        run.progress.say(f"training {project.name} again, with one new example")
        add_example(project.data, run.new_example)
        again[project.name] = _train(run, project)
    results.training = {}
    for name, (seconds, memory) in first.items():
        peak = memory.peak(again[name][1])
        results.training[name] = Training(
            first=seconds, again=again[name][0], peak_rss=peak.rss, peak_pss=peak.pss
        )
