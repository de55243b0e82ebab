"""A database that may come late, go, come back and be replaced."""

import os

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.pool import QueuePool

from assistant import database as subject
from assistant.database import OnDemandEngine

TABLES = MetaData()
NOTES = Table("notes", TABLES, Column("number", Integer))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "notes.db"


def write(database, number):
    with database.opened() as engine, engine.begin() as connection:
        connection.execute(insert(NOTES).values(number=number))


def numbers(database):
    with database.opened() as engine, engine.connect() as connection:
        return list(connection.scalars(select(NOTES.c.number)))


def of(file):
    # Connections that are kept, as the channels keep theirs.
    return OnDemandEngine(f"sqlite:///{file}", TABLES, poolclass=QueuePool)


def before_each_opening(monkeypatch, act):
    """``act`` is done behind the making of tables, as somebody else may at that moment."""
    make_tables = subject.make_tables

    def make_and_act(*given):
        make_tables(*given)
        act()

    monkeypatch.setattr(subject, "make_tables", make_and_act)


def test_a_file_that_comes_back_while_another_is_made_in_its_place_is_the_one_that_is_used(
    file, monkeypatch
):
    write(of(file), 1)
    kept = file.with_name("kept")
    file.rename(kept)

    def come_back():
        if kept.exists():
            os.replace(kept, file)

    before_each_opening(monkeypatch, come_back)
    database = of(file)
    assert numbers(database) == [1]
    write(database, 2)
    assert numbers(of(file)) == [1, 2]


def test_a_file_that_is_always_taken_away_is_no_database(file, monkeypatch):
    before_each_opening(monkeypatch, lambda: file.unlink())
    with pytest.raises(FileNotFoundError, match="notes.db"):
        numbers(of(file))


def test_one_in_memory_is_opened_once():
    database = OnDemandEngine("sqlite://", TABLES)
    write(database, 1)
    assert numbers(database) == [1]
