"""The results as pictures."""

from pathlib import Path
from typing import Dict, List

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

from benchmarks.speed import ours, stock  # noqa: E402
from benchmarks.speed.results import Results, Senders, Turns  # noqa: E402
from benchmarks.speed.tables import stages_table  # noqa: E402

COLOURS = {stock.NAME: "#8a8a8a", ours.NAME: "#0033a0"}
STAGES_SHOWN = 14


def _save(figure: "plt.Figure", path: Path) -> Path:
    figure.tight_layout()
    # Without a date or version in it, the same results make the same file.
    figure.savefig(path, dpi=80, metadata={"Software": None})
    plt.close(figure)
    return path


def _turns(turns: Turns, path: Path) -> Path:
    figure, axes = plt.subplots(figsize=(7, 4))
    for name, curve in turns.curve.items():
        axes.plot(list(curve), list(curve.values()), color=COLOURS[name], label=name)
    axes.set(xlabel="turn of the conversation", ylabel="p50 of ten turns, ms", ylim=(0, None))
    axes.legend()
    return _save(figure, path)


def _senders(senders: Senders, path: Path) -> Path:
    figure, (rate, wait) = plt.subplots(1, 2, figsize=(9, 4))
    counts = list(senders.levels)
    for name, colour in COLOURS.items():
        timed = [senders.levels[count][name] for count in counts]
        rate.plot(counts, [t.per_second for t in timed], "o-", color=colour, label=name)
        wait.plot(counts, [t.p95 / 1000 for t in timed], "o-", color=colour, label=name)
    for axes, what in ((rate, "messages a second"), (wait, "p95, s")):
        axes.set_xscale("log", base=2)
        axes.set_xticks(counts)
        axes.set_xticklabels(counts)
        axes.set(xlabel="senders at once", ylabel=what, ylim=(0, None))
        axes.legend()
    return _save(figure, path)


def _stages(results: Results, path: Path) -> Path:
    figure, all_axes = plt.subplots(1, 2, figsize=(13, 5))
    for name, axes in zip(COLOURS, all_axes):
        table = stages_table(results, name)
        # The last two rows are sums.
        shown: List[Dict[str, str]] = [
            dict(zip(table.head, row)) for row in table.rows[:-2][:STAGES_SHOWN]
        ]
        names = [row["stage"] for row in reversed(shown)]
        axes.barh(
            names, [float(row["one question"]) for row in reversed(shown)], color=COLOURS[name]
        )
        axes.set(title=name, xlabel="CPU ms a message of one question")
    return _save(figure, path)


def draw(results: Results, folder: Path) -> List[Path]:
    """Draw what was measured into a folder; the pictures."""
    pictures = []
    if results.turns:
        pictures.append(_turns(results.turns, folder / "turns.png"))
    if results.senders:
        pictures.append(_senders(results.senders, folder / "senders.png"))
    if results.stages:
        pictures.append(_stages(results, folder / "stages.png"))
    return pictures
