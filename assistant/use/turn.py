"""A turn, as it is handed over to be counted."""

from typing import NamedTuple, Optional, Tuple

from assistant.use.decided import Kind


class Turn(NamedTuple):
    """A message and what became of it; ``at`` is in seconds of the epoch, ``milliseconds`` from
    its arrival to the reply, None where there was none."""

    at: float
    conversation: str
    channel: str
    language: str
    kind: Kind
    topics: Tuple[str, ...] = ()
    milliseconds: Optional[int] = None
