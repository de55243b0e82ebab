"""``make benchmark-speed``: the time to parse a message, and each component's share of it."""

import asyncio
import functools
import logging
import statistics
import time
from collections import defaultdict
from typing import Any, Callable, Dict, List

import typer
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table

from assistant.launch import model_path
from benchmarks.questions import QUESTIONS_DIR, read_questions

EVERY = 10  # one question in so many
WARM_UP = 20


def _timed(name: str, function: Callable[..., Any], spent: Dict[str, List[float]]) -> Callable:
    @functools.wraps(function)
    def measured(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name].append(time.perf_counter() - started)

    return measured


async def _parse(agent: Agent, texts: List[str]) -> List[float]:
    seconds = []
    for text in texts:
        started = time.perf_counter()
        await agent.processor.parse_message(UserMessage(text))
        seconds.append(time.perf_counter() - started)
    return seconds


def main() -> None:
    """Parse a tenth of the questions, one after the other."""
    configure_structlog(logging.WARNING)
    texts = [asked.text for asked in read_questions(QUESTIONS_DIR)][::EVERY]
    spent: Dict[str, List[float]] = defaultdict(list)
    schema = Agent.load(str(model_path())).processor.model_metadata.predict_schema
    for node in schema.nodes.values():
        if node.fn == "process" and not hasattr(node.uses.process, "__wrapped__"):
            node.uses.process = _timed(node.uses.__name__, node.uses.process, spent)
    # A graph takes its components' methods when it is loaded.
    agent = Agent.load(str(model_path()))
    asyncio.run(_parse(agent, texts[:WARM_UP]))
    spent.clear()
    seconds = asyncio.run(_parse(agent, texts))
    table = Table("component", "median ms", "share", title=f"{len(texts)} messages")
    for name, times in sorted(spent.items(), key=lambda item: -sum(item[1])):
        share = sum(times) / sum(seconds)
        table.add_row(name, f"{1000 * statistics.median(times):.1f}", f"{share:.0%}")
    console = Console(width=100)
    console.print(table)
    deciles = statistics.quantiles(seconds, n=20)
    console.print(
        f"Whole message: median {1000 * statistics.median(seconds):.0f} ms, "
        f"95 % under {1000 * deciles[-1]:.0f} ms."
    )


if __name__ == "__main__":
    typer.run(main)
