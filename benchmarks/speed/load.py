"""Asks a server over REST: so many senders at once, each in conversations of its own."""

import asyncio
import contextlib
import time
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Sequence, Tuple

import aiohttp

from benchmarks.speed.figures import Sample

Replies = List[Dict[str, Any]]
WEBHOOK = "/webhooks/rest/webhook"
TIME_LIMIT = 120  # seconds for one reply


class Conversation(NamedTuple):
    """A sender's name and what it writes, one after the other."""

    sender: str
    texts: Sequence[str]


def conversations(name: str, texts: Sequence[str], turns: int) -> List[Conversation]:
    """The texts as conversations of so many turns, named after what they are for."""
    return [
        Conversation(f"{name}/{start}", texts[start : start + turns])
        for start in range(0, len(texts), turns)
    ]


async def _say(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> Replies:
    body = {"sender": sender, "message": text}
    async with session.post(url + WEBHOOK, json=body) as response:
        response.raise_for_status()
        replies: Replies = await response.json()
        return replies


async def _connect(session: aiohttp.ClientSession, url: str) -> None:
    async with session.get(url + "/") as response:
        await response.read()


async def _hold(
    session: aiohttp.ClientSession,
    url: str,
    waiting: Iterator[Conversation],
    by_action: Callable[[Replies], bool],
) -> List[Sample]:
    """One sender's part: conversations, for as long as there are some."""
    samples = []
    for conversation in waiting:
        for text in conversation.texts:
            sent = time.perf_counter()
            replies = await _say(session, url, conversation.sender, text)
            samples.append(Sample(time.perf_counter() - sent, by_action(replies)))
    return samples


async def _hold_all(
    url: str, held: Sequence[Conversation], senders: int, by_action: Callable[[Replies], bool]
) -> Tuple[List[Sample], float]:
    timeout = aiohttp.ClientTimeout(total=TIME_LIMIT)
    waiting = iter(held)
    async with contextlib.AsyncExitStack() as stack:
        # A connection for each sender, as each has a browser of its own, opened before the first
        # message and kept.
        sessions = [
            await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
            for _ in range(senders)
        ]
        await asyncio.gather(*(_connect(session, url) for session in sessions))
        started = time.perf_counter()
        parts = await asyncio.gather(
            *(_hold(session, url, waiting, by_action) for session in sessions)
        )
        seconds = time.perf_counter() - started
    return [sample for part in parts for sample in part], seconds


def hold(
    url: str, held: Sequence[Conversation], senders: int, by_action: Callable[[Replies], bool]
) -> Tuple[List[Sample], float]:
    """Hold conversations with the server at a URL, so many at once; a sender writes again when
    its reply is there.

    Returns one sample a message, in the order of sending where there is one sender, and the
    seconds from the first message to the last reply.

    Raises:
        aiohttp.ClientError: the server cannot be reached, or answers with an error.
        asyncio.TimeoutError: a reply takes longer than two minutes.
    """
    return asyncio.run(_hold_all(url, held, senders, by_action))


def say(url: str, sender: str, text: str) -> Replies:
    """What the server replies to one message.

    Raises:
        aiohttp.ClientError: the server cannot be reached, or answers with an error.
    """

    async def once() -> Replies:
        async with aiohttp.ClientSession() as session:
            return await _say(session, url, sender, text)

    return asyncio.run(once())
