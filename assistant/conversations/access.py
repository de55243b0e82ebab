"""Which conversation the code at work may open.

A conversation of Telegram, Messenger or the web opens only to code that its own channel called:
Rasa's other doors let whoever calls name any conversation (the HTTP API of ``--enable-api``,
``rasa shell``, Rasa's own channels), and share the tracker store with the visitors.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Iterator, Optional

from assistant.conversations.names import channel_of

_served: "ContextVar[Optional[str]]" = ContextVar("conversation_served", default=None)


@contextmanager
def serving(conversation: str) -> Iterator[None]:
    """Open a conversation to what runs inside, and to the tasks that it starts."""
    before = _served.set(conversation)
    try:
        yield
    finally:
        _served.reset(before)


def may_open(conversation: str) -> bool:
    """Whether the code that asks may read or write a conversation."""
    return channel_of(conversation) is None or _served.get() == conversation
