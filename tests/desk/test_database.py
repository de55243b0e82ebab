"""The desk's database is checked, backed up and put back as the others are."""

import datetime

import pytest
from django.db import connection
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from assistant.database import open_engine
from assistant.databases.backup import back_up
from assistant.databases.desk_schema import DESK
from assistant.databases.errors import DatabaseProblem
from assistant.databases.places import Place, all_places
from assistant.databases.restore import restore
from assistant.databases.state import state_of
from tests.databases.conftest import on_postgresql

WORD = "INSERT INTO audit_entry (at, who, role, address, what, about) VALUES (:at, {})".format(
    "'sami', 2, '127.0.0.1', 'Fact changed', 'iom.member_states'"
)


@pytest.fixture(params=["sqlite", on_postgresql("postgresql")])
def new_place(request, tmp_path):
    """Makes places of databases that are empty."""

    def make(name: str) -> Place:
        if request.param == "sqlite":
            return Place(DESK, f"sqlite:///{tmp_path / name / 'desk.db'}", "DESK_URL")
        return Place(DESK, request.getfixturevalue("postgres").new_database(), "DESK_URL")

    return make


def executed(place, statement, **values):
    engine = create_engine(place.url)
    with engine.begin() as opened:
        found = opened.execute(text(statement), values)
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


def made(place):
    """A place whose tables are there."""
    open_engine(place.url, DESK).dispose()
    return place


def test_its_tables_are_those_that_django_makes(tables):
    names = {*connection.introspection.django_table_names(), "django_migrations"}
    assert set(DESK.all_tables) == names
    assert len(DESK.all_tables) == len(names)


def test_its_revision_is_the_newest_once_django_migrated(new_place):
    place = new_place("first")
    assert state_of(place).said.startswith("not made yet")
    assert "audit.0002_append_only" in (DESK.newest or "").split()
    assert state_of(made(place)).is_up_to_date


def test_it_is_among_all_databases():
    assert [place for place in all_places() if place.schema is DESK]


def test_what_was_backed_up_comes_back_on_a_new_server_and_stays_written_once(new_place, tmp_path):
    first = made(new_place("first"))
    executed(first, WORD, at=datetime.datetime(2026, 11, 1, 10))
    back_up([first], tmp_path / "backup")
    second = new_place("second")
    assert restore([second], tmp_path / "backup") == ["desk"]
    assert state_of(second).is_up_to_date
    assert executed(second, "SELECT who, about FROM audit_entry") == [("sami", "iom.member_states")]
    with pytest.raises(DatabaseError, match="append-only"):
        executed(second, "UPDATE audit_entry SET who = 'x'")


def test_one_in_which_nobody_wrote_is_overwritten_and_another_only_when_asked(new_place, tmp_path):
    first = made(new_place("first"))
    back_up([first], tmp_path / "backup")
    assert restore([first], tmp_path / "backup") == ["desk"]
    executed(first, WORD, at=datetime.datetime(2026, 11, 1, 10))
    with pytest.raises(DatabaseProblem, match="--force"):
        restore([first], tmp_path / "backup")
    assert len(executed(first, "SELECT who FROM audit_entry")) == 1
    restore([first], tmp_path / "backup", force=True)
    assert executed(first, "SELECT who FROM audit_entry") == []


def test_a_newer_one_is_told(new_place):
    place = made(new_place("first"))
    executed(
        place,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_new', :at)",
        at=datetime.datetime(2026, 11, 1, 10),
    )
    state = state_of(place)
    assert not state.is_up_to_date and "newer version" in state.said
