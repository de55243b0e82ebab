"""Copies a schema's tables of a PostgreSQL database, and puts a copy back: pg_dump, pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Sequence

from psycopg2.extensions import make_dsn
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from assistant.databases.errors import DatabaseProblem

# Where Debian has each version's programs; what stands on the path there may be an older one.
DEBIANS = Path("/usr/lib/postgresql")
LOCK_WITHIN = 10_000  # milliseconds
# The tables alone: who owns them, and who may use them, is the database's to say.
TABLES_ALONE = ("--no-owner", "--no-privileges")


class PostgresqlTables:
    """Some tables of a PostgreSQL database, beside which others may stand."""

    kind = "postgresql"
    ending = ".dump"

    def __init__(self, url: str, tables: Sequence[str]) -> None:
        self._url, self._tables = url, tables

    def copy_to(self, copy: Path, tables: Sequence[str]) -> None:
        """Copy the tables as they are at one moment.

        Raises:
            DatabaseProblem: pg_dump is not there, or failed.
        """
        names = [f"--table={name}" for name in tables]
        wait = f"--lock-wait-timeout={LOCK_WITHIN}"
        file = f"--file={copy}"
        self._run("pg_dump", "--format=custom", *TABLES_ALONE, "--strict-names", wait, file, *names)
        self.check(copy)

    def check(self, copy: Path) -> None:
        """See that a copy is whole: that every row of it can be read.

        Raises:
            DatabaseProblem: it is not, or pg_restore is not there.
        """
        _run(["pg_restore", "--file=/dev/null", str(copy)], {})

    def put_back(self, copy: Path, tables: Sequence[str]) -> None:
        """Put a copy in the place of the tables: all of it or, failing, nothing.

        Raises:
            SQLAlchemyError: others use the tables for too long; nothing is put back.
            DatabaseProblem: pg_restore failed.
        """
        self._wait_for_others()
        instead = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
        self._run("pg_restore", *TABLES_ALONE, *instead, str(copy))
        # Of a later revision than the copy's, whose migration makes them.
        self._each("DROP TABLE {}", [table for table in self._tables if table not in tables])

    def _wait_for_others(self) -> None:
        # pg_restore itself would wait for ever.
        self._each("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", self._tables)

    def _each(self, statement: str, tables: Sequence[str]) -> None:
        """Run a statement for each of the tables that are there."""
        engine = create_engine(self._url, poolclass=NullPool)
        there = set(inspect(engine).get_table_names())
        with engine.begin() as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_WITHIN}"))
            for table in tables:
                if table in there:
                    connection.execute(text(statement.format(table)))

    def _run(self, program: str, *arguments: str) -> None:
        url = make_url(self._url)
        _, options = url.get_dialect()().create_connect_args(url)
        # Every user of the machine may read a command line.
        password = options.pop("password", None)
        environment = {} if password is None else {"PGPASSWORD": str(password)}
        address = f"--dbname={make_dsn(**options)}"
        _run([program, "--no-password", address, *arguments], environment)


def _run(command: Sequence[str], environment: Any) -> None:
    program = _program(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise DatabaseProblem(said[0] if said else f"{command[0]} ended with {done.returncode}.")


def _program(name: str) -> Path:
    """The newest of a program of PostgreSQL's: it reads what older servers and copies hold."""
    found = [path for path in DEBIANS.glob(f"*/bin/{name}") if path.parts[-3].isdigit()]
    if found:
        return max(found, key=lambda path: int(path.parts[-3]))
    on_path = shutil.which(name)
    if on_path is None:
        raise DatabaseProblem(
            f"{name} is not there (Debian: apt install postgresql-client): PostgreSQL is copied "
            "and put back by its own programs."
        )
    return Path(on_path)
