import pytest
import typer

from benchmarks.speed.__main__ import NAMES, PARTS, _to_go_on, chosen
from benchmarks.speed.machine import processor_name
from benchmarks.speed.results import Results
from tests.benchmarks.speed.made import MACHINE


def names(only, quick):
    return [part.name for part in chosen(only, quick)]


def test_a_whole_run_measures_everything_and_a_quick_one_trains_nothing():
    assert names([], quick=False) == NAMES
    assert names([], quick=True) == [part.name for part in PARTS if not part.long]
    assert names(["training"], quick=True) == ["training"]


def test_parts_are_chosen_by_name_and_keep_their_order():
    assert names(["turns,latency", "start"], quick=False) == ["start", "latency", "turns"]


def test_an_unknown_part_is_told():
    with pytest.raises(typer.BadParameter, match="no part is called speed"):
        chosen(["speed"], quick=False)


@pytest.fixture
def unfinished(tmp_path, monkeypatch):
    path = tmp_path / "unfinished.json"
    monkeypatch.setattr("benchmarks.speed.__main__.UNFINISHED", path)
    Results(machine=MACHINE, quick=True, seconds={"start": 1.0}).write(path)
    return path


def new(quick=True, **changed):
    return Results(machine=MACHINE.copy(update=changed), quick=quick)


def test_an_interrupted_run_goes_on(unfinished):
    assert "start" in _to_go_on(new(), fresh=False).seconds


@pytest.mark.parametrize(
    "run", [new(quick=False), new(commit="another"), new(changes="of the files")]
)
def test_a_run_of_something_else_begins_anew(unfinished, run):
    assert _to_go_on(run, fresh=False) is run


def test_a_run_begins_anew_where_it_is_told_to_or_cannot_read(unfinished):
    run = new()
    assert _to_go_on(run, fresh=True) is run
    unfinished.write_text("{}")
    assert _to_go_on(run, fresh=False) is run
    unfinished.unlink()
    assert _to_go_on(run, fresh=False) is run


def test_the_processors_name_is_read_from_cpuinfo():
    text = "processor\t: 0\nvendor_id\t: X\nmodel name\t: Example 9000: fast\nflags\t\t: a b\n"
    assert processor_name(text) == "Example 9000: fast"
    assert processor_name("processor: 0\n") is None
