"""A store of facts in a file, and what is to help in danger beside it."""

import shutil
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest

from assistant.facts.store import FactStore
from assistant.responses import help_facts
from assistant.responses.help_facts import HelpFacts
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other things is no fault."""
    monkeypatch.setattr(help_facts, "WITHIN", 30.0)


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory, records: Any) -> Path:
    """A fact database with the project's facts, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "facts.db"
    store = FactStore(f"sqlite:///{path}")
    store.load(records, "test")
    store.close()
    return path


@pytest.fixture
def database(tmp_path: Path, seeded_file: Path) -> Path:
    """The fact database's file."""
    path = tmp_path / "databases" / "facts.db"
    path.parent.mkdir()
    shutil.copy(seeded_file, path)
    return path


@pytest.fixture
def settings(tmp_path: Path, database: Path) -> Settings:
    """Settings that name it."""
    return Settings(facts_url=f"sqlite:///{database}", help_file=tmp_path / "help.json")


@pytest.fixture
def seeded(settings: Settings) -> FactStore:
    """The store in it."""
    return FactStore(settings.facts_url)


@pytest.fixture
def change_number(seeded: FactStore) -> Callable[[], str]:
    """Gives the helpline another number, as two people agree to; returns it."""

    def change() -> str:
        number = seeded.get("help.helpline_tunis").record.value.number
        changed = number[:-1] + ("7" if number[-1] != "7" else "8")
        seeded.change("help.helpline_tunis", {"value.number": changed}, "nadia", signed_in=True)
        seeded.approve("help.helpline_tunis", "sami")
        return changed

    return change


@pytest.fixture
def opened() -> Iterator[Callable[[Settings], HelpFacts]]:
    """Opens what helps, as a process does at its start, and closes it."""
    all_opened: List[HelpFacts] = []

    def open_it(settings: Settings) -> HelpFacts:
        all_opened.append(HelpFacts(settings))
        return all_opened[-1]

    yield open_it
    for facts in all_opened:
        facts.close()
