"""What goes wrong with databases and backups, for who runs the server."""

import sqlite3
from contextlib import contextmanager
from typing import Iterator

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from assistant.databases.places import Place


class DatabaseProblem(Exception):
    """What is wrong, in a sentence."""


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Tell what fails within the block by the setting that names the database.

    Raises:
        DatabaseProblem: in the place of whatever a database, its driver or a file raised.
    """
    try:
        yield
    except ArgumentError as error:
        # Not the address itself: it may hold a password.
        raise DatabaseProblem(
            f"{place.setting} is no address of a database: write postgresql://user@host/name."
        ) from error
    except ImportError as error:
        raise DatabaseProblem(
            f"{place.setting} names a database that needs more installed: {error}."
        ) from error
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise DatabaseProblem(f"{place.setting} ({place.shown}): {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    told_by_driver = str(getattr(error, "orig", None) or error)
    return (told_by_driver.strip().split("\n")[0] or type(error).__name__).rstrip(".")
