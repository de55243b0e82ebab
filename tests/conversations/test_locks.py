"""In a crowd each visitor is answered in turn, and none is given up."""

import asyncio

import pytest
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from assistant.conversations.locks import AT_ONCE, FewAtATimeLockStore
from assistant.settings import ROOT


async def crowd(store: LockStore, messages: int):
    """Answer messages that come at once, each in a conversation of its own: the most others that
    were begun while one's action was asked, and the order in which they were answered."""
    begun, order, between = [], [], []

    async def answer(number: int) -> None:
        async with store.lock(f"me {number}"):
            begun.append(number)
            before = len(begun)
            await asyncio.sleep(0)  # the action server answers at once
            between.append(len(begun) - before)
            order.append(number)

    await asyncio.gather(*map(answer, range(messages)))
    return max(between), order


def test_an_answer_of_the_action_server_is_read_before_a_crowd_is_begun():
    most, order = asyncio.run(crowd(FewAtATimeLockStore(), 40))
    assert most < AT_ONCE
    assert sorted(order) == list(range(40))
    assert all(abs(place - number) < AT_ONCE for place, number in enumerate(order))
    # Rasa's own store begins with all of them.
    assert asyncio.run(crowd(InMemoryLockStore(), 40))[0] > 10 * AT_ONCE / 2


def test_a_conversation_that_waits_for_itself_takes_nobodys_room():
    async def run():
        store = FewAtATimeLockStore()
        entered = []

        async def hold(name: str, until: asyncio.Event) -> None:
            async with store.lock(name, wait_time_in_seconds=0.001):
                entered.append(name)
                await until.wait()

        end = asyncio.Event()
        waiting = [asyncio.ensure_future(hold("busy", end)) for _ in range(AT_ONCE + 1)]
        await asyncio.sleep(0.05)
        waiting.append(asyncio.ensure_future(hold("other", end)))
        await asyncio.sleep(0.05)
        assert entered == ["busy", "other"]
        end.set()
        await asyncio.gather(*waiting)

    asyncio.run(run())


@pytest.mark.parametrize("error", [RuntimeError, asyncio.CancelledError])
def test_room_is_given_back_whatever_happens(error):
    async def run():
        store = FewAtATimeLockStore()
        for number in range(AT_ONCE + 1):
            with pytest.raises(error):
                async with store.lock(f"me {number}"):
                    raise error
        async with store.lock("me"):
            pass

    asyncio.run(run())


def test_the_servers_use_it():
    config = read_endpoint_config(str(ROOT / "endpoints.yml"), "lock_store")
    assert isinstance(config, EndpointConfig)
    assert isinstance(LockStore.create(config), FewAtATimeLockStore)
