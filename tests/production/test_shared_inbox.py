"""An inbox of several processes, each of which is an object here."""

import asyncio
import time
from typing import Any, Awaitable, Callable, List

import pytest
from sqlalchemy import create_engine, text

from assistant.messaging.database import Database
from assistant.messaging.inbox import Inbox, LostLease
from assistant.messaging.shared_inbox import SharedInbox

LEASE = 1.5  # seconds
Run = Callable[..., Any]


@pytest.fixture
def run(database, postgres) -> Run:
    """Runs work with the inboxes of two processes. The database has run for long enough."""
    engine = create_engine(database)
    with engine.connect() as connection:
        age = "SELECT extract(epoch FROM now() - pg_postmaster_start_time())"
        time.sleep(max(0.0, LEASE - float(connection.scalar(text(age)))))
    engine.dispose()

    def run_it(work: Callable[[SharedInbox, SharedInbox], Awaitable[Any]]) -> Any:
        databases = [Database(database), Database(database)]
        try:
            inboxes = [SharedInbox(each, "telegram", LEASE) for each in databases]
            return asyncio.run(work(*inboxes))
        finally:
            for each in databases:
                each.close()

    return run_it


async def keys(inbox: SharedInbox) -> List[str]:
    """What an inbox takes over."""
    return [pending.key for pending in await inbox.left()]


def test_an_update_is_one_processs_until_its_lease_expires(run):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        assert await one.take("1", {"text": "a"}, "amina")
        assert not await other.take("1", {"text": "a"}, "amina")
        assert await keys(other) == await keys(one) == []
        await asyncio.sleep(LEASE / 2)
        await one.renew()
        one.check("1")
        await asyncio.sleep(LEASE * 0.7)
        assert await keys(other) == []
        await asyncio.sleep(LEASE / 2)
        assert [left.update for left in await other.left()] == [{"text": "a"}]
        for lost in (one.keep_replies("1", []), one.note_sent("1", 1), one.is_next("1")):
            with pytest.raises(LostLease):
                await lost
        with pytest.raises(LostLease):
            one.check("1")
        await one.finish("1")
        await one.renew()
        await other.note_sent("1", 1)
        other.check("1")
        await other.finish("1")
        await asyncio.sleep(LEASE * 1.1)
        assert await keys(one) == await keys(other) == []

    run(work)


def test_what_two_see_expired_is_taken_over_by_one(run):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        names = [str(number) for number in range(50)]
        for name in names:
            await one.take(name, {}, "amina")
            one.let_go(name)
        await asyncio.sleep(LEASE * 1.1)
        both = await asyncio.gather(keys(one), keys(other), keys(one), keys(other))
        assert sorted(sum(both, [])) == sorted(names)

    run(work)


def test_what_is_left_in_good_order_is_taken_at_once_and_in_its_order(run):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        for name in "321":
            await one.take(name, {}, "amina")
        await one.keep_replies("2", [{"text": "a"}, {"text": "b"}])
        await one.note_sent("2", 1)
        await one.finish("3")
        await one.release()
        left = await other.left()
        assert left == [("2", {}, [{"text": "a"}, {"text": "b"}], 1), ("1", {}, None, 0)]

    run(work)


def test_what_came_earlier_is_answered_first_whosever_it_is(run):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        await one.take("1", {}, "amina")
        await other.take("2", {}, "amina")
        await other.take("3", {}, "sami")
        assert [await one.is_next("1"), await other.is_next("2")] == [True, False]
        assert await other.is_next("3")
        await one.finish("1")
        assert await other.is_next("2")
        # One that work failed on holds up nobody once it is given up, by whomever.
        await one.take("4", {}, "sami")
        assert not await one.is_next("4")
        await one.give_up("3")
        assert await one.is_next("4")

    run(work)


def test_what_comes_to_all_processes_is_counted_together(run):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        await one.take("1", {}, "amina")
        await one.finish("1")
        await other.take("2", {}, "sami")
        await other.take("3", {}, "amina")
        assert [await other.lately(key, 10) for key in "123"] == [1, 1, 2]
        await asyncio.sleep(0.2)
        await one.take("4", {}, "amina")
        assert [await one.lately("4", 0.1), await one.lately("4", 10)] == [1, 3]

    run(work)


def test_whose_an_answered_update_was_is_forgotten(run, database):
    async def work(one: SharedInbox, _: SharedInbox) -> None:
        for name in "12":
            await one.take(name, {}, "telegram-7")
        await one.finish("1")
        await one.scrub("telegram-7")

    run(work)
    engine = create_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM leases")).all() == [("telegram:2",)]
        told = str(connection.execute(text("SELECT * FROM updates ORDER BY id")).all()[0])
    engine.dispose()
    assert "telegram:1" in told and "telegram-7" not in told


def test_what_was_kept_before_there_were_leases_is_taken_up(run, database):
    old = Database(database)

    async def keep() -> None:
        await Inbox(old, "telegram").take("1", {"conversation": "amina"})

    asyncio.run(keep())
    old.close()

    async def work(one: SharedInbox, other: SharedInbox) -> None:
        both = await asyncio.gather(keys(one), keys(other))
        assert sorted(both) == [[], ["1"]]
        await one.take("2", {}, "amina")
        assert not await one.is_next("2")

    run(work)


def test_after_a_restart_of_the_database_there_is_time_to_renew(run, postgres):
    async def work(one: SharedInbox, other: SharedInbox) -> None:
        await one.take("1", {}, "amina")
        postgres.stop()
        with pytest.raises(Exception):
            await one.finish("1")
        await asyncio.sleep(LEASE * 1.1)
        postgres.start()
        assert await keys(other) == []
        await one.renew()  # what was sent meanwhile is noted now
        await asyncio.sleep(LEASE * 1.2)
        assert await keys(other) == []

    run(work)
