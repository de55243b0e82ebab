import asyncio

import pytest
from rasa.core.channels.channel import UserMessage

from assistant.web import exchange
from assistant.web.exchange import Exchanges


def message(name: str, sender: str = "me") -> UserMessage:
    return UserMessage("bonjour", sender_id=sender, message_id=name)


async def replies_of(found) -> list:
    return [reply["text"] async for reply in found.follow()]


def test_replies_come_one_by_one_and_to_each_who_follows():
    async def run() -> None:
        step = asyncio.Event()

        async def handler(user: UserMessage) -> None:
            await user.output_channel.send_text_message("me", "un")
            await step.wait()
            buttons = [{"title": "t", "payload": "p", "type": "x"}]
            await user.output_channel.send_response("me", {"text": "deux", "buttons": buttons})

        exchanges = Exchanges(handler)
        begun = exchanges.begin(message("m"), "address")
        assert exchanges.find("me", "m", True) is begun
        assert exchanges.find("other", "m", True) is None
        follower = begun.follow()
        assert (await follower.__anext__())["text"] == "un"
        assert not begun.done
        step.set()
        second = await follower.__anext__()
        assert second == {"text": "deux", "buttons": [{"title": "t", "payload": "p"}]}
        assert await replies_of(begun) == ["un", "deux"]

    asyncio.run(run())


def test_what_fails_or_says_nothing_is_told_as_failed():
    async def breaks(user: UserMessage) -> None:
        raise RuntimeError("broken")

    async def silent(user: UserMessage) -> None:
        pass

    async def run(handler) -> None:
        exchanges = Exchanges(handler)
        begun = exchanges.begin(message("m"), "address")
        assert await replies_of(begun) == [] and begun.done and begun.failed
        # A poll learns of it; a message sent again is begun again.
        assert exchanges.find("me", "m", failed_too=True) is begun
        assert exchanges.find("me", "m", failed_too=False) is None

    asyncio.run(run(breaks))
    asyncio.run(run(silent))


def test_a_visitors_messages_are_answered_in_turn_and_few_may_wait():
    async def run() -> None:
        log = []

        async def handler(user: UserMessage) -> None:
            log.append(user.message_id)
            await asyncio.sleep(0)
            log.append(user.message_id)
            await user.output_channel.send_text_message("me", "ok")

        exchanges = Exchanges(handler)
        begun = [exchanges.begin(message(str(n)), f"address {n}") for n in range(5)]
        await asyncio.sleep(0)
        assert exchanges.is_crowded("me") and not exchanges.is_crowded("other")
        for one in begun:
            await replies_of(one)
        assert log == [name for n in range(5) for name in (str(n), str(n))]

    asyncio.run(run())


def test_forgetting_waits_for_what_is_under_way(monkeypatch):
    async def run() -> None:
        log = []

        async def handler(user: UserMessage) -> None:
            await asyncio.sleep(0.01)
            log.append("answered")

        async def erase() -> None:
            log.append("erased")

        exchanges = Exchanges(handler)
        exchanges.begin(message("m"), "address")
        await asyncio.sleep(0)
        await exchanges.forget("me", erase())
        assert log == ["answered", "erased"] and exchanges.find("me", "m", True) is None

    asyncio.run(run())


def test_what_waits_behind_an_erasure_is_never_begun():
    async def run() -> None:
        log, step = [], asyncio.Event()

        async def handler(user: UserMessage) -> None:
            log.append(user.message_id)
            await step.wait()
            await user.output_channel.send_text_message("me", "ok")

        async def erase() -> None:
            log.append("erased")

        exchanges = Exchanges(handler)
        exchanges.begin(message("before"), "address")
        await asyncio.sleep(0)
        erasing = asyncio.ensure_future(exchanges.forget("me", erase()))
        await asyncio.sleep(0)
        behind = exchanges.begin(message("behind"), "address")
        other = exchanges.begin(message("other", "you"), "address")
        step.set()
        await erasing
        assert await replies_of(behind) == [] and behind.failed
        assert await replies_of(other) == ["ok"]
        assert set(log) == {"before", "erased", "other"}

    asyncio.run(run())


def test_exchanges_are_forgotten_although_an_erasure_fails():
    async def run() -> None:
        async def handler(user: UserMessage) -> None:
            await user.output_channel.send_text_message("me", "a secret")

        async def fails() -> None:
            raise RuntimeError("the database is gone")

        exchanges = Exchanges(handler)
        await replies_of(exchanges.begin(message("m"), "address"))
        with pytest.raises(RuntimeError):
            await exchanges.forget("me", fails())
        assert exchanges.find("me", "m", True) is None

    asyncio.run(run())


def test_old_exchanges_are_dropped(monkeypatch):
    monkeypatch.setattr(exchange, "KEPT", 3)

    async def run() -> None:
        async def handler(user: UserMessage) -> None:
            await user.output_channel.send_text_message("me", "ok")

        exchanges = Exchanges(handler)
        for number in range(6):
            await replies_of(exchanges.begin(message(str(number)), "address"))
        kept = [number for number in range(6) if exchanges.find("me", str(number), True)]
        assert kept == [3, 4, 5]

    asyncio.run(run())
