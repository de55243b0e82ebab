"""Whatever goes wrong with a `facts` command is told in words, with exit code 1, and keeps all."""

import json
import sqlite3
from pathlib import Path
from typing import List

import pytest

from assistant.facts.cli import app
from assistant.facts.files import write_yaml
from assistant.facts.languages import LANGUAGES
from tests.facts.commands import MEMBERS, accepted, cli, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def commands(tmp_path: Path, records) -> List[List[str]]:
    """Every command that uses the database."""
    new = tmp_path / "new.yml"
    new.write_text(write_yaml([{**records["iom.founded"].document(), "id": "iom.new"}]), "utf-8")
    return [
        ["list"],
        ["list", "--expired"],
        ["show", MEMBERS],
        ["set", MEMBERS, "180"],
        ["add", str(new)],
        ["retire", "website.sections"],
        ["confirm", "help.police"],
        ["history"],
        ["check"],
        ["load"],
        ["export", str(tmp_path / "out")],
        ["import", str(new)],
        ["waiting"],
        ["withdraw", "help.police"],
        ["due"],
    ]


def test_every_command_stands_here(commands):
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert names == {command[0] for command in commands}


# --- the database -----------------------------------------------------------------------------


def test_a_locked_database(commands, database):
    holder = sqlite3.connect(database)
    holder.execute("BEGIN EXCLUSIVE")
    for command in commands:
        assert "locked" in refused(*command), command
    holder.rollback()
    holder.close()
    for command in commands:
        accepted(*command)


def test_a_file_that_is_no_database(commands, database):
    database.write_bytes(b"no database at all" * 500)
    for command in commands:
        assert "not a database" in refused(*command), command


def test_a_database_whose_pages_are_broken(commands, database):
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(bytes(content))
    for command in commands:
        assert "database" in refused(*command), command


@pytest.mark.parametrize("record", ["{", '{"id": "iom.member_states"}', "[]", "null", "5"])
def test_a_record_that_is_broken_in_the_database(commands, database, record):
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE facts SET record = ? WHERE id = ?", (record, MEMBERS))
    for command in commands:
        # These look at no record, or only at those whose file has changed.
        if command[0] not in ("history", "load", "waiting"):
            refused(*command)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "user:secret@host/facts",
        "postgres://user:secret@host/facts",
        "postgresql://user:secret@127.0.0.1:1/facts",
        "mysql://user:secret@host/facts",
        "sqlite:////proc/no/facts.db",
        "sqlite:////proc",
    ],
)
def test_a_database_that_cannot_be_reached(commands, monkeypatch, url):
    monkeypatch.setenv("FACTS_URL", url)
    for command in commands:
        assert "secret" not in refused(*command), command


def test_settings_that_are_wrong(commands, monkeypatch):
    monkeypatch.setenv("WEB_HOURS", "soon")
    for command in commands:
        assert "web_hours" in refused(*command), command


def test_phrases_that_are_missing_or_broken(commands, tmp_path, monkeypatch):
    monkeypatch.setenv("PHRASES_DIR", str(tmp_path))
    assert "fr.ftl" in refused("list")
    for language in LANGUAGES:
        (tmp_path / f"{language}.ftl").write_text("unknown = { $a\n", encoding="utf-8")
    assert "is not Fluent" in refused("set", MEMBERS, "180")


# --- what is named and shown --------------------------------------------------------------------


def test_unknown_facts_languages_and_names(tmp_path, monkeypatch):
    for command in ("show", "retire", "confirm", "history"):
        assert "no fact 'iom.nothing'" in refused(command, "iom.nothing")
    assert "no fact 'iom.nothing'" in refused("set", "iom.nothing", "1")
    assert "iom.nothing" in refused("load", "--take-files-for", "iom.nothing")
    assert cli.invoke(app, ["list", "--language", "de"]).exit_code == 2
    monkeypatch.setattr("getpass.getuser", lambda: {}["nobody"])
    assert "--by" in refused("set", MEMBERS, "180")
    accepted("set", MEMBERS, "180", "--by", "nadia")


def test_square_brackets_are_no_markup(tmp_path):
    accepted("set", MEMBERS, "180", "--note", "[/red] and [bold]", "--by", "[/nadia]")
    said = accepted("history", MEMBERS)
    assert "[/red] and [bold]" in said and "[/nadia]" in said
    accepted("set", MEMBERS, "Now [/b] { $value }", "--field", "answer.fr")
    assert "[/b] 180" in accepted("list") and "[/b] 180" in accepted("show", MEMBERS)
    assert "[/x]" in accepted("export", str(tmp_path / "[/x]"))


def test_a_fact_that_cannot_be_written_is_listed_with_the_reason(database):
    with sqlite3.connect(database) as connection:
        row = connection.execute("SELECT record FROM facts WHERE id = ?", (MEMBERS,)).fetchone()
        record = json.loads(row[0])
        record["answer"]["fr"] = "{ $iom_nothing }"
        connection.execute(
            "UPDATE facts SET record = ? WHERE id = ?", (json.dumps(record), MEMBERS)
        )
    for said in (accepted("list"), accepted("show", MEMBERS), refused("check")):
        assert "iom_nothing" in said
    assert "cannot be written" in accepted("list")


def test_an_empty_database_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("FACTS_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert "facts load" in refused("check")
