"""What the tests share: the project's records, a store of their own, the trained model."""

import datetime
from pathlib import Path
from typing import Dict, Iterator

import pytest

from assistant.answers.phrases import Phrases
from assistant.answers.reply import Replies
from assistant.facts.files import read_records
from assistant.facts.record import FactRecord
from assistant.facts.store import FactStore
from assistant.settings import Settings
from tests.servers import Assistant, start, stop

TODAY = datetime.date(2026, 11, 24)


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
def phrases() -> Phrases:
    return Phrases(Settings().phrases_dir)


@pytest.fixture(params=["fr", "en", "ar"])
def writer(request: pytest.FixtureRequest, store: FactStore, phrases: Phrases) -> Replies:
    """A writer of replies, in each language."""
    return Replies(store, phrases, request.param, TODAY)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The servers, started once for all tests that need them."""
    running = start(tmp_path_factory.mktemp("assistant"))
    yield running
    stop(running)
