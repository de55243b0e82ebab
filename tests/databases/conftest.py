"""Databases of the tests' own, with something in every table."""

import datetime
from typing import Any, Dict, List

import pytest
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, String, Text, create_engine
from sqlalchemy.engine import Engine

from assistant.databases.places import places
from assistant.databases.schemas import Schema
from assistant.migrations.models import models_of

NAMES = [place.name for place in places()]
# By the type of a column: the first that it is.
VALUES: Dict[Any, Any] = {
    Boolean: True,
    DateTime: datetime.datetime(2026, 11, 1, 10),
    Float: 1.5,
    Integer: 1,
    Text: "Réponse",
    String: "un",
}


def value(column: Column) -> Any:
    """Something to put into a column."""
    kinds = (of for kind, of in VALUES.items() if isinstance(column.type, kind))
    return next(kinds, {"texte": "une réponse"})


def fill(engine: Engine, name: str) -> None:
    """Put a row into every table of one of the databases."""
    with engine.begin() as connection:
        for table in models_of(name).sorted_tables:
            row = {column.name: value(column) for column in table.columns}
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
