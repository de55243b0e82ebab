import asyncio

import pytest

from assistant.channels.rate_limit import RateLimit, Turns


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_steady_rate_each_key_its_own():
    clock = Clock()
    limit = RateLimit(per_minute=20, clock=clock)
    assert [limit.wait("a") is None for _ in range(6)] == [True] * 5 + [False]
    assert limit.wait("b") is None
    assert limit.wait("a") == pytest.approx(3)
    clock.now = 3.01
    assert limit.wait("a") is None and limit.wait("a") is not None
    clock.now = 3600
    assert [limit.wait("a") is None for _ in range(6)] == [True] * 5 + [False]


def test_who_stopped_writing_is_forgotten():
    clock = Clock()
    limit = RateLimit(per_minute=60, clock=clock)
    for number in range(1000):
        limit.wait(str(number))
    clock.now = 120
    limit.wait("last")
    assert len(limit._buckets) == 1


def test_turns_are_taken_one_after_another_and_leave_nothing_behind():
    turns, log = Turns(1), []

    async def take(key: str, name: int) -> None:
        async with turns.turn(key):
            log.append((name, "in"))
            await asyncio.sleep(0)
            log.append((name, "out"))

    async def run() -> None:
        await asyncio.gather(take("a", 1), take("a", 2), take("a", 3))

    asyncio.run(run())
    assert log == [(n, what) for n in (1, 2, 3) for what in ("in", "out")]
    assert turns.waiting("a") == 0 and not turns._gates
