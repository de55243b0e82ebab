"""Databases of the tests' own, with something in every table."""

import datetime
from pathlib import Path
from typing import Any, Dict, List

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Text,
    create_engine,
)
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from assistant.database import open_engine
from assistant.databases.cli import app
from assistant.databases.places import places
from assistant.databases.schemas import Schema
from assistant.migrations.models import models_of

NAMES = [place.name for place in places()]


@pytest.fixture(autouse=True)
def without_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django makes the desk's, in a process of some seconds: tests/desk/test_database.py."""
    monkeypatch.setattr("assistant.databases.cli.all_places", places)


# By the type of a column: the first that it is.
VALUES: Dict[Any, Any] = {
    Boolean: True,
    Date: datetime.date(2026, 11, 1),
    DateTime: datetime.datetime(2026, 11, 1, 10),
    LargeBinary: b"\x00\xff",
    Float: 1.5,
    Integer: 1,
    Text: "Réponse",
    String: "un",
}


def value(column: Column) -> Any:
    """Something to put into a column."""
    kinds = (of for kind, of in VALUES.items() if isinstance(column.type, kind))
    return next(kinds, {"texte": "une réponse"})


def drawn(column: Column) -> bool:
    """Whether the database numbers the rows by a column."""
    return column.primary_key and isinstance(column.type, Integer)


def fill(engine: Engine, name: str) -> None:
    """Put a row into every table of one of the databases."""
    with engine.begin() as connection:
        for table in models_of(name).sorted_tables:
            row = {column.name: value(column) for column in table.columns if not drawn(column)}
            connection.execute(table.insert(), row)


def rows(url: str, name: str) -> Dict[str, List[tuple]]:
    """What one of the databases holds, by table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        held = {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in models_of(name).sorted_tables
        }
    engine.dispose()
    return held


@pytest.fixture(params=NAMES)
def schema(request: pytest.FixtureRequest) -> Schema:
    """Each of the four."""
    return next(place.schema for place in places() if place.name == request.param)


def set_urls(monkeypatch: pytest.MonkeyPatch, urls: Dict[str, str]) -> None:
    """Have the settings name these databases."""
    for name, url in urls.items():
        monkeypatch.setenv(f"{name}_URL".upper(), url)


def new_urls(request: pytest.FixtureRequest, kind: str, folder: Path) -> Dict[str, str]:
    """The addresses of four empty databases; of one, where ``kind`` says so."""
    if kind == "sqlite":
        return {name: f"sqlite:///{folder / name}.db" for name in NAMES}
    postgres = request.getfixturevalue("postgres")
    if kind == "one postgresql":
        return dict.fromkeys(NAMES, postgres.new_database())
    return {name: postgres.new_database() for name in NAMES}


def on_postgresql(kind: str) -> Any:
    """A parameter of ``make test-production``'s."""
    return pytest.param(kind, marks=pytest.mark.production)


@pytest.fixture(params=["sqlite", on_postgresql("one postgresql")])
def urls(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Dict[str, str]:
    """The addresses of four databases, or of one, with a row in every table."""
    urls = new_urls(request, request.param, tmp_path / "first")
    set_urls(monkeypatch, urls)
    for place in places():
        engine = open_engine(place.url, place.schema)
        fill(engine, place.name)
        engine.dispose()
    return urls


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, urls: Dict[str, str], tmp_path: Path
) -> Dict[str, str]:
    """The addresses of empty databases of the same kind."""
    kind = request.node.callspec.params["urls"]
    return new_urls(request, kind, tmp_path / "elsewhere")


def everything(urls: Dict[str, str]) -> Dict[str, Dict[str, List[tuple]]]:
    """What all databases hold."""
    return {name: rows(url, name) for name, url in urls.items()}


def empty(urls: Dict[str, str]) -> None:
    """Delete every row."""
    for name, url in urls.items():
        engine = create_engine(url)
        with engine.begin() as connection:
            for table in models_of(name).sorted_tables:
                connection.execute(table.delete())
        engine.dispose()


def accepted(*arguments: str) -> str:
    """What a command says that does what it is told."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def refused(*arguments: str) -> str:
    """The one sentence of a command that is refused."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 1, (result.output, result.exception)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.output.strip().count("\n") == 0, result.output
    return result.output


@pytest.fixture
def folder(urls: Dict[str, str], tmp_path: Path) -> Path:
    """A backup of the databases."""
    folder = tmp_path / "backups" / "today"
    accepted("backup", str(folder))
    return folder
