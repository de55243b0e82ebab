"""What runs beyond one process, on servers of the tests' own (``make test-production``)."""

import pytest


@pytest.fixture
def database(postgresql_url: str) -> str:
    """The URL of an empty database."""
    return postgresql_url
