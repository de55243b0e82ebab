"""The evaluation's page and confusion picture."""

import html
from pathlib import Path
from typing import List

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from sklearn.metrics import ConfusionMatrixDisplay  # noqa: E402

from benchmarks.understanding import Outcome  # noqa: E402

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Evaluation</title>
<style>body{{font:16px sans-serif;margin:2em}}td,th{{padding:.3em .6em;text-align:start;
border-bottom:1px solid #ccc}}img{{max-width:100%}}</style>
<h1>Evaluation: {right} of {total} right</h1>
<h2>Failures ({wrong})</h2>
<table><tr><th>language<th>asked for<th>understood as<th>confidence<th>text</tr>{rows}</table>
<h2>Confusion</h2><img src="confusion.png" alt="Confusion matrix of labels">
</html>
"""
ROW = '<tr><td>{group}<td>{label}<td>{understood}<td>{confidence:.2f}<td dir="auto">{text}</tr>\n'


def write_report(outcomes: List[Outcome], folder: Path) -> Path:
    """Write ``index.html`` and ``confusion.png`` into a folder; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_picture(outcomes, folder / "confusion.png")
    failures = [outcome for outcome in outcomes if not outcome.right]
    rows = "".join(
        ROW.format(
            group=outcome.asked.group,
            label=html.escape(outcome.asked.label),
            understood=html.escape(outcome.understood),
            confidence=outcome.confidence,
            text=html.escape(outcome.asked.text),
        )
        for outcome in sorted(failures, key=lambda o: (o.asked.label, o.asked.group))
    )
    page = folder / "index.html"
    page.write_text(
        PAGE.format(
            right=len(outcomes) - len(failures),
            total=len(outcomes),
            wrong=len(failures),
            rows=rows,
        ),
        encoding="utf-8",
    )
    return page


def _write_picture(outcomes: List[Outcome], path: Path) -> None:
    labels = sorted({o.asked.label for o in outcomes} | {o.understood for o in outcomes})
    figure, axes = plt.subplots(figsize=(24, 24))
    ConfusionMatrixDisplay.from_predictions(
        [outcome.asked.label for outcome in outcomes],
        [outcome.understood for outcome in outcomes],
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
