import pytest

from benchmarks.speed.bars import BARS, MISS, PASS, UNKNOWN, Bar, Compared, verdicts
from benchmarks.speed.results import Results
from tests.benchmarks.speed.made import MACHINE, results


def word(bar, compared):
    bar = Bar("a bar", lambda _: compared, **bar)
    return bar.verdict(Results(machine=MACHINE, quick=True)).word


@pytest.mark.parametrize(
    ("bar", "ours", "base", "expected"),
    [
        ({"limit": 1.0}, 40, 40, PASS),
        ({"limit": 1.0}, 41, 40, MISS),
        ({"limit": 1.1, "at_least": True}, 11, 10, PASS),
        ({"limit": 1.1, "at_least": True}, 10, 10, MISS),
        ({"limit": 60, "unit": "s"}, 59, 1, PASS),  # the figure itself, whatever the ratio
        ({"limit": 60, "unit": "s"}, 61, 600, MISS),
    ],
)
def test_a_ratio_or_a_figure_is_held_to_its_limit(bar, ours, base, expected):
    assert word(bar, Compared(ours, base)) == expected


def test_what_was_not_measured_neither_passes_nor_misses():
    words = {v.word for v in verdicts(Results(machine=MACHINE, quick=True))}
    assert words == {UNKNOWN}


def test_each_bar_reads_its_part():
    passed = {verdict.bar.name: verdict.word for verdict in verdicts(results(ours=0.5))}
    missed = {verdict.bar.name: verdict.word for verdict in verdicts(results(ours=10))}
    # Within one project ratios stay as they are, however slow it is.
    own = {bar.name for bar in BARS if bar.base != "stock"}
    for bar in BARS:
        if bar.name in own:
            assert passed[bar.name] == missed[bar.name] != UNKNOWN
        elif bar.name in ("idle memory of both servers, MB", "peak memory of training, MB"):
            assert passed[bar.name] == PASS
        else:
            assert (passed[bar.name], missed[bar.name]) == (PASS, MISS), bar.name


def test_turn_500_is_compared_with_turn_5_of_the_same_project():
    compared = {v.bar.name: v.compared for v in verdicts(results())}["turn 500, ms"]
    assert compared.ratio == pytest.approx(2.5)


def test_a_first_run_is_installed_trained_and_started():
    whole = results()
    compared = {v.bar.name: v.compared for v in verdicts(whole)}
    first = compared["first `make run` to first answer, s"]
    assert first.ours == whole.install + whole.training["ours"].first + whole.start["ours"].seconds
    whole.install = None
    words = {v.bar.name: v.word for v in verdicts(whole)}
    assert words["first `make run` to first answer, s"] == UNKNOWN
