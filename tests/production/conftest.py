"""What runs beyond one process, on servers of the tests' own (``make test-production``)."""

from pathlib import Path
from typing import Iterator

import pytest

from tests.production.postgres import Postgres, is_there


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL server with nothing in it."""
    if not is_there():
        pytest.skip("There is no PostgreSQL (Debian: apt install postgresql).")
    folder: Path = tmp_path_factory.mktemp("postgres")
    server = Postgres(folder / "server")
    yield server
    server.stop()


@pytest.fixture
def database(postgres: Postgres) -> str:
    """The URL of an empty database."""
    return postgres.new_database()
