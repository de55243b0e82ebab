"""Databases come to the tables that the code has: new ones, those of before, and one for all."""

import subprocess
import sys
import time

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Integer, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from assistant.database import NOT_TO_BE_HAD, OnDemandEngine, make_folder, open_engine
from assistant.databases import migrating
from assistant.databases.migrating import UnknownRevision, newest, revision_of, version_table
from assistant.databases.places import places
from assistant.migrations.models import models_of
from tests.databases.conftest import NAMES, fill, rows


def made_before(url, metadata):
    """A database of before there were migrations."""
    engine = create_engine(url)
    make_folder(engine.url)
    metadata.create_all(engine)
    return engine


def differences(engine, schema, models):
    """What Alembic would still change to come to the models."""
    options = {
        "version_table": version_table(schema.name),
        "compare_type": True,
        "compare_server_default": True,
        "include_name": schema.owns,
    }
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=options), models)


def revision(engine, schema):
    with engine.connect() as connection:
        return revision_of(schema.name, connection)


def test_migrations_come_to_the_tables_that_the_code_has(any_url, schema):
    engine = open_engine(any_url, schema)
    models = models_of(schema.name)
    assert set(schema.tables) == set(models.tables)
    assert differences(engine, schema, models) == []
    # It would be seen.
    models.tables[schema.tables[0]].append_column(Column("new", Integer))
    assert len(differences(engine, schema, models)) == 1


def test_a_database_of_before_is_taken_over_with_what_it_holds(any_url, schema):
    models = models_of(schema.name)
    before = made_before(any_url, models)
    fill(before, schema.name)
    held = rows(any_url, schema.name)
    for _ in range(2):
        engine = open_engine(any_url, schema)
        assert revision(engine, schema) == newest(schema.name)
        assert rows(any_url, schema.name) == held and all(held.values())
        assert differences(engine, schema, models) == []


def test_tables_that_were_made_in_part_are_completed(any_url):
    facts = places()[0].schema
    models = models_of("facts")
    models.tables["history"].indexes.clear()
    models.remove(models.tables["store_version"])
    made_before(any_url, models)
    engine = open_engine(any_url, facts)
    assert differences(engine, facts, models_of("facts")) == []


def test_one_database_may_be_all_four(any_url):
    for place in places():
        fill(open_engine(any_url, place.schema), place.name)
    engine = create_engine(any_url)
    for place in places():
        assert revision(engine, place.schema) == newest(place.name)
        assert all(rows(any_url, place.name).values())
        assert differences(engine, place.schema, models_of(place.name)) == []


def test_a_migration_that_fails_changes_nothing_and_is_done_again(any_url, schema, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(op, "create_index", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_engine(any_url, schema)
    assert inspect(create_engine(any_url)).get_table_names() == []
    assert revision(open_engine(any_url, schema), schema) == newest(schema.name)


def at_revision(url, schema, name):
    """An engine on a database that is noted to be at a revision."""
    engine = open_engine(url, schema)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {version_table(schema.name)} SET version_num = '{name}'"))
    return engine


def test_a_database_that_a_newer_version_added_to_is_used_as_it_is(any_url, schema, monkeypatch):
    engine = at_revision(any_url, schema, "9999")
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {schema.tables[0]} ADD COLUMN added INTEGER"))
    monkeypatch.setattr(migrating.command, "upgrade", lambda *_: 1 / 0)
    with OnDemandEngine(any_url, schema).opened() as opened, opened.connect() as connection:
        connection.execute(text(f"SELECT added FROM {schema.tables[0]}"))
    assert revision(engine, schema) == "9999"


def test_a_database_that_a_newer_version_changed_is_left_alone(any_url, schema):
    engine = at_revision(any_url, schema, "b0001")
    with pytest.raises(UnknownRevision, match=f"{schema.name} .* b0001") as refusal:
        open_engine(any_url, schema)
    assert isinstance(refusal.value, NOT_TO_BE_HAD)
    assert revision(engine, schema) == "b0001"


def test_a_database_that_is_up_to_date_is_only_read(any_url, schema, monkeypatch):
    engine = open_engine(any_url, schema)
    monkeypatch.setattr(migrating.command, "upgrade", lambda *_: 1 / 0)
    monkeypatch.setattr(migrating, "_in_turn", lambda *_: 1 / 0)
    schema.create_all(engine)


def test_it_is_looked_at_once_however_often_it_is_used(any_url, schema, monkeypatch):
    open_engine(any_url, schema)
    looks = []
    monkeypatch.setattr(migrating, "revision_of", lambda *_: looks.append(1) or newest(schema.name))
    database = OnDemandEngine(any_url, schema)
    for _ in range(3):
        with database.opened() as engine, engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    assert len(looks) == 1


OPENING = """
import sys, time
from assistant.database import open_engine
from assistant.databases.places import places
time.sleep(max(0, float(sys.argv[2]) - time.time()))
for place in places():
    open_engine(sys.argv[1], place.schema)
"""


def test_programs_that_start_at_the_same_moment_do_not_hurt_each_other(any_url):
    make_folder(create_engine(any_url).url)
    together = str(time.time() + 8)
    command = [sys.executable, "-c", OPENING, any_url, together]
    programs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for program in programs:
        _, told = program.communicate(timeout=120)
        assert program.returncode == 0, told
    engine = create_engine(any_url)
    with engine.connect() as connection:
        for name in NAMES:
            [[noted]] = connection.execute(text(f"SELECT version_num FROM {version_table(name)}"))
            assert noted == newest(name)


@pytest.mark.production
def test_who_waits_too_long_for_another_migration_is_told(postgresql_url, monkeypatch):
    monkeypatch.setattr(migrating, "LONGEST_WAIT", "SET LOCAL lock_timeout = '50ms'")
    facts = places()[0].schema
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({migrating.TURN})"))
        with pytest.raises(OperationalError, match="lock timeout"):
            open_engine(postgresql_url, facts)
    assert revision(open_engine(postgresql_url, facts), facts) == newest("facts")
