"""Updates as no service sends them: whatever comes, the answer is quick and below 500."""

import copy
import json

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from assistant.messaging.answering import Answering
from tests import updates

MUTANTS = 2000  # of each channel
# What a database raises that is locked for longer than it is waited for.
BUSY = (OSError, OperationalError)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """The paths to every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in inner:
        yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from places(child, (*path, key))


@st.composite
def mutants(draw, documents, renewed):
    """A document with some of its values removed, replaced, or put elsewhere; or broken bytes."""
    document = renewed(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 4))):
        paths = list(places(document))
        if not paths:
            break
        *way, last = draw(st.sampled_from(paths))
        owner = document
        for key in way:
            owner = owner[key]
        how = draw(st.sampled_from(["remove", "replace", "twice", "elsewhere"]))
        if how == "remove":
            del owner[last]
        elif how == "replace":
            owner[last] = draw(anything)
        elif how == "twice":
            owner[last] = [owner[last], copy.deepcopy(owner[last])]
        else:
            target = document
            for key in way[: draw(st.integers(0, len(way)))]:
                target = target[key]
            if isinstance(target, dict):
                target[str(last)] = copy.deepcopy(owner[last])
    body = json.dumps(document).encode()
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=4)) + body[at + draw(st.integers(0, 4)) :]
    return body


def every(channel):
    return [update for group in updates.read_all(channel).values() for update in group.values()]


def new_telegram(update):
    return updates.telegram(update, updates.number())


def new_messenger(entry):
    return updates.messenger(entry, str(updates.number()))


def fuzz(post, documents, renewed):
    statuses = []

    @settings(
        max_examples=MUTANTS,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutants(documents, renewed))
    def run(body):
        statuses.append(post(body).status_code)
        assert statuses[-1] == 200, body

    with structlog.testing.capture_logs() as logged:
        run()
    assert len(statuses) >= MUTANTS
    return [entry for entry in logged if entry["event"] == "channels.work_failed"]


@pytest.fixture
def raised(monkeypatch):
    """What answering raised, but for databases that a busy machine kept waiting: to erase once more
    is safe, and the visitor is told so."""
    errors = []
    real = Answering.answer

    async def answer(*arguments):
        try:
            await real(*arguments)
        except Exception as error:
            errors.append(error)
            raise

    monkeypatch.setattr(Answering, "answer", answer)
    return errors


@pytest.mark.parametrize("channel", ["telegram", "messenger"])
def test_mutated_updates_never_break_anything(server, channel, raised):
    if channel == "telegram":
        failed = fuzz(server.to_telegram, every("telegram"), new_telegram)
    else:
        failed = fuzz(server.to_messenger, every("messenger"), new_messenger)
    assert not failed
    assert [error for error in raised if not isinstance(error, BUSY)] == []
    # Some are still understood, and it still answers.
    server.telegram.wait_for(lambda: len(server.agent.told) > MUTANTS / 20, 60)
    server.to_telegram(updates.telegram_text("Bonjour", 7001))
    server.telegram.wait_for(lambda: server.telegram.texts(7001), 60)
