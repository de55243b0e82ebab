"""Part ``stages``: what each stage of a message takes, from servers with timers in them.

A run of its own: the timers cost a little, so that only the shares of the stages are read here.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from benchmarks.speed.figures import Measured
from benchmarks.speed.results import Results, Stage
from benchmarks.speed.run import Run
from benchmarks.speed.texts import GROUPS, ONE, SEVERAL

FILES = ("rasa.jsonl", "actions.jsonl")
NAMED = "stages"  # how the conversations are named that count: stages, kind, language
MILLISECONDS = 1000


def _lines(paths: List[Path]) -> Iterator[Tuple[str, Dict[str, List[float]]]]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            yield message["of"], message["stages"]


def kind_of(sender: str) -> str:
    """The kind of message that a conversation's name tells; empty where it does not count."""
    # A channel may put its own name before.
    _, found, rest = sender.partition(f"{NAMED}/")
    return "/".join(rest.split("/")[:2]) if found else ""


def read_stages(paths: List[Path], messages: int) -> Dict[str, Dict[str, Stage]]:
    """Milliseconds a message by stage and kind of message, from what the timers wrote about so
    many messages of each kind."""
    spent: Dict[str, Dict[str, List[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for sender, stages in _lines(paths):
        kind = kind_of(sender)
        for stage, (wall, cpu, _) in stages.items() if kind else ():
            taken = spent[stage][kind]
            taken[0] += wall
            taken[1] += cpu
    return {
        stage: {
            kind: Stage(
                wall=MILLISECONDS * wall / messages,
                cpu=MILLISECONDS * cpu / messages,
            )
            for kind, (wall, cpu) in kinds.items()
        }
        for stage, kinds in spent.items()
    }


def measure_stages(run: Run, results: Results) -> None:
    """Ask both projects, with timers in their servers, in every language."""
    run.progress.expect(2 * 2 * len(GROUPS) * run.sizes.staged)
    folder = run.folder / "profiles"
    projects = run.projects("profiled")
    for project in projects:
        (folder / project.name).mkdir(parents=True)
    servers = run.start(projects, folder)
    for kind in (ONE, SEVERAL):
        for group in GROUPS:
            texts = run.texts.take(kind, group, run.sizes.staged)
            for server in servers:
                server.ask(texts, Measured(), name=f"{NAMED}/{kind}/{group}")
                run.progress.advance(len(texts))
    # The last message's stages are written when its reply has been sent: after the servers' end.
    run.close()
    results.stages = {
        project.name: read_stages(
            [folder / project.name / name for name in FILES], run.sizes.staged
        )
        for project in projects
    }
