"""A server of all channels, and what hand-over keeps of it."""

from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from assistant.handover.people import People
from assistant.handover.words import Wish, Words
from assistant.settings import HandoverSettings, Settings
from tests.all_channels import AllChannels, OnTheWeb, running


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AllChannels]:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.db'}")
    # A machine that is busy with other things is no fault of the database's.
    monkeypatch.setattr("assistant.handover.within.WITHIN", 30.0)
    yield from running(tmp_path, {"channel_attempts": 1})


@pytest.fixture
def people() -> Iterator[People]:
    """What is kept, on the database of the settings."""
    people = People(HandoverSettings())
    yield people
    people.close()


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(Settings().phrases_dir)


@pytest.fixture
def visitor(server: AllChannels) -> Any:
    """A visitor of the web page."""
    return OnTheWeb(server)


@pytest.fixture
def open_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there, whenever the tests run."""
    monkeypatch.setattr("assistant.handover.hours.OfficeHours.is_open", lambda *_: True)


def wish(words: Words, name: Wish, language: str = "fr") -> str:
    """What a tap on a button sends."""
    return words.button(name, language)["payload"]


def waiting(visitor: OnTheWeb, words: Words, language: str = "fr") -> Dict[str, Any]:
    """Ask for a person at once; the reply."""
    [reply] = visitor.ask(wish(words, Wish.LIVE, language))
    return reply
