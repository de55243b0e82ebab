"""Copies an SQLite file, and puts a copy back, while others may use it: SQLite's own backup."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Callable, Optional, Sequence
from urllib.parse import quote

from assistant.databases.errors import DatabaseProblem

WITHIN = 10.0  # seconds that a lock is waited for
AT_ONCE = 1000  # pages, between which the clock is looked at
BESIDE = ("-wal", "-shm", "-journal")


class SqliteFile:
    """A database that is a file of SQLite's."""

    kind = "sqlite"
    ending = ".db"

    def __init__(self, file: Path) -> None:
        self._file = file

    def copy_to(self, copy: Path, tables: Sequence[str]) -> None:
        """Copy the whole file as it is at one moment.

        Raises:
            sqlite3.Error, TimeoutError: it is damaged or locked.
            DatabaseProblem: what it holds is not whole.
        """
        with closing(_connect(self._file)) as source, closing(_connect(copy)) as target:
            # In one step: in several, whoever writes meanwhile has it begin anew.
            _copy(source, target, pages=-1)
            # One file, which needs none beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        self.check(copy)

    def check(self, copy: Path) -> None:
        """See that a copy is whole.

        Raises:
            DatabaseProblem: it is not.
        """
        try:
            with closing(_connect(copy, "ro")) as connection:
                [[found], *_] = connection.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise DatabaseProblem(f"{copy.name} of {self._file.name} is not whole: {found}.")

    def damage(self) -> Optional[str]:
        """What makes the file no database of SQLite's; None where it is one, or is not there."""
        if not self._file.exists():
            return None
        try:
            with closing(_connect(self._file)) as connection:
                connection.execute("PRAGMA schema_version").fetchall()
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.OperationalError:
            return None  # locked, or not ours to read
        except sqlite3.DatabaseError as error:
            return str(error)
        return None

    def put_back(self, copy: Path, tables: Sequence[str]) -> None:
        """Put a copy in the place of all that the file holds: all of it or, failing, nothing.

        Who has the file open goes on with what was put back. A file that is damaged is kept
        under another name, for whoever can read more of it.

        Raises:
            sqlite3.Error, OSError: the file is locked, or cannot be written.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self.damage() is None:
            self._fill(self._file, copy)
            return
        beside = self._file.with_name(f".{self._file.name}.restored")
        beside.unlink(missing_ok=True)
        self._fill(beside, copy)
        # Whoever puts it back, the server goes on writing it.
        owner = os.stat(self._file)
        os.chown(beside, owner.st_uid, owner.st_gid)
        os.chmod(beside, owner.st_mode)
        kept = f"{self._file}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
        # First what SQLite would take for the new file's.
        for end in BESIDE:
            if os.path.exists(f"{self._file}{end}"):
                os.replace(f"{self._file}{end}", f"{kept}{end}")
        os.link(self._file, kept)
        os.replace(beside, self._file)

    def _fill(self, file: Path, copy: Path) -> None:
        with closing(_connect(copy, "ro")) as source, closing(_connect(file, "rwc")) as target:
            # What is replaced is overwritten, not only unlinked.
            target.execute("PRAGMA secure_delete=ON")
            _copy(source, target, pages=AT_ONCE)


def _connect(file: Path, mode: str = "rw") -> sqlite3.Connection:
    address = f"file:{quote(str(file.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=WITHIN)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, pages: int) -> None:
    source.backup(target, pages=pages, progress=_until(time.monotonic() + WITHIN), sleep=0.05)


def _until(end: float) -> Callable[[int, int, int], None]:
    """Ends a backup that waits for a lock: of itself, it would for ever."""
    left: Optional[int] = None

    def progress(_: int, remaining: int, __: int) -> None:
        nonlocal left, end
        if remaining != left:
            left, end = remaining, time.monotonic() + WITHIN
        elif time.monotonic() > end:
            raise TimeoutError("the database is locked by another program")

    return progress
