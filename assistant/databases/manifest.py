"""What a backup says of itself: written last, so that one that was interrupted is none."""

import datetime
import hashlib
from pathlib import Path
from typing import Dict, List, Optional

from pydantic import BaseModel, Extra, ValidationError

from assistant.databases.errors import DatabaseProblem

NAME = "backup.json"
AT_ONCE = 1 << 20  # bytes


class Copy(BaseModel, extra=Extra.forbid):
    """The copy of a database: its file, and what it was made of."""

    file: str
    kind: str
    revision: Optional[str]
    tables: List[str]
    sha256: str


class Manifest(BaseModel, extra=Extra.forbid):
    """All copies of a backup, by the names of the databases."""

    made_at: datetime.datetime
    databases: Dict[str, Copy]


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    sum_ = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(AT_ONCE):
            sum_.update(piece)
    return sum_.hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Make a folder of copies a backup."""
    (folder / NAME).write_text(manifest.json(indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself.

    Raises:
        DatabaseProblem: the folder is no backup, or not the whole of one.
    """
    path = folder / NAME
    try:
        return Manifest.parse_raw(path.read_bytes())
    except FileNotFoundError:
        raise DatabaseProblem(
            f"{folder} is no backup, or one that was interrupted: it has no {NAME}."
        ) from None
    except (OSError, ValidationError) as error:
        raise DatabaseProblem(f"{path} cannot be read: {str(error).splitlines()[0]}.") from error


def file_of(copy: Copy, folder: Path) -> Path:
    """A copy's file, which is as it was written.

    Raises:
        DatabaseProblem: it is not there, or something else is.
    """
    file = folder / Path(copy.file).name
    try:
        found = digest(file)
    except OSError as error:
        raise DatabaseProblem(f"{file} cannot be read: {error.strerror}.") from error
    if found != copy.sha256:
        raise DatabaseProblem(f"{file} is not what was backed up: its checksum is another.")
    return file
