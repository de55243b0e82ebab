import pytest

from assistant.limits.rate_limit import RateLimit


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


def test_to_ask_when_it_is_due_counts_nothing():
    limit = RateLimit(per_minute=4, clock=Clock())
    assert [limit.due("a") for _ in range(9)] == [None] * 9
    assert limit.wait("a") is None and limit.due("a") == pytest.approx(15)


def test_who_stopped_writing_is_forgotten():
    clock = Clock()
    limit = RateLimit(per_minute=60, clock=clock)
    for number in range(1000):
        limit.wait(str(number))
    clock.now = 120
    limit.wait("last")
    assert len(limit._buckets) == 1
