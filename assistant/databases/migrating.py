"""Brings a database to the newest revision of its tables, by Alembic."""

import threading
from contextlib import contextmanager
from functools import lru_cache
from string import digits
from typing import FrozenSet, Iterator, Optional

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.database import POSTGRESQL, SQLITE
from assistant.settings import ROOT

log = structlog.get_logger(__name__)

CONFIGURATION = ROOT / "assistant" / "migrations" / "alembic.ini"
# Of all programs that migrate on one PostgreSQL database, whatever tables are theirs.
TURN = 0x01_0F_41_55
# Neither a migration nor who waits behind it stands still for somebody who never ends.
LONGEST_WAIT = "SET LOCAL lock_timeout = '10s'"
# Alembic keeps what it is doing in its modules.
_one_at_a_time = threading.Lock()


class UnknownRevision(SQLAlchemyError):
    """A database is at a revision that only a newer version of the assistant can use."""

    def __init__(self, schema: str, revision: str) -> None:
        super().__init__(
            f"the tables of {schema} are at revision {revision}, which this version of the "
            "assistant does not know: a newer one made it"
        )


def version_table(schema: str) -> str:
    """The name of the table that notes a schema's revision."""
    return f"alembic_version_{schema}"


@lru_cache(maxsize=None)
def _scripts(schema: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(_configuration(schema))


@lru_cache(maxsize=None)
def newest(schema: str) -> Optional[str]:
    """The newest revision of a schema."""
    return _scripts(schema).get_current_head()


@lru_cache(maxsize=None)
def known(schema: str) -> FrozenSet[str]:
    """All revisions of a schema."""
    return frozenset(script.revision for script in _scripts(schema).walk_revisions())


def revision_of(schema: str, connection: Connection) -> Optional[str]:
    """The revision that a database is at; None where it notes none."""
    options = {"version_table": version_table(schema)}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def migrate(schema: str, engine: Engine) -> None:
    """Bring a schema's tables to the newest revision; one short reading where they are there.

    All steps are taken or none, and by one program at a time. Tables that were made before there
    were migrations are taken over with what they hold.

    Tables of a newer version are used as they are, where its steps only added to them: while one
    process after another is taken to a new version, and when that is taken back, both use them.

    Raises:
        UnknownRevision: a newer version made them otherwise.
        one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
    """
    with engine.connect() as connection:
        found = revision_of(schema, connection)
    if found == newest(schema):
        return
    if found is not None and found not in known(schema):
        if not _may_be_used(schema, found):
            raise UnknownRevision(schema, found)
        log.warning("databases.newer", schema=schema, revision=found)
        return
    if engine.dialect.name == SQLITE and _asks_for_vacuum(schema, found):
        # Before: interrupted, it is done again.
        _vacuum(engine)
    with _in_turn(engine) as connection, _one_at_a_time:
        configuration = _configuration(schema)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def _may_be_used(schema: str, revision: str) -> bool:
    """Whether an unknown revision only adds to the newest known one: they differ by their number."""
    return revision.rstrip(digits) == (newest(schema) or "").rstrip(digits)


def _configuration(schema: str) -> Config:
    return Config(CONFIGURATION, ini_section=schema)


@contextmanager
def _in_turn(engine: Engine) -> Iterator[Connection]:
    """A transaction that waits for whoever else migrates the database."""
    if engine.dialect.name == SQLITE:
        # Of itself, Python's driver begins none before tables are made.
        with _without_transactions(engine) as connection, connection.begin():
            connection.execute(text("BEGIN IMMEDIATE"))
            yield connection
        return
    with engine.begin() as connection:
        if engine.dialect.name == POSTGRESQL:
            connection.execute(text(LONGEST_WAIT))
            connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield connection


def _asks_for_vacuum(schema: str, found: Optional[str]) -> bool:
    steps = _scripts(schema).iterate_revisions("head", found or "base")
    return any(getattr(step.module, "VACUUM", False) for step in steps)


def _vacuum(engine: Engine) -> None:
    if inspect(engine).get_table_names():
        with _without_transactions(engine) as connection:
            connection.execute(text("VACUUM"))


def _without_transactions(engine: Engine) -> Connection:
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")
