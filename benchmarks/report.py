"""The evaluation's page, with a confusion and a reliability picture."""

import html
from pathlib import Path
from typing import Iterable, List

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from sklearn.metrics import ConfusionMatrixDisplay  # noqa: E402

from benchmarks.conversations import HeldTurn  # noqa: E402
from benchmarks.understanding import Understood  # noqa: E402

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Evaluation</title>
<style>body{{font:16px sans-serif;margin:2em}}td,th{{padding:.3em .6em;text-align:start;
border-bottom:1px solid #ccc}}img{{max-width:100%}}</style>
<h1>Evaluation: {right} of {total} right</h1>
{tables}
<h2>Reliability</h2><img src="reliability.png" alt="Share right by confidence">
<h2>Confusion</h2><img src="confusion.png" alt="Confusion matrix of labels">
</html>
"""
TABLE = """<h2>{title}: failures ({count})</h2>
<table><tr><th>language<th>expected<th>got<th>confidence<th>text</tr>{rows}</table>
"""
ROW = (
    '<tr><td>{group}<td>{expected}<td dir="auto">{got}<td>{confidence}<td dir="auto">{text}</tr>\n'
)
BINS = 10


def write_report(
    outcomes: List[Understood], exam: List[Understood], turns: List[HeldTurn], folder: Path
) -> Path:
    """Write ``index.html`` and its pictures into a folder; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_confusion(outcomes, folder / "confusion.png")
    _write_reliability([*outcomes, *exam], folder / "reliability.png")
    tables = [
        _table("tests/questions", _rows(outcomes)),
        _table("tests/exam", _rows(exam)),
        _table("tests/conversations", _turn_rows(turns)),
    ]
    page = folder / "index.html"
    right = sum(outcome.right for outcome in outcomes)
    page.write_text(
        PAGE.format(right=right, total=len(outcomes), tables="".join(tables)), encoding="utf-8"
    )
    return page


def _row(group: str, expected: str, got: str, confidence: str, text: str) -> str:
    cells = {"expected": expected, "got": got, "text": text}
    escaped = {name: html.escape(cell) for name, cell in cells.items()}
    return ROW.format(group=group, confidence=confidence, **escaped)


def _rows(outcomes: List[Understood]) -> List[str]:
    wrong = [outcome for outcome in outcomes if not outcome.right]
    return [
        _row(o.asked.group, o.asked.label, o.label, f"{o.confidence:.2f}", o.asked.text)
        for o in sorted(wrong, key=lambda o: (o.asked.label, o.asked.group))
    ]


def _turn_rows(turns: List[HeldTurn]) -> List[str]:
    return [
        _row(turn.group, turn.expected, turn.said.text, "", f"{turn.name}: {turn.text}")
        for turn in turns
        if not turn.right
    ]


def _table(title: str, rows: Iterable[str]) -> str:
    rows = list(rows)
    return TABLE.format(title=title, count=len(rows), rows="".join(rows))


def _write_confusion(outcomes: List[Understood], path: Path) -> None:
    labels = sorted({o.asked.label for o in outcomes} | {o.label for o in outcomes})
    figure, axes = plt.subplots(figsize=(24, 24))
    ConfusionMatrixDisplay.from_predictions(
        [outcome.asked.label for outcome in outcomes],
        [outcome.label for outcome in outcomes],
        labels=labels,
        normalize="true",
        include_values=False,
        xticks_rotation="vertical",
        cmap="Blues",
        ax=axes,
        colorbar=False,
    )
    figure.tight_layout()
    figure.savefig(path, dpi=70)
    plt.close(figure)


def _write_reliability(outcomes: List[Understood], path: Path) -> None:
    confidence = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([outcome.right for outcome in outcomes])
    bins = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    figure, axes = plt.subplots(figsize=(6, 6))
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey", label="perfectly calibrated")
    filled = [b for b in range(BINS) if (bins == b).any()]
    axes.plot(
        [confidence[bins == b].mean() for b in filled],
        [right[bins == b].mean() for b in filled],
        marker="o",
        label="measured",
    )
    for b in filled:
        axes.annotate(
            str((bins == b).sum()), (confidence[bins == b].mean(), right[bins == b].mean())
        )
    axes.set(xlabel="confidence", ylabel="share right", title="Reliability (numbers: messages)")
    axes.legend()
    figure.savefig(path, dpi=80)
    plt.close(figure)
