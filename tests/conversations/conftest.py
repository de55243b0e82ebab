import pytest

from assistant.conversations import store


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other things is no fault of the database's."""
    monkeypatch.setattr(store, "WITHIN", 30.0)
