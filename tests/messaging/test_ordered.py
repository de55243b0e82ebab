import asyncio

from assistant.messaging.ordered import OrderedWork


def test_a_conversations_work_keeps_its_order_and_does_not_hold_up_another():
    done = []

    async def work(name, seconds):
        await asyncio.sleep(seconds)
        done.append(name)

    async def run():
        ordered = OrderedWork()
        ordered.start("amina", lambda: work("amina 1", 0.2))
        ordered.start("amina", lambda: work("amina 2", 0))
        ordered.start("sami", lambda: work("sami 1", 0.05))
        await ordered.close(5)

    asyncio.run(run())
    assert done == ["sami 1", "amina 1", "amina 2"]


def test_work_that_fails_does_not_stop_what_follows():
    done = []

    async def fail():
        raise RuntimeError("no")

    async def work():
        done.append("done")

    async def run():
        ordered = OrderedWork()
        ordered.start("amina", fail)
        ordered.start("amina", work)
        await ordered.close(5)

    asyncio.run(run())
    assert done == ["done"]


def test_closing_cancels_what_takes_too_long():
    ended = []

    async def forever():
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async def run():
        ordered = OrderedWork()
        ordered.start("amina", forever)
        await asyncio.sleep(0.05)
        await ordered.close(0.1)

    asyncio.run(run())
    assert ended
