"""A fact store on each kind of database that the project runs on."""

import shutil
import uuid
from pathlib import Path
from typing import Dict, Iterator

import pgserver
import pytest

from assistant.facts.record import FactRecord
from assistant.facts.store import FactStore


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pgserver.PostgresServer]:
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing yet; on PostgreSQL, of a schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.db'}"
    server: pgserver.PostgresServer = request.getfixturevalue("postgres")
    schema = f"facts_{uuid.uuid4().hex}"
    server.psql(f"CREATE SCHEMA {schema};")
    return f"{server.get_uri()}&options=-csearch_path%3D{schema}"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, records: Dict[str, FactRecord]) -> Path:
    """An SQLite file with the project's facts, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "facts.db"
    store = FactStore(f"sqlite:///{path}")
    store.load(records, "test")
    store.close()
    return path


@pytest.fixture
def empty_store(url: str) -> Iterator[FactStore]:
    store = FactStore(url)
    yield store
    store.close()


@pytest.fixture
def store(empty_store: FactStore, records: Dict[str, FactRecord]) -> FactStore:
    """The project's facts, on each kind of database."""
    empty_store.load(records, "test")
    return empty_store


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeded: Path) -> Path:
    """The project's facts in a file of the test's own, which the `facts` command uses."""
    path = tmp_path / "facts.db"
    shutil.copyfile(seeded, path)
    # A lock is waited for a moment only.
    monkeypatch.setenv("FACTS_URL", f"sqlite:///{path}?timeout=0.1")
    monkeypatch.setenv("COLUMNS", "250")
    return path
