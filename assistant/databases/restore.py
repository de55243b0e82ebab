"""Puts a backup in the place of the databases, once all of it was found whole."""

from pathlib import Path
from typing import List, NamedTuple, Sequence

from assistant.database import OVERWRITTEN, POSTGRESQL, empty_log, open_engine
from assistant.databases.backup import refuse_shared_files
from assistant.databases.errors import DatabaseProblem, told
from assistant.databases.keepers import Keeper, keeper_of
from assistant.databases.manifest import Copy, file_of, read_manifest
from assistant.databases.places import Place
from assistant.databases.sqlite import SqliteFile
from assistant.databases.state import holds_anything, state_of


class _Step(NamedTuple):
    """A copy that is whole, and where it is put."""

    place: Place
    keeper: Keeper
    copy: Copy
    file: Path


def restore(places: Sequence[Place], folder: Path, force: bool = False) -> List[str]:
    """Put the copies of a backup in the place of the databases, and bring them to the newest
    revision. A database of which the backup has none is left as it is.

    Args:
        force: databases that hold something are overwritten.

    Returns:
        The names of those that were put back.

    Raises:
        DatabaseProblem: nothing was replaced, but for what the sentence names.
    """
    refuse_shared_files(places)
    copies = read_manifest(folder).databases
    steps = [
        _checked(place, copies[place.name], folder) for place in places if place.name in copies
    ]
    for step in steps:
        _see_the_place(step, force)
    done: List[str] = []
    for step in steps:
        try:
            with told(step.place):
                _put_back(step)
        except DatabaseProblem as problem:
            before = f" Put back before that: {', '.join(done)}." if done else ""
            raise DatabaseProblem(f"{problem}{before}") from problem
        done.append(step.place.name)
    return done


def _checked(place: Place, copy: Copy, folder: Path) -> _Step:
    """A copy that can be put back.

    Raises:
        DatabaseProblem: it cannot.
    """
    keeper = keeper_of(place)
    if keeper.kind != copy.kind:
        raise DatabaseProblem(
            f"{place.setting} names {keeper.kind}, but the backup of {place.name} is of {copy.kind}."
        )
    if copy.revision is not None and not place.schema.knows(copy.revision):
        raise DatabaseProblem(
            f"The backup of {place.name} is of a newer version of the assistant (revision "
            f"{copy.revision}): install that one first."
        )
    file = file_of(copy, folder)
    keeper.check(file)
    return _Step(place, keeper, copy, file)


def _see_the_place(step: _Step, force: bool) -> None:
    """See that a database may be replaced, and can be.

    Raises:
        DatabaseProblem: it holds something, or is not to be had.
    """
    place, keeper = step.place, step.keeper
    damage = keeper.damage() if isinstance(keeper, SqliteFile) else None
    state = state_of(place)
    if damage is None and state.problem is not None:
        raise DatabaseProblem(f"{place.setting} ({place.shown}): {state.problem}.")
    if not force and (damage is not None or holds_anything(state)):
        what = "holds something" if damage is None else f"is damaged ({damage})"
        raise DatabaseProblem(f"{place.setting} ({place.shown}) {what}: --force overwrites it.")


def _put_back(step: _Step) -> None:
    if step.keeper.kind == POSTGRESQL and not state_of(step.place).tables:
        # A copy of tables lacks what stands beside them: the functions of their triggers.
        open_engine(step.place.url, step.place.schema).dispose()
    step.keeper.put_back(step.file, step.copy.tables)
    engine = open_engine(step.place.url, step.place.schema, (OVERWRITTEN,))
    try:
        empty_log(engine)
    finally:
        engine.dispose()
