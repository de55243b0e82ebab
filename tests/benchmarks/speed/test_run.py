"""Whole parts of a run, on stand-ins for both projects."""

import json
import subprocess
import sys

import psutil
import pytest
from rich.console import Console

from assistant.settings import ROOT
from benchmarks.speed.__main__ import PARTS
from benchmarks.speed.answering import (
    measure_busy,
    measure_languages,
    measure_latency,
    measure_senders,
    measure_start,
)
from benchmarks.speed.bars import UNKNOWN, verdicts
from benchmarks.speed.figures import Measured
from benchmarks.speed.progress import Progress
from benchmarks.speed.results import Results
from benchmarks.speed.run import BenchmarkFailed, Run
from benchmarks.speed.servers import ServerFailed, Servers
from benchmarks.speed.sizes import QUICK
from benchmarks.speed.training import measure_training
from benchmarks.speed.turns import TEN, measure_turns
from tests.benchmarks.speed.made import MACHINE
from tests.benchmarks.speed.stand_in import stand_in

CPU = {"stock": 0.004, "ours": 0.016}


class StandIns(Run):
    """A run whose projects are stand-ins; ours takes four times the CPU."""

    data = "    - an example\n"

    def projects(self, folder, every=1):
        parent = self.folder / folder
        return [stand_in(parent / name, name, cpu, self.data) for name, cpu in CPU.items()]

    def models(self):
        return {name: self.folder / "model.tar.gz" for name in CPU}


@pytest.fixture
def results():
    return Results(machine=MACHINE, quick=True)


@pytest.fixture
def run(tmp_path):
    console = Console(file=(tmp_path / "console.txt").open("w"))
    with Progress(console, 1) as progress:
        progress.part("a part")
        made = StandIns(QUICK, tmp_path, progress, "a version", state=tmp_path / "state")
        yield made
        made.close()


def heard(server):
    lines = (server.project.folder / "heard.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def ratio(pair, figure="cpu"):
    return getattr(pair["ours"], figure) / getattr(pair["stock"], figure)


def test_both_projects_are_asked_the_same_texts_none_of_them_twice(run, results):
    for measure in (measure_latency, measure_languages, measure_senders, measure_busy):
        measure(run, results)
    stock, ours = ([message["message"] for message in heard(server)] for server in run.servers())
    first_answers = {run.taught[0]}
    assert sorted(stock) == sorted(ours)
    asked = [text for text in stock if text not in first_answers]
    assert len(set(asked)) == len(asked) == run.asked


def test_a_dearer_message_is_told(run, results):
    measure_latency(run, results)
    timed = results.latency.timed
    assert timed["ours"].messages == timed["stock"].messages == QUICK.latency
    assert timed["ours"].by_action == 1
    # CPU does not depend on what else the machine does; its clock ticks in hundredths of a second.
    assert ratio(timed) > 1.5
    assert timed["ours"].actions_cpu < timed["ours"].rasa_cpu


def test_every_sender_has_conversations_of_its_own(run, results):
    measure_senders(run, results)
    assert list(results.senders.levels) == list(QUICK.senders)
    senders = [message["sender"] for message in heard(run.servers()[0])]
    most = max(senders.count(sender) for sender in senders)
    assert most <= 5


def test_a_long_conversation_has_one_name(run, results):
    measure_turns(run, results)
    names = [message["sender"] for message in heard(run.servers()[1])]
    lengths = sorted(names.count(name) for name in {*names} if name.startswith("turns/"))
    assert lengths == [TEN, QUICK.turns]
    assert list(results.turns.curve["ours"]) == [10, 20]
    assert list(results.turns.around["ours"]) == [5]


def test_a_start_is_timed_to_the_first_answer(run, results):
    measure_start(run, results)
    for start in results.start.values():
        assert start.starts and start.seconds > 0
        assert start.rss > start.rasa_rss > 0


def test_training_is_timed_with_its_memory_and_repeated_with_one_more_example(run, results):
    measure_training(run, results)
    for name, training in results.training.items():
        assert training.first > 0 and training.again > 0
        project = run.folder / "trained" / name
        assert run.new_example in (project / "models" / "trained.tar.gz").read_text()


def test_a_training_that_fails_is_told_with_its_log(run, results):
    run.data = "    - fail\n"
    with pytest.raises(BenchmarkFailed, match="(?s)stock failed.*trained"):
        measure_training(run, results)


def test_servers_that_end_are_told_with_their_log_and_leave_nothing_behind(run):
    run.data = "    - dies\n"
    children = len(psutil.Process().children())
    with pytest.raises(ServerFailed, match="(?s)ended while it started.*there is no model"):
        run.servers()
    assert len(psutil.Process().children()) == children


def test_servers_that_stop_answering_are_told(run):
    project = run.projects("failing")[0]
    with Servers(project, run.folder / "model.tar.gz", "first") as server:
        server.stop()
        with pytest.raises(ServerFailed, match="stock: "):
            server.ask(["a question"], Measured())


def test_the_parts_fill_every_bar_but_those_of_whole_runs(run, results):
    for part in PARTS:
        if part.name not in ("install", "stages"):  # of the network, of Rasa itself
            part.measure(run, results)
    unknown = {verdict.bar.name for verdict in verdicts(results) if verdict.word == UNKNOWN}
    assert unknown == {"turn 500, ms", "first `make run` to first answer, s"}


def test_a_missing_model_is_told(tmp_path):
    with Progress(Console(file=(tmp_path / "console.txt").open("w")), 1) as progress:
        run = Run(QUICK, tmp_path, progress, "a version", tmp_path / "none.tar.gz", tmp_path)
        run.kept_model("stock").touch()
        with pytest.raises(BenchmarkFailed, match="make train"):
            run.models()


def test_a_model_is_kept_for_the_version_that_trained_it(tmp_path):
    with Progress(Console(file=(tmp_path / "console.txt").open("w")), 1) as progress:
        project = stand_in(tmp_path / "ours", "ours")
        subprocess.run(project.train, cwd=project.folder, check=True)
        one, other = (
            Run(QUICK, tmp_path, progress, version, state=tmp_path / "state")
            for version in ("one", "other")
        )
        one.kept_model("stock").touch()
        one.keep_model(project)
        assert one.models()["ours"] == one.kept_model("ours").resolve()
        assert other.kept_model("ours") != one.kept_model("ours")
        other.keep_model(project)
        assert not one.kept_model("ours").exists()


def test_rasa_has_the_methods_that_are_timed():
    program = (
        "from pathlib import Path\n"
        "from benchmarks.speed.profiled import TIMERS\n"
        "from benchmarks.speed.stages import Stages\n"
        "for put in TIMERS.values(): put(Stages(Path('unused')))\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
