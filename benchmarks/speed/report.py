"""The report of a run: on the terminal, and as files in a folder."""

from pathlib import Path
from typing import List

from rich.console import Console
from rich.table import Table as RichTable

from benchmarks.speed.plots import draw
from benchmarks.speed.results import Results
from benchmarks.speed.tables import Table, tables

IDLE = 0.1  # cores that others may take of an idle machine
RESULTS, REPORT = "results.json", "README.md"


def circumstances(results: Results) -> List[str]:
    """Where, when and how it was measured, a sentence each."""
    machine = results.machine
    said = [
        f"{machine.date}, commit {machine.commit}"
        + (f" with changes ({machine.changes})." if machine.changes else "."),
        f"{machine.processor}, kept to {machine.cores} of {machine.all_cores} cores; "
        f"{machine.memory_gb:g} GB; {machine.system}; Python {machine.python}.",
    ]
    if results.texts:
        texts = ", ".join(f"{part} {count}" for part, count in results.texts.items())
        said.append(
            f"Distinct texts that each project was asked, none of them twice of a running server: "
            f"{texts}."
        )
    if results.quick:
        said.append("A quick run: it shows that all works; its figures mean little.")
    busy = {part: cores for part, cores in results.others.items() if cores > IDLE}
    if busy:
        parts = ", ".join(f"{part} {cores:.1f}" for part, cores in busy.items())
        said.append(f"The machine was not idle: other programs took cores ({parts}).")
    elif results.others:
        most = max(results.others.values())
        said.append(f"The machine was idle: other programs took at most {most:.2f} cores.")
    return said


def _rich(table: Table) -> RichTable:
    shown = RichTable(*table.head, title=table.title, title_justify="left")
    for row in table.rows:
        shown.add_row(*row)
    return shown


def show(results: Results, console: Console) -> None:
    """Print the tables."""
    for table in reversed(tables(results)):  # the bars last, where one looks
        console.print(_rich(table))
    for sentence in circumstances(results):
        console.print(sentence, highlight=False)


def write(results: Results, folder: Path) -> Path:
    """Write the tables, the pictures and the figures into a folder; the page of tables."""
    results.write(folder / RESULTS)
    pictures = draw(results, folder)
    page = [
        "# The benchmark's last run",
        "",
        "`make benchmark` wrote this; how it measures: `benchmarks/speed/`.",
        "",
        *(f"- {sentence}" for sentence in circumstances(results)),
        "",
        *(table.markdown() for table in tables(results)),
        *(f"![{picture.stem}]({picture.name})" for picture in pictures),
    ]
    path = folder / REPORT
    path.write_text("\n".join(page) + "\n", encoding="utf-8")
    return path
