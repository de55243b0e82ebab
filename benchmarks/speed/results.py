"""What a run found, part by part; a part that was not measured is None."""

from pathlib import Path
from typing import Dict, List, Optional, Tuple

from pydantic import BaseModel

from benchmarks.speed.figures import Timed
from benchmarks.speed.machine import Machine

# By project.
Pair = Dict[str, Timed]


class Training(BaseModel):
    """Seconds of training and of training again after one new example; megabytes at the peak, of
    all its processes together."""

    first: float
    again: float
    peak_rss: float
    peak_pss: float


class Start(BaseModel):
    """Seconds from the start of both servers to the first answer, the median of so many starts,
    and megabytes of both, idle, after it."""

    starts: List[float]
    seconds: float
    rasa_rss: float
    actions_rss: float
    pss: float

    @property
    def rss(self) -> float:
        """Of both servers together."""
        return self.rasa_rss + self.actions_rss


class Latency(BaseModel):
    """One sender's questions, and the 95 % intervals of the ratios of p50 and p95."""

    timed: Pair
    p50_ratio: Tuple[float, float]
    p95_ratio: Tuple[float, float]


class Senders(BaseModel):
    """By senders at once, and the 95 % interval of the ratio of p95 at the bar's number of them."""

    levels: Dict[int, Pair]
    p95_ratio: Optional[Tuple[float, float]]


class Turns(BaseModel):
    """Milliseconds by the turn of the conversation: the median around some turns, and of each ten
    turns (by the last of them)."""

    around: Dict[str, Dict[int, float]]
    curve: Dict[str, Dict[int, float]]


class Busy(BaseModel):
    """One sender, idle and beside a busy process; several senders beside it."""

    idle: Pair
    beside: Pair
    senders: int
    many_beside: Pair


class Stage(BaseModel):
    """Milliseconds a message that a stage takes by itself: passed, and of CPU."""

    wall: float
    cpu: float


class Results(BaseModel):
    """A run. Dictionaries are by the project's name where nothing else is told."""

    machine: Machine
    quick: bool
    texts: Dict[str, int] = {}  # distinct ones that each project was asked, by part
    others: Dict[str, float] = {}  # cores that other programs took, by part
    seconds: Dict[str, float] = {}  # that each part lasted
    install: Optional[float] = None  # seconds of a first `make setup`
    training: Optional[Dict[str, Training]] = None
    start: Optional[Dict[str, Start]] = None
    latency: Optional[Latency] = None
    languages: Optional[Dict[str, Dict[str, Pair]]] = None  # by kind of message, by language
    senders: Optional[Senders] = None
    turns: Optional[Turns] = None
    busy: Optional[Busy] = None
    # By project, stage, and kind of message with its language.
    stages: Optional[Dict[str, Dict[str, Dict[str, Stage]]]] = None

    def write(self, path: Path) -> None:
        """Keep the results in a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(self.json(indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        unfinished.replace(path)


def read_results(path: Path) -> Optional[Results]:
    """The results that a file keeps; None where there is no such file.

    Raises:
        pydantic.ValidationError: the file is of another version of the benchmark.
    """
    return Results.parse_file(path) if path.exists() else None
