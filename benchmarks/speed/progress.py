"""The progress bars: parts of the run above, what is measured now below."""

from types import TracebackType
from typing import Optional, Type

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars


class Progress:
    """Two bars; drawn seldom, as drawing takes time from what is measured."""

    def __init__(self, console: Console, parts: int) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            refresh_per_second=1,
        )
        self._parts = self._bars.add_task("benchmark", total=parts)
        self._current = self._bars.add_task("")

    def __enter__(self) -> "Progress":
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self._bars.stop()

    def part(self, title: str) -> None:
        """A part begins; how much it is, is not known yet."""
        self._bars.update(self._current, visible=False)
        self._current = self._bars.add_task(title, total=None)

    def part_done(self) -> None:
        """The part is done."""
        self._bars.advance(self._parts)

    def expect(self, total: int) -> None:
        """How many steps the part has."""
        self._bars.update(self._current, total=total)

    def advance(self, steps: int = 1) -> None:
        """Steps of the part are done."""
        self._bars.advance(self._current, steps)

    def say(self, sentence: str) -> None:
        """What the part waits for."""
        self._bars.console.print(f"  {sentence} …", style="dim", highlight=False)
