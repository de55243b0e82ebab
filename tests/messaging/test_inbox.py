import asyncio
import datetime

import pytest
from sqlalchemy import text

from assistant.database import now
from assistant.messaging.database import Database, UpdateRow
from assistant.messaging.inbox import Inbox
from assistant.messaging.telegram.payloads import Payloads
from tests.stored import holds


@pytest.fixture
def url(any_url):
    return any_url


def test_an_update_is_taken_once_over_a_restart_too(url):
    async def take():
        database = Database(url)
        taken = [await Inbox(database, "telegram").take("1", {"update_id": 1}) for _ in range(2)]
        database.close()
        return taken

    assert asyncio.run(take()) == [True, False]
    assert asyncio.run(take()) == [False, False]


def test_channels_do_not_share_ids(url):
    async def take():
        database = Database(url)
        both = [await Inbox(database, name).take("1", {}) for name in ("telegram", "messenger")]
        database.close()
        return both

    assert asyncio.run(take()) == [True, True]


def test_what_is_unfinished_is_found_after_a_restart_in_its_order(url):
    async def first():
        database = Database(url)
        inbox = Inbox(database, "telegram")
        for key in "321":
            await inbox.take(key, {"text": key})
        await inbox.keep_replies("2", [{"text": "a"}, {"text": "b"}])
        await inbox.note_sent("2", 1)
        await inbox.finish("3")
        database.close()

    async def second():
        database = Database(url)
        left = await Inbox(database, "telegram").unfinished()
        database.close()
        return left

    asyncio.run(first())
    assert asyncio.run(second()) == [
        ("2", {"text": "2"}, [{"text": "a"}, {"text": "b"}], 1),
        ("1", {"text": "1"}, None, 0),
    ]


def test_nothing_that_was_said_stays_once_it_is_answered(url):
    async def handle():
        database = Database(url)
        inbox = Inbox(database, "messenger")
        await inbox.take("1", {"text": "my passport number"})
        await inbox.keep_replies("1", [{"text": "your passport number"}])
        await inbox.finish("1")
        rows = await database.run(
            lambda session: session.execute(text("select * from updates")).all()
        )
        database.close()
        return rows

    [row] = asyncio.run(handle())
    assert "passport" not in str(row) and not holds(url, "passport")


def test_updates_are_forgotten_after_some_days_answered_or_not(url):
    async def handle():
        database = Database(url)
        inbox = Inbox(database, "telegram")
        for key in ("old", "unfinished", "new"):
            await inbox.take(key, {})
        for key in ("old", "new"):
            await inbox.finish(key)
        long_ago = {"at": now() - datetime.timedelta(days=8)}
        await database.run(
            lambda session: session.query(UpdateRow)
            .filter(UpdateRow.id.in_(["telegram:old", "telegram:unfinished"]))
            .update(long_ago)
        )
        await inbox.purge(7)
        taken = [await inbox.take(key, {}) for key in ("old", "unfinished", "new")]
        database.close()
        return taken

    assert asyncio.run(handle()) == [True, True, False]


def test_a_long_payload_has_a_short_name_that_survives_a_restart(url):
    question = "ما هو منتدى استعراض الهجرة الدولية؟" * 3

    async def name():
        database = Database(url)
        short = await Payloads(database).name(question, 64)
        database.close()
        return short

    async def payload(of):
        database = Database(url)
        whole = await Payloads(database).payload(of)
        database.close()
        return whole

    short = asyncio.run(name())
    assert len(short.encode()) <= 64
    assert asyncio.run(payload(short)) == question
    assert asyncio.run(payload("C'est quoi l'OIM ?")) == "C'est quoi l'OIM ?"
    assert asyncio.run(payload("#" + "0" * 63)) is None
