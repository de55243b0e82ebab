"""How much is measured: for figures to keep, or quickly, to see that all works."""

from typing import Dict, NamedTuple, Tuple

CONVERSATION_TURNS = 5  # of each sender, then a new conversation
BAR_SENDERS = 16  # at once, at which p95 and throughput are held to a bar
BLOCK = 20  # messages of one project, then of the other


class Level(NamedTuple):
    """So many senders at once, each with so many conversations in each of so many rounds."""

    conversations: int
    rounds: int


class Sizes(NamedTuple):
    """How much each part measures. Counts are messages to each project, unless told otherwise."""

    warm_up: int
    starts: int  # of both servers
    latency: int
    of_a_language: int  # messages of one question, and as many of several
    senders: Dict[int, Level]
    busy: int  # idle, and as many beside a busy process
    busy_senders: Tuple[int, int]  # senders at once beside a busy process, and their conversations
    turns: int  # of a long conversation
    long_conversations: int
    short_conversations: int  # of ten turns, before each hundred of a long one
    staged: int  # messages of a language and kind to the profiled servers
    examples: int  # one example in so many is trained on
    cores: int = 2


WHOLE = Sizes(
    warm_up=60,
    starts=3,
    latency=400,
    of_a_language=40,
    senders={1: Level(5, 4), 4: Level(2, 4), 16: Level(1, 4), 64: Level(1, 2)},
    busy=100,
    busy_senders=(16, 2),
    turns=500,
    long_conversations=2,
    short_conversations=1,
    staged=20,
    examples=1,
)
QUICK = Sizes(
    warm_up=10,
    starts=1,
    latency=20,
    of_a_language=2,
    senders={1: Level(1, 1), 4: Level(1, 1), 16: Level(1, 1)},
    busy=10,
    busy_senders=(4, 1),
    turns=20,
    long_conversations=1,
    short_conversations=1,
    staged=2,
    examples=40,
)
