"""What the command says of databases that are there, are not, or are not to be had."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from assistant.databases.cli import app
from assistant.databases.migrating import version_table
from assistant.migrations.models import models_of
from tests.databases.conftest import NAMES, accepted, everything, new_urls, refused, set_urls
from tests.faults import DATABASE_FAULTS

SECRET = "geheim"
NOBODY = f"postgresql+psycopg2://postgres:{SECRET}@127.0.0.1:1/nothing"


@pytest.fixture
def nothing(request, tmp_path, monkeypatch):
    """The addresses of databases that are not made yet."""
    urls = new_urls(request, "sqlite", tmp_path / "stores")
    set_urls(monkeypatch, urls)
    monkeypatch.setenv("COLUMNS", "250")
    return urls


def checked():
    """What is said of each database, by a check that finds something to be done."""
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 1, result.output
    lines = [line.split("│") for line in result.output.splitlines() if "│" in line]
    return {cells[1].strip(): cells[4].strip() for cells in lines}


def test_a_check_makes_nothing_and_a_migration_makes_all(nothing, tmp_path):
    assert {name: said[:12] for name, said in checked().items()} == dict.fromkeys(
        NAMES, "not made yet"
    )
    assert not (tmp_path / "stores").exists()
    assert accepted("migrate").count("from none to") == len(NAMES)
    assert accepted("check").count("up to date") == len(NAMES)
    assert accepted("migrate").count("up to date") == len(NAMES)


def test_what_is_not_made_has_no_copy_and_is_left_as_it_is(nothing, tmp_path):
    folder = str(tmp_path / "backup")
    assert accepted("backup", folder).count("no copy") == len(NAMES)
    accepted("migrate")
    assert accepted("restore", folder, "--force").count("not in the backup") == len(NAMES)


def test_databases_of_before_are_told_and_taken_over(nothing):
    accepted("migrate")
    engine = create_engine(nothing["feedback"])
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {version_table('feedback')}"))
    assert checked()["feedback"].startswith("made before there were migrations")
    assert "feedback: from none to 0002" in accepted("migrate")


def test_an_earlier_and_a_newer_version_are_told_apart(nothing):
    accepted("migrate")
    for name, revision in (("feedback", "0001"), ("facts", "b9999")):
        with create_engine(nothing[name]).begin() as connection:
            change = f"UPDATE {version_table(name)} SET version_num = '{revision}'"
            connection.execute(text(change))
    said = checked()
    assert said["feedback"].startswith("of an earlier version")
    assert said["facts"].startswith("made by a newer version")
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 1 and "feedback: from 0001 to 0002" in result.output
    assert "FACTS_URL" in result.output and "revision b9999" in result.output


def test_one_that_is_not_to_be_had_hinders_no_other_and_its_password_is_not_told(
    nothing, tmp_path, monkeypatch
):
    monkeypatch.setenv("CONVERSATIONS_URL", NOBODY)
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 1 and "CONVERSATIONS_URL" in result.output
    said = checked()
    assert said.pop("conversations").startswith("not to be had") and len(said) == len(NAMES) - 1
    assert set(said.values()) == {"up to date"}
    for command in ("backup", "restore"):
        result = CliRunner().invoke(app, [command, str(tmp_path / "backup")])
        assert SECRET not in result.output
    assert "CONVERSATIONS_URL" in refused("backup", str(tmp_path / "backup"))


@pytest.mark.parametrize("fault", ["locked", "damaged", "unreachable"])
def test_a_file_that_cannot_be_used_is_told(nothing, tmp_path, fault, monkeypatch):
    accepted("migrate")
    held = everything(nothing)
    # Its folder is its own, as it may be taken away.
    apart = tmp_path / "apart" / "channels.db"
    monkeypatch.setenv("CHANNELS_URL", f"sqlite:///{apart}")
    accepted("migrate")
    with DATABASE_FAULTS[fault](apart):
        assert checked()["channels"].startswith("not to be had")
        assert "CHANNELS_URL" in refused("backup", str(tmp_path / "backup"))
    accepted("backup", str(tmp_path / "backup"))
    assert everything(nothing) == held


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/database", f"x:{SECRET}@y"])
def test_what_is_no_address_is_told(nothing, url, monkeypatch):
    monkeypatch.setenv("FACTS_URL", url)
    said = refused("check")
    assert "FACTS_URL" in said and SECRET not in said


def test_a_name_that_is_none_is_told(nothing, tmp_path):
    result = CliRunner().invoke(app, ["restore", str(tmp_path), "--only", "inbox"])
    assert result.exit_code == 2 and "channels" in result.output


def test_a_file_of_tables_that_are_not_ours_is_no_database_of_ours(nothing, tmp_path):
    (tmp_path / "stores").mkdir()
    with closing(sqlite3.connect(tmp_path / "stores" / "facts.db")) as connection:
        connection.execute("CREATE TABLE other (x)")
    assert checked()["facts"].startswith("not made yet")
    accepted("migrate")
    assert set(models_of("facts").tables) == set(everything(nothing)["facts"])
