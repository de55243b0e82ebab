"""What the page opens with, whatever becomes of the facts' database."""

import asyncio
import time

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.facts.store import FactStore
from assistant.web import opening as module
from assistant.web.opening import Opening, opening
from tests.faults import DATABASE_FAULTS

WITHIN = module.WITHIN


@pytest.fixture
def database(tmp_path, records, monkeypatch):
    """The fact database's file."""
    monkeypatch.setattr(module, "WITHIN", 30.0)
    path = tmp_path / "databases" / "facts.db"
    store = FactStore(f"sqlite:///{path}")
    store.load(records, "test")
    store.close()
    return path


def test_pages_that_open_at_once_share_one_reading(database, monkeypatch):
    readings = []
    monkeypatch.setattr(module, "opening", lambda store: readings.append(1) or opening(store))
    page = Opening(f"sqlite:///{database}")

    async def open_pages():
        return await asyncio.gather(*(page.now() for _ in range(20)))

    opened = asyncio.run(open_pages())
    assert len(readings) == 1 and set(opened[0]) == set(LANGUAGES)
    assert all(each == opened[0] for each in opened)
    page._read_at -= module.HOLDS + 1
    asyncio.run(page.now())
    assert len(readings) == 2


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_a_database_that_fails_holds_nobody_up(database, fault, monkeypatch):
    with DATABASE_FAULTS[fault](database):
        new = Opening(f"sqlite:///{database}")

        async def open_page():
            longest, last = 0.0, time.monotonic()

            async def others():
                nonlocal longest, last
                while True:
                    await asyncio.sleep(0.01)
                    longest, last = max(longest, time.monotonic() - last), time.monotonic()

            beside = asyncio.ensure_future(others())
            began = time.monotonic()
            opened = await new.now()
            took = time.monotonic() - began
            beside.cancel()
            return opened, took, longest

        monkeypatch.setattr(module, "WITHIN", WITHIN)
        opened, took, longest = asyncio.run(open_page())
        assert opened == {} and took < 2 * WITHIN and longest < WITHIN


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_the_page_goes_on_with_what_it_knew(database, fault, monkeypatch):
    page = Opening(f"sqlite:///{database}")
    before = asyncio.run(page.now())
    monkeypatch.setattr(module, "WITHIN", WITHIN)
    with DATABASE_FAULTS[fault](database):
        page._read_at -= module.HOLDS + 1
        assert asyncio.run(page.now()) == before
