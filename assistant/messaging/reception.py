"""From a stored update to its delivered replies, each once, over a restart too."""

import asyncio
from typing import Awaitable, List, Optional

import structlog

from assistant.database import NOT_TO_BE_HAD
from assistant.messaging.answering import Answering
from assistant.messaging.api import ApiError, checked
from assistant.messaging.inbox import Inbox, LostLease, Unfinished
from assistant.messaging.incoming import Incoming
from assistant.messaging.kept import kept_replies, kept_update, read_kept
from assistant.messaging.ordered import OrderedWork
from assistant.messaging.service import Json, Service
from assistant.privacy.current import current_scrubber
from assistant.settings import ChannelSettings

log = structlog.get_logger(__name__)

# Seconds until an update asks again whether what came before it is answered elsewhere; each
# pause is twice the one before.
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0


class Reception:
    """Takes a channel's updates and has them answered in the background.

    An update is stored before the service is told that it arrived, its replies before the first
    is sent, and each sent one is counted: a restart goes on where the last run stopped. What is
    stored is scrubbed: only an answer that is begun after a restart is made from less. Where a
    process is killed between a delivery and its count, that one message goes out twice.
    Processes may share an inbox where it is a ``SharedInbox``; else it is one process's.
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
        conversation = incoming.conversation if incoming else ""
        if await self._inbox.take(key, kept, conversation):
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
            await self._take_what_is_left()
            self._has_taken_up = True

    async def keep_up(self) -> None:
        """Say that this process lives, and take up what one that does not has left; for ever,
        where processes share the inbox."""
        while self._inbox.renewed_every is not None:
            await asyncio.sleep(self._inbox.renewed_every)
            try:
                await self._inbox.renew()
                await self._take_what_is_left()
            except NOT_TO_BE_HAD as error:
                log.error("channels.not_renewed", channel=self._service.name, error=repr(error))
            except Exception:
                # Whatever it was, what is being answered is to stay this process's.
                log.exception("channels.not_renewed", channel=self._service.name)

    async def _take_what_is_left(self) -> None:
        left = await self._inbox.left()
        try:
            read = [await read_kept(pending.update, self._service) for pending in left]
        except BaseException:
            for pending in left:
                self._inbox.let_go(pending.key)
            raise
        for pending, incoming in zip(left, read):
            log.info("channels.resumed", channel=self._service.name, key=pending.key)
            await self._start(pending, incoming)

    async def close(self) -> None:
        """Finish what is under way; leave the rest for the next run."""
        self._closing = True
        await self._work.close(self._settings.channel_closing_within)
        await self._note("", self._inbox.release())

    async def _start(self, pending: Unfinished, incoming: Optional[Incoming]) -> None:
        if incoming is None:
            await self._note(pending.key, self._inbox.finish(pending.key))
        elif not self._closing:
            self._queue(pending, incoming, FIRST_PAUSE)

    def _queue(self, pending: Unfinished, incoming: Incoming, pause: float) -> None:
        self._work.start(incoming.conversation, lambda: self._handle(pending, incoming, pause))

    async def _handle(self, pending: Unfinished, incoming: Incoming, pause: float) -> None:
        try:
            if await self._is_next(pending.key, pause):
                return await self._answer(pending, incoming)
            await asyncio.sleep(pause)
            if not self._closing:
                # Behind those of the conversation that were taken over meanwhile.
                self._queue(pending, incoming, min(2 * pause, LONGEST_PAUSE))
        except LostLease:
            log.warning("channels.taken_over", channel=self._service.name, key=pending.key)
            self._inbox.let_go(pending.key)
        except Exception:
            if self._inbox.renewed_every is not None:
                # Left to the next run, it would keep up what follows in the conversation.
                await self._note(pending.key, self._inbox.finish(pending.key))
            raise

    async def _is_next(self, key: str, pause: float) -> bool:
        try:
            return await self._inbox.is_next(key)
        except NOT_TO_BE_HAD as error:
            # A restart of the database is waited for; when it is gone, an answer is worth more
            # than the order.
            log.error("channels.order_unknown", key=key, error=repr(error))
            return pause >= LONGEST_PAUSE

    async def _answer(self, pending: Unfinished, incoming: Incoming) -> None:
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
                with checked(lambda: self._inbox.check(pending.key)):
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
            await self._note(pending.key, self._inbox.scrub(incoming.conversation))

    async def _note(self, key: str, note: Awaitable[None]) -> None:
        # Where the inbox fails now, a reply that may go out twice is better than none.
        try:
            await note
        except NOT_TO_BE_HAD as error:
            log.error("channels.not_noted", channel=self._service.name, key=key, error=repr(error))
