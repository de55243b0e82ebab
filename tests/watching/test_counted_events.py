"""Trouble is counted where it is told, under names that the code still has."""

import pytest

from assistant.settings import ROOT
from assistant.watching.counted_events import NOT_DELIVERED, STORES, count_event
from assistant.watching.metrics import REGISTRY


def value(name: str, **labels: str) -> float:
    """A metric's value now."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def told(event: str, logger: str = "assistant.x", level: str = "error", **fields) -> dict:
    """A line, counted."""
    line = {"logger": logger, "level": level, "event": event, **fields}
    return count_event(None, level, dict(line)), line


@pytest.mark.parametrize("event", [*STORES, NOT_DELIVERED])
def test_every_event_that_is_counted_apart_is_one_of_the_code(event):
    sources = ROOT.joinpath("assistant").rglob("*.py")
    written = [path for path in sources if f'"{event}"' in path.read_text(encoding="utf-8")]
    assert [path for path in written if path.name != "counted_events.py"]


def test_replies_that_a_service_did_not_take_are_counted_each():
    before = value("oim_undelivered_replies_total", channel="telegram")
    told(NOT_DELIVERED, channel="telegram", lost=3)
    told(NOT_DELIVERED, channel="telegram")
    assert value("oim_undelivered_replies_total", channel="telegram") == before + 4


@pytest.mark.parametrize("event, store", STORES.items())
def test_a_database_that_fails_is_counted(event, store):
    before = value("oim_store_errors_total", store=store)
    told(event)
    assert value("oim_store_errors_total", store=store) == before + 1


def test_only_our_own_warnings_and_errors_are_counted_and_no_line_is_changed():
    name, before = "oim_troubles_total", value("oim_troubles_total", event="test.trouble")
    told("test.trouble", level="info")
    told("test.trouble", logger="rasa.core.processor")
    told("anything a visitor wrote")
    assert value(name, event="test.trouble") == before
    assert value(name, event="anything a visitor wrote") == 0
    left, line = told("test.trouble", level="warning")
    assert left == line and value(name, event="test.trouble") == before + 1
