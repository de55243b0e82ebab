"""Tells how far a long piece of work has come: a bar on a terminal, else lines in the log."""

import logging
import time
from typing import Iterator, List, Sequence, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
EVERY = 30.0  # seconds between two lines of the log


def told(batches: Sequence[List[Item]], name: str) -> Iterator[List[Item]]:
    """The batches, one after the other; meanwhile, how many of their items are done, and the
    time that is left."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    last_line = time.monotonic()
    with Progress(
        *columns,
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        disable=not console.is_terminal,
    ) as progress:
        total = sum(map(len, batches))
        task = progress.add_task(name, total=total)
        for batch in batches:
            yield batch
            progress.advance(task, len(batch))
            if not console.is_terminal and time.monotonic() - last_line >= EVERY:
                last_line = time.monotonic()
                [state] = progress.tasks
                left = (state.time_remaining or 0.0) / 60
                logger.info(
                    "%s: %d of %d sentences, %.0f minutes left.",
                    name,
                    state.completed,
                    total,
                    left,
                )
