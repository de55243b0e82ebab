"""Use of the tests' own."""

import datetime
from pathlib import Path
from typing import Iterator

import pytest

from assistant.settings import UseSettings
from assistant.use.decided import Kind
from assistant.use.store import UseStore
from assistant.use.turn import Turn

MONDAY = datetime.date(2026, 11, 2)


def at(day: datetime.date, hour: int = 10, minute: int = 0) -> float:
    """A moment of the office's day, in seconds of the epoch: an hour before, in UTC."""
    utc = datetime.datetime.combine(day, datetime.time(hour, minute), datetime.timezone.utc)
    return utc.timestamp() - 3600


def turn(day: datetime.date = MONDAY, who: str = "web-a", **fields) -> Turn:
    """A turn of one question that was answered."""
    given = {"at": at(day), "channel": "web", "language": "fr", "kind": Kind.ANSWERED, **fields}
    return Turn(conversation=who, **given)


@pytest.fixture
def settings(any_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UseSettings:
    monkeypatch.setenv("USE_URL", any_url)
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.db'}")
    monkeypatch.setenv("USE_KEY_FILE", str(tmp_path / "use.key"))
    return UseSettings()


@pytest.fixture
def used(settings: UseSettings) -> Iterator[UseStore]:
    store = UseStore(settings.use_url)
    yield store
    store.close()
