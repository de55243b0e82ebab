"""Secrets that are made once and kept in files that only their owner reads."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_secret(path: Path) -> str:
    """The secret that a file holds; where there is no such file, a new one that it holds from
    now on, for every process that asks.

    Raises:
        OSError: it can be neither read nor made, or the file is empty.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    secret = path.read_text(encoding="ascii").strip()
    if not secret:
        # With an empty key, anybody could sign.
        raise OSError(f"{path} holds no secret: delete it, and a new one is made.")
    return secret


def _make(path: Path) -> None:
    # Written whole before it has its name: no other process reads a part, nor does a crash leave
    # one. NamedTemporaryFile's are for their owner alone.
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=f".{path.name}.", encoding="ascii"
    ) as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
