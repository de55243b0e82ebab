"""Which hold on its conversation the code at work has, where processes share the locks."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from hashlib import blake2b
from typing import Iterator, NamedTuple, Optional

from sqlalchemy import text
from sqlalchemy.orm import Session

# By the session's start too: after a restart of the database, numbers are given anew.
_LASTS = text(
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = :high AND objid = :low AND pid = :pid AND backend_start = :since)"
)


class NotHeld(OSError):
    """The conversation's lock was not to be had, or was lost with its database."""


class Holder(NamedTuple):
    """The database session that locks are held by."""

    pid: int
    since: datetime


class Hold:
    """A hold on a conversation; ``holder`` is None where its lock was not to be had."""

    def __init__(self, conversation: str) -> None:
        digest = blake2b(conversation.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self.key = int.from_bytes(digest, "big", signed=True)
        self.holder: Optional[Holder] = None

    def lasts(self, session: Session) -> bool:
        """Whether the lock is held still.

        Asked in the transaction that writes, the answer stands until the commit: what takes
        away every lock, a restart of the database, ends the transaction too.
        """
        if self.holder is None:
            return False
        halves = {"high": self.key >> 32 & 0xFFFFFFFF, "low": self.key & 0xFFFFFFFF}
        return bool(session.scalar(_LASTS, {**halves, **self.holder._asdict()}))


_hold: "ContextVar[Optional[Hold]]" = ContextVar("conversation_hold", default=None)


@contextmanager
def holding(hold: Hold) -> Iterator[None]:
    """What runs inside works under a hold."""
    before = _hold.set(hold)
    try:
        yield
    finally:
        _hold.reset(before)


def current_hold() -> Optional[Hold]:
    """The hold of the code at work; None where no lock is shared."""
    return _hold.get()
