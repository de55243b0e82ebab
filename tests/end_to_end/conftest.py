"""What several of these tests share."""

from typing import Iterator

import pytest

from tests.end_to_end.endangered import EndangeredServer


@pytest.fixture(scope="session")
def endangered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndangeredServer]:
    """Rasa and its action server, for faults that are mended where a test ends."""
    running = EndangeredServer(tmp_path_factory.mktemp("endangered"), CHANNEL_PAUSE="0.1")
    running.actions.start()
    running.start()
    yield running
    running.close()
