"""Tells visitors of a day apart without telling who they are.

A visitor's token is a keyed hash of their conversation's name. The key is a day's: the next day it
is deleted, from the file and from memory, and with it the last way to tie a token to somebody, or
one day's token to another's. It is in a file, and not in the database, since the server's
processes share it and backups must not hold it.
"""

import datetime
import hashlib
import hmac
from contextlib import suppress
from pathlib import Path
from typing import Optional

from assistant.secret_files import kept_secret

LENGTH = 16  # of a token; 64 bits: among a day's visitors no two are alike


class DayKeys:
    """The key of today, in a file beside ``file`` that has the day behind its name."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._day: Optional[datetime.date] = None
        self._key = b""

    def token(self, conversation: str, day: datetime.date) -> Optional[str]:
        """What stands for a conversation on a day; None on one whose key is thrown away.

        Raises:
            OSError: the key can be neither read nor made.
        """
        if self._day is None or day > self._day:
            self._key = b""
            delete_keys_before(self._file, day)
            self._key = kept_secret(_of_day(self._file, day)).encode()
            self._day = day
        if day < self._day or not self._key:
            return None
        name = conversation.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, name, hashlib.sha256).hexdigest()[:LENGTH]

    def discard_before(self, day: datetime.date) -> None:
        """Throw the key away, in memory and its file, if it is of an earlier day."""
        if self._key and self._day is not None and self._day < day:
            self._key = b""
            with suppress(OSError):
                # Else it is the sweep's.
                delete_keys_before(self._file, day)


def delete_keys_before(file: Path, day: datetime.date) -> int:
    """Delete the keys of days before one; how many there were.

    Raises:
        OSError: one cannot be deleted.
    """
    earlier = [path for path in file.parent.glob(f"{file.name}-*") if path < _of_day(file, day)]
    for path in earlier:
        path.unlink(missing_ok=True)
    return len(earlier)


def _of_day(file: Path, day: datetime.date) -> Path:
    return file.with_name(f"{file.name}-{day.isoformat()}")
