"""What the tests share: the project's records, a store of their own, the trained model."""

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Dict, Iterator, List

import pytest

from assistant.facts.files import read_records
from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore
from assistant.settings import Settings
from tests.production.postgres import Postgres, is_there
from tests.servers import Assistant, start, stop

TODAY = datetime.date(2026, 11, 24)
HERE = Path(__file__).parent
# What trains models, starts servers or opens a browser.
WHOLE = (
    "attacks",
    "browser",
    "deploy/test_nginx",
    "deploy/test_rolling.py",
    "end_to_end",
    "nlu/test_components.py",
    "nlu/test_pipeline.py",
    "nlu/test_whole_model.py",
    "test_launch.py",
    "test_serve.py",
    "test_supervisor.py",
)


def pytest_collection_modifyitems(items: List[pytest.Item]) -> None:
    """Mark what ``make test-fast`` and ``make test`` leave out."""
    for item in items:
        name = item.path.relative_to(HERE).as_posix()
        if name.startswith(WHOLE):
            item.add_marker(pytest.mark.whole)
        if name.startswith("production"):
            item.add_marker(pytest.mark.production)


@pytest.fixture(autouse=True)
def handover_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test leaves for a person of the office is not the project's."""
    monkeypatch.setenv("HANDOVER_URL", f"sqlite:///{tmp_path / 'handover.db'}")
    monkeypatch.setenv("HANDOVER_KEY_FILE", str(tmp_path / "handover.key"))


@pytest.fixture(scope="session")
def records() -> Dict[str, FactRecord]:
    return read_records(Settings().facts_dir)


@pytest.fixture
def store(tmp_path: Path, records: Dict[str, FactRecord]) -> Iterator[FactStore]:
    store = FactStore(f"sqlite:///{tmp_path / 'facts.db'}")
    store.load(records, "test")
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server with nothing in it, for ``make test-production``."""
    if not is_there():
        pytest.skip("There is no PostgreSQL (Debian: apt install postgresql).")
    # Not among pytest's own folders: another run closes them to everybody but root.
    with TemporaryDirectory(prefix="postgres-") as folder:
        server = Postgres(Path(folder) / "server")
        yield server
        server.stop("immediate")


@pytest.fixture
def postgresql_url(postgres: Postgres) -> str:
    """The URL of an empty database of PostgreSQL's."""
    return postgres.new_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.production)])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind that the project runs on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'any' / 'store.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other things is no fault of the database's."""
    monkeypatch.setattr("assistant.conversations.store.WITHIN", 30.0)


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return Phrases(Settings().phrases_dir)


@pytest.fixture(scope="session")
def snapshot(records: Dict[str, FactRecord], phrases: Phrases) -> Snapshot:
    """What is known, as the project's files have it."""
    return Snapshot(1, records, phrases)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that is answered in."""
    return str(request.param)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The servers, started once for all tests that need them."""
    running = start(tmp_path_factory.mktemp("assistant"))
    yield running
    stop(running)
