"""When the message at work began to wait, and when its turn came."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Iterator, NamedTuple, Optional


class Begun(NamedTuple):
    """Moments of the clock, in seconds of the epoch, as Rasa's events have them."""

    asked: float
    held: float


_begun: "ContextVar[Optional[Begun]]" = ContextVar("message_begun", default=None)


@contextmanager
def begun_at(asked: float, held: float) -> Iterator[None]:
    """What runs inside works on a message that waited from ``asked`` to ``held``."""
    before = _begun.set(Begun(asked, held))
    try:
        yield
    finally:
        _begun.reset(before)


def begun() -> Optional[Begun]:
    """When the message at work began; None outside of any."""
    return _begun.get()
