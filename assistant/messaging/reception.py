"""From a stored update to its delivered replies, each once, over a restart too."""

import asyncio
from typing import Awaitable, List, Optional

import structlog

from assistant.database import NOT_TO_BE_HAD
from assistant.messaging.answering import Answering
from assistant.messaging.api import ApiError
from assistant.messaging.inbox import Inbox, Unfinished
from assistant.messaging.incoming import Incoming
from assistant.messaging.kept import kept_replies, kept_update, read_kept
from assistant.messaging.ordered import OrderedWork
from assistant.messaging.service import Json, Service
from assistant.privacy.current import current_scrubber
from assistant.settings import ChannelSettings

log = structlog.get_logger(__name__)


class Reception:
    """Takes a channel's updates and has them answered in the background.

    An update is stored before the service is told that it arrived, its replies before the first
    is sent, and each sent one is counted: a restart goes on where the last run stopped. What is
    stored is scrubbed: only an answer that is begun after a restart is made from less. Where a
    process is killed between a delivery and its count, that one message goes out twice.
    One server process at a time may work on a database.
    """

    def __init__(
        self, service: Service, inbox: Inbox, answering: Answering, settings: ChannelSettings
    ) -> None:
        self._service = service
        self._inbox = inbox
        self._answering = answering
        self._settings = settings
        self._scrubber = current_scrubber()
        self._work = OrderedWork()
        self._dialogues = asyncio.Semaphore(settings.channel_dialogues)
        self._closing = False
        self._taking_up = asyncio.Lock()
        self._has_taken_up = False

    async def receive(self, key: str, update: Json) -> None:
        """Store an update, unless it came before, and have it answered.

        Raises:
            one of NOT_TO_BE_HAD: the inbox fails and nothing was taken; a service that is told
                so repeats the update.
        """
        await self.take_up()
        # Before it is stored: what fails behind that would not be repeated.
        incoming = await self._service.read(update)
        kept = kept_update(incoming, self._scrubber)
        if await self._inbox.take(key, kept):
            await self._start(Unfinished(key, kept, None, 0), incoming)
        else:
            log.info("channels.duplicate", channel=self._service.name, key=key)

    async def take_up(self) -> None:
        """Take up what an earlier run left, once, before anything new.

        Raises:
            one of NOT_TO_BE_HAD: the inbox fails; it is to be tried again.
        """
        async with self._taking_up:
            if self._has_taken_up:
                return
            await self._inbox.purge(self._settings.channel_remember_days)
            left = await self._inbox.unfinished()
            read = [await read_kept(pending.update, self._service) for pending in left]
            self._has_taken_up = True
            for pending, incoming in zip(left, read):
                log.info("channels.resumed", channel=self._service.name, key=pending.key)
                await self._start(pending, incoming)

    async def close(self) -> None:
        """Finish what is under way; leave the rest for the next run."""
        self._closing = True
        await self._work.close(self._settings.channel_closing_within)

    async def _start(self, pending: Unfinished, incoming: Optional[Incoming]) -> None:
        if incoming is None:
            await self._note(pending.key, self._inbox.finish(pending.key))
        elif not self._closing:
            self._work.start(incoming.conversation, lambda: self._handle(pending, incoming))

    async def _handle(self, pending: Unfinished, incoming: Incoming) -> None:
        replies = pending.replies
        if replies is None:
            async with self._dialogues:
                if self._closing:
                    return
                replies = await self._replies(pending.key, incoming)
                if replies:
                    kept = kept_replies(replies, incoming, self._scrubber)
                    await self._note(pending.key, self._inbox.keep_replies(pending.key, kept))
        await self._deliver(pending, incoming, replies)

    async def _replies(self, key: str, incoming: Incoming) -> List[Json]:
        if incoming.acknowledge:
            self._work.start(
                incoming.acknowledge, lambda: self._quietly(self._service.acknowledge(incoming))
            )
        typing = asyncio.ensure_future(self._type_when_late(incoming))
        try:
            hint = await self._service.hint(incoming)
            return await self._written(key, incoming._replace(hint=hint))
        finally:
            typing.cancel()

    async def _written(self, key: str, incoming: Incoming) -> List[Json]:
        written: List[Json] = []

        async def take(message: Json) -> None:
            written.append(message)

        output = self._service.output(incoming, take)
        try:
            await self._answering.answer(incoming, key, output)
            silent = not written and incoming.kind.says_something
        except Exception:
            log.exception("channels.dialogue_failed", conversation=incoming.conversation)
            silent = not written
        if silent:
            await self._answering.apologize(incoming, output)
        return written

    async def _type_when_late(self, incoming: Incoming) -> None:
        await asyncio.sleep(self._settings.channel_typing_after)
        await self._quietly(self._service.show_typing(incoming))

    async def _quietly(self, call: Awaitable[None]) -> None:
        # Nothing that a visitor reads depends on these calls.
        try:
            await call
        except ApiError as error:
            log.info("channels.call_failed", channel=self._service.name, error=str(error))

    async def _deliver(self, pending: Unfinished, incoming: Incoming, replies: List[Json]) -> None:
        for number in range(pending.sent, len(replies)):
            if self._closing:
                return
            try:
                await self._service.send(replies[number])
            except ApiError as error:
                if self._closing and error.transient:
                    return
                log.error(
                    "channels.not_delivered",
                    channel=self._service.name,
                    conversation=incoming.conversation,
                    key=pending.key,
                    lost=len(replies) - number,
                    error=str(error),
                    status=error.status,
                )
                break
            if number + 1 < len(replies):
                await self._note(pending.key, self._inbox.note_sent(pending.key, number + 1))
        await self._note(pending.key, self._inbox.finish(pending.key))
        if incoming.kind.erases:
            await self._note(pending.key, self._inbox.scrub())

    async def _note(self, key: str, note: Awaitable[None]) -> None:
        # Where the inbox fails now, a reply that may go out twice is better than none.
        try:
            await note
        except NOT_TO_BE_HAD as error:
            log.error("channels.not_noted", channel=self._service.name, key=key, error=repr(error))
