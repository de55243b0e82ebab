import asyncio

from assistant.web.gates import Gates


def test_turns_are_taken_one_after_another_and_leave_nothing_behind():
    gates, log = Gates(1), []

    async def take(key: str, name: int) -> None:
        async with gates.turn(key):
            log.append((name, "in"))
            await asyncio.sleep(0)
            log.append((name, "out"))

    async def run() -> None:
        await asyncio.gather(take("a", 1), take("a", 2), take("a", 3))

    asyncio.run(run())
    assert log == [(n, what) for n in (1, 2, 3) for what in ("in", "out")]
    assert gates.waiting("a") == 0 and not gates._gates
