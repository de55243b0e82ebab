"""What a channel itself keeps of a conversation, to be erased with it."""

from assistant.messaging.inbox import Inbox
from assistant.messaging.kept import read_kept
from assistant.messaging.service import Service


class Waiting:
    """A channel's updates that were not answered to the end, by conversation, and what its
    service knows of the visitor."""

    def __init__(self, service: Service, inbox: Inbox) -> None:
        self._service = service
        self._inbox = inbox

    async def forget(self, conversation: str, before: str) -> None:
        """Give up the conversation's updates and replies older than an update, by its key: work
        on them failed, and the next start would take them up."""
        self._service.forget(conversation)
        for unfinished in await self._inbox.unfinished():
            if unfinished.key == before:
                return
            incoming = await read_kept(unfinished.update, self._service)
            if incoming is not None and incoming.conversation == conversation:
                await self._inbox.give_up(unfinished.key)
