"""Copies all databases into a folder, each as it is at one moment; the assistant may run on."""

import datetime
from collections import Counter
from pathlib import Path
from typing import Dict, List, Sequence

from assistant.databases.errors import DatabaseProblem, told
from assistant.databases.keepers import keeper_of
from assistant.databases.manifest import Copy, Manifest, digest, write_manifest
from assistant.databases.places import Place
from assistant.databases.state import State, state_of
from assistant.watching.database_state import sqlite_file


def back_up(places: Sequence[Place], folder: Path) -> Manifest:
    """Copy the databases; one that is not made yet has no copy.

    Args:
        folder: is made, or is empty; only its owner may read what is written there.

    Raises:
        DatabaseProblem: one is not to be had or not whole; nothing is left in the folder.
    """
    refuse_shared_files(places)
    states = [state_of(place) for place in places]
    for state in states:
        if state.problem is not None:
            raise DatabaseProblem(f"{state.place.setting} ({state.place.shown}): {state.problem}.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        full = any(folder.iterdir())
    except OSError as error:
        raise DatabaseProblem(f"{folder} cannot be used: {error.strerror}.") from error
    if full:
        raise DatabaseProblem(f"{folder} is not empty: name a folder that is not there yet.")
    written: List[Path] = []
    try:
        manifest = Manifest(
            made_at=datetime.datetime.now(datetime.timezone.utc),
            databases=_copies(states, folder, written),
        )
        write_manifest(manifest, folder)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return manifest


def _copies(states: Sequence[State], folder: Path, written: List[Path]) -> Dict[str, Copy]:
    copies = {}
    for state in states:
        if not state.tables:
            continue
        keeper = keeper_of(state.place)
        path = folder / f"{state.place.name}{keeper.ending}"
        with told(state.place):
            path.touch(mode=0o600, exist_ok=False)
            written.append(path)
            keeper.copy_to(path, state.tables)
            copies[state.place.name] = Copy(
                file=path.name,
                kind=keeper.kind,
                revision=state.revision,
                tables=list(state.tables),
                sha256=digest(path),
            )
    return copies


def refuse_shared_files(places: Sequence[Place]) -> None:
    """SQLite is copied, and put back, by the file.

    Raises:
        DatabaseProblem: a file is that of several databases.
    """
    files: Counter[Path] = Counter()
    for place in places:
        with told(place):
            file = sqlite_file(place.url)
        if file is not None:
            files[file.absolute()] += 1
    for file, count in files.items():
        if count > 1:
            raise DatabaseProblem(
                f"{file} is the file of {count} databases: give each a file of its own."
            )
