"""The ``databases`` command: migrations, backups and restores, for who runs the server."""

from pathlib import Path
from typing import List, Optional

import typer
from rich.table import Column, Table

from assistant.database import OVERWRITTEN, open_engine
from assistant.databases.backup import back_up
from assistant.databases.errors import DatabaseProblem, told
from assistant.databases.places import Place, all_places
from assistant.databases.restore import restore
from assistant.databases.state import state_of
from assistant.facts.told import ToldGroup, err, out


class _Group(ToldGroup):
    """Tells what is wrong with databases and backups, too."""

    def sentence(self, error: Exception) -> Optional[str]:
        return str(error) if isinstance(error, DatabaseProblem) else super().sentence(error)


app = typer.Typer(help=__doc__, cls=_Group, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def migrate() -> None:
    """Bring every database to the newest revision of its tables; make those that are not there."""
    failed = False
    for place in all_places():
        try:
            out.print(f"{place.name}: {_migrated(place)}")
        except DatabaseProblem as problem:
            failed = True
            err.print(str(problem), style="red")
    if failed:
        raise typer.Exit(1)


def _migrated(place: Place) -> str:
    """What a migration did."""
    before = state_of(place)
    if before.is_up_to_date:
        return "up to date"
    with told(place):
        open_engine(place.url, place.schema, (OVERWRITTEN,)).dispose()
    return f"from {before.revision or 'none'} to {state_of(place).revision}"


@app.command()
def check() -> None:
    """Show where each database is, its revision, and whether it is to be had; nothing is changed.

    The exit status is 1 unless all are up to date.
    """
    states = [state_of(place) for place in all_places()]
    table = Table("database", Column("where", overflow="fold"), "revision", "state")
    for state in states:
        table.add_row(state.place.name, state.place.shown, state.revision or "", state.said)
    out.print(table)
    if not all(state.is_up_to_date for state in states):
        raise typer.Exit(1)


@app.command()
def backup(
    folder: Path = typer.Argument(..., help="Is made; what it holds is as personal as the rest."),
) -> None:
    """Copy every database into a folder, each as it is at one moment; the assistant may run on."""
    manifest = back_up(all_places(), folder)
    for place in all_places():
        copy = manifest.databases.get(place.name)
        out.print(f"{place.name}: {folder / copy.file if copy else 'not made yet, no copy'}")


@app.command("restore")
def put_back(
    folder: Path = typer.Argument(..., help="What 'backup' made."),
    force: bool = typer.Option(False, "--force", help="Overwrite databases that hold something."),
    only: List[str] = typer.Option([], help="Only this database (may be repeated)."),
) -> None:
    """Put a backup in the place of the databases, once all of it was found whole.

    What visitors had erased since the backup comes back with it.
    """
    names = [place.name for place in all_places()]
    for name in only:
        if name not in names:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(names)}")
    chosen = [place for place in all_places() if not only or place.name in only]
    done = restore(chosen, folder, force)
    for place in chosen:
        out.print(f"{place.name}: {'put back' if place.name in done else 'not in the backup'}")


if __name__ == "__main__":
    app()
