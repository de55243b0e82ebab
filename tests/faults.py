"""What happens to databases: locked, damaged, gone; each mended when its block ends."""

import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, ContextManager, Dict, Iterator


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another connection holds an SQLite file for itself: nobody else writes it nor, unless they
    had it open with a write-ahead log before, reads it."""
    holder = sqlite3.connect(database, isolation_level=None, timeout=0.2)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    try:
        holder.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        holder.execute("PRAGMA locking_mode=NORMAL")
        holder.execute("PRAGMA busy_timeout=10000")
        holder.execute("BEGIN EXCLUSIVE")
    holder.execute("CREATE TABLE held (x)")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@contextmanager
def _away(database: Path) -> Iterator[None]:
    """The files of a database are put aside, and back: the database itself last and in one step,
    since who looks for it meanwhile would make another one."""
    files = [Path(f"{database}{end}") for end in ("-wal", "-shm", "-journal", "")]
    aside = [(file, file.with_name(f"aside-{file.name}")) for file in files if file.exists()]
    for file, kept in aside:
        shutil.move(file, kept)
    try:
        yield
    finally:
        for file in set(files[:-1]) | set(files) - {file for file, _ in aside}:
            file.unlink(missing_ok=True)
        for file, kept in aside:
            kept.replace(file)


@contextmanager
def damaged(database: Path) -> Iterator[None]:
    """The file holds something that is no database."""
    with _away(database):
        database.write_bytes(b"this was a database. " * 500)
        yield


@contextmanager
def gone(database: Path) -> Iterator[None]:
    """The file is not there; a new one may be made."""
    with _away(database):
        yield


@contextmanager
def unreachable(database: Path) -> Iterator[None]:
    """Neither the file nor its folder is there, nor can they be made."""
    folder, aside = database.parent, database.parent.with_name(f"aside-{database.parent.name}")
    shutil.move(folder, aside)
    folder.write_text("a file where the folder was")
    try:
        yield
    finally:
        folder.unlink()
        shutil.move(aside, folder)


DATABASE_FAULTS: Dict[str, Callable[[Path], ContextManager[None]]] = {
    "locked": locked,
    "damaged": damaged,
    "gone": gone,
    "unreachable": unreachable,
}
