import pytest

from benchmarks.speed.report import circumstances, write
from benchmarks.speed.results import Results, read_results
from benchmarks.speed.tables import Table, bars_table, number, stages_table, tables
from tests.benchmarks.speed.made import MACHINE, results


@pytest.mark.parametrize(
    ("value", "expected"), [(1234.5, "1234"), (34.56, "34.6"), (2.345, "2.35"), (0.04, "0.04")]
)
def test_a_figure_has_three_digits(value, expected):
    assert number(value) == expected


def test_a_table_in_markdown_has_as_many_cells_in_every_line():
    lines = Table("A title", ("a", "b"), [("1", "2")]).markdown().split("\n")
    assert lines[0] == "### A title"
    assert lines[2:5] == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]


def test_every_table_is_as_wide_as_its_head():
    for table in tables(results()):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}, table.title


def test_what_was_not_measured_has_no_table():
    titles = [table.title for table in tables(Results(machine=MACHINE, quick=True))]
    assert titles == ["Ratios to stock"]


def test_the_bars_tell_ratio_interval_and_word():
    row = bars_table(results(ours=2)).rows[0]
    assert row[1:4] == ("40.0", "80.0", "2.00 [1.80–2.20]")
    assert row[4:] == ("≤ 1", "≤ 0.7", "miss")


def test_the_dearest_stage_stands_first_and_the_sum_last():
    rows = stages_table(results(), "stock").rows
    assert [row[0] for row in rows] == ["NLU", "channel", "smaller ones together", "all"]
    assert rows[-1][-2:] == ("12.0", "12.0")


def test_results_are_read_back_as_they_were_written(tmp_path):
    whole = results()
    whole.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == whole
    assert read_results(tmp_path / "none.json") is None


def test_a_report_is_a_page_with_its_pictures(tmp_path):
    page = write(results(), tmp_path)
    text = page.read_text(encoding="utf-8")
    for picture in ("turns.png", "senders.png", "stages.png"):
        assert f"({picture})" in text
        assert (tmp_path / picture).read_bytes().startswith(b"\x89PNG")
    assert MACHINE.processor in text and MACHINE.commit in text
    assert read_results(tmp_path / "results.json") == results()


def test_a_machine_that_was_not_idle_is_told():
    whole = results()
    assert any("idle: other programs took at most 0.01" in said for said in circumstances(whole))
    whole.others["turns"] = 1.3
    assert any("not idle" in said and "turns 1.3" in said for said in circumstances(whole))
