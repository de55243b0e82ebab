"""Processes that share a PostgreSQL: one at a time in a conversation, through its restarts too."""

import asyncio
import json
import signal
import time
from collections import Counter
from typing import Any, Dict, Iterator, List

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text

from assistant.conversations import shared_locks
from assistant.conversations.holding import NotHeld, current_hold
from assistant.conversations.locks import AT_ONCE, FewAtATimeLockStore
from assistant.conversations.store import REST, WITHIN, ConversationStore
from assistant.database import NOT_TO_BE_HAD
from assistant.watching.locks import WatchedLockStore
from tests.production.processes import Program

MESSAGES = 60
CONVERSATIONS = ["rest-amina", "rest-sami"]


@pytest.fixture
def conversations(database, monkeypatch) -> str:
    """The URL of an empty database, which the settings name."""
    monkeypatch.setenv("CONVERSATIONS_URL", database)
    return database


@pytest.fixture
def programs() -> Iterator[List[Program]]:
    """Programs that are killed in the end."""
    started: List[Program] = []
    yield started
    for program in started:
        program.kill()


def ask(url: str, query: str, **values: Any) -> List[Any]:
    """What a database answers."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(query), values).all()
    engine.dispose()
    return rows


def numbers(url: str) -> Dict[str, List[int]]:
    """What was said in each conversation, in its order."""
    query = "SELECT data FROM events WHERE sender_id = :name AND type_name = 'user' ORDER BY id"
    return {
        name: [int(json.loads(data)["text"]) for (data,) in ask(url, query, name=name)]
        for name in CONVERSATIONS
    }


def two_count(programs: List[Program], **environment: str) -> List[Program]:
    """Two processes that count side by side."""
    for _ in range(2):
        program = Program("tests.production.counting", MESSAGES, *CONVERSATIONS, **environment)
        programs.append(program.start())
    for program in programs:
        program.ready()
    for program in programs:
        program.go()
    return programs


def test_two_processes_count_as_one_while_the_database_is_restarted(
    postgres, conversations, programs
):
    two_count(programs)
    for end, at in ((postgres.stop, 10), (postgres.kill, 30)):
        while len(numbers(conversations)[CONVERSATIONS[0]]) < at:
            time.sleep(0.02)
        end()
        postgres.start()
    assert [program.end(120) for program in programs] == [0, 0]
    for said in numbers(conversations).values():
        assert len(said) >= MESSAGES
        assert said == list(range(1, len(said) + 1))


def test_without_the_shared_lock_they_do_not(conversations, programs):
    """What the test above would find."""
    two_count(programs, UNLOCKED="yes")
    assert [program.end(120) for program in programs] == [0, 0]
    for said in numbers(conversations).values():
        assert max(Counter(said).values()) > 1


def test_a_process_that_is_killed_holds_nothing(conversations, programs):
    two_count(programs)
    while len(numbers(conversations)[CONVERSATIONS[0]]) < 5:
        time.sleep(0.02)
    programs[0].signal(signal.SIGKILL)
    assert programs[1].end(60) == 0
    for said in numbers(conversations).values():
        assert said == list(range(1, len(said) + 1))


async def hold(store: FewAtATimeLockStore, name: str, entered: List[str], end: asyncio.Event):
    async with store.lock(name, wait_time_in_seconds=0.01):
        entered.append(name)
        await end.wait()


def test_who_waits_for_another_process_takes_no_room_and_no_connection(conversations):
    async def run() -> None:
        one, other = FewAtATimeLockStore(), WatchedLockStore()
        entered: List[str] = []
        first, rest = asyncio.Event(), asyncio.Event()
        names = [f"rest-{number}" for number in range(AT_ONCE)]
        work = [asyncio.ensure_future(hold(one, name, entered, first)) for name in names]
        await asyncio.sleep(0.5)
        work += [asyncio.ensure_future(hold(other, name, entered, rest)) for name in names]
        await asyncio.sleep(0.2)
        work.append(asyncio.ensure_future(hold(other, "rest-free", entered, rest)))
        await asyncio.sleep(0.5)
        assert entered == [*names, "rest-free"]
        name = shared_locks.CONNECTION["application_name"]
        query = "SELECT 1 FROM pg_stat_activity WHERE application_name = :name"
        assert len(ask(conversations, query, name=name)) == 2
        rest.set()
        first.set()
        await asyncio.gather(*work)
        assert sorted(entered) == sorted([*names, *names, "rest-free"])

    asyncio.run(run())


def test_each_process_keeps_the_order_of_arrival(conversations):
    async def run() -> List[int]:
        store, order = FewAtATimeLockStore(), []

        async def one(number: int) -> None:
            async with store.lock("rest-me", wait_time_in_seconds=0.01):
                order.append(number)

        await asyncio.gather(*map(one, range(20)))
        return order

    assert asyncio.run(run()) == list(range(20))


def said(words: str) -> DialogueStateTracker:
    """A conversation in which this was said."""
    return DialogueStateTracker.from_events("rest-me", [UserUttered(words)])


def test_who_lost_the_lock_with_a_restart_neither_writes_nor_erases(postgres, conversations):
    async def run() -> None:
        one, other = FewAtATimeLockStore(), FewAtATimeLockStore()
        store = ConversationStore(Domain.empty())
        store.renamed.result()
        async with one.lock("rest-me"):
            await store.save(said("kept"))
            postgres.stop()
            postgres.start()
            entered, end = [], asyncio.Event()
            second = asyncio.ensure_future(hold(other, "rest-me", entered, end))
            while not entered:
                await asyncio.sleep(0.01)
            # It remembers that the connection fails, and asks again later.
            await store.save(said("lost"))
            await asyncio.sleep(REST + 0.1)
            await store.save(said("lost"))
            with pytest.raises(NotHeld):
                await store.erase("rest-me")
            end.set()
            await second
        async with one.lock("rest-me"):
            tracker = await store.retrieve("rest-me")
            assert [event.text for event in tracker.events] == ["kept"]
            await store.erase("rest-me")

    asyncio.run(run())


def test_without_the_database_the_lock_is_not_waited_for(postgres, conversations):
    async def run() -> None:
        store = FewAtATimeLockStore()
        async with store.lock("rest-me"):
            assert current_hold().holder is not None
            waiting: List[str] = []
            end = asyncio.Event()
            other = asyncio.ensure_future(hold(FewAtATimeLockStore(), "rest-me", waiting, end))
            await asyncio.sleep(0.3)
            assert not waiting
            postgres.stop()
            began = time.monotonic()
            while not waiting:
                await asyncio.sleep(0.01)
            assert time.monotonic() - began < WITHIN + 0.5
        began = time.monotonic()
        for _ in range(20):
            async with store.lock("rest-me"):
                assert current_hold().holder is None
        assert time.monotonic() - began < WITHIN + 0.5
        postgres.start()
        await asyncio.sleep(REST)
        async with store.lock("rest-me"):
            assert current_hold().holder is not None
        end.set()
        await other

    try:
        asyncio.run(run())
    except NOT_TO_BE_HAD:
        postgres.start()
        raise


def test_a_database_that_hangs_holds_up_neither_the_loop_nor_a_visitor(postgres, conversations):
    async def run() -> float:
        store = FewAtATimeLockStore()
        async with store.lock("rest-other"):
            pass
        beats = [time.monotonic()]

        async def beat() -> None:
            while True:
                await asyncio.sleep(0.01)
                beats.append(time.monotonic())

        beating = asyncio.ensure_future(beat())
        with postgres.hung():
            began = time.monotonic()
            async with store.lock("rest-me"):
                assert current_hold().holder is None
            assert time.monotonic() - began < WITHIN + 0.5
        beating.cancel()
        # What the thread got late is not kept.
        await asyncio.sleep(REST)
        async with FewAtATimeLockStore().lock("rest-me"):
            assert current_hold().holder is not None
        return max(after - before for before, after in zip(beats, beats[1:]))

    assert asyncio.run(run()) < WITHIN / 2
