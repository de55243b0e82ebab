"""What a channel knows of its service."""

from typing import Any, Dict, Optional

from assistant.messaging.incoming import Incoming
from assistant.messaging.output import ChannelOutput, Take

Json = Dict[str, Any]


class Service:
    """Reads a service's updates and delivers messages to it."""

    name: str

    async def read(self, update: Json) -> Optional[Incoming]:
        """What an update means; None where nothing is to be done."""
        raise NotImplementedError

    async def hint(self, incoming: Incoming) -> Optional[str]:
        """The language of the visitor's profile, where it is known."""
        return incoming.hint

    def forget(self, conversation: str) -> None:
        """Forget what is known of a conversation's visitor, who erases it."""

    def output(self, incoming: Incoming, take: Take) -> ChannelOutput:
        """An output channel that writes for the place the update came from."""
        raise NotImplementedError

    async def send(self, message: Json) -> None:
        """Deliver a message.

        Raises:
            ApiError: it cannot be delivered.
        """
        raise NotImplementedError

    async def show_typing(self, incoming: Incoming) -> None:
        """Show that an answer is being written."""
        raise NotImplementedError

    async def acknowledge(self, incoming: Incoming) -> None:
        """Tell the visitor's app that a tap arrived."""
        raise NotImplementedError

    def output_to(self, take: Take) -> ChannelOutput:
        """An output channel that writes to the place that a conversation's id tells."""
        raise NotImplementedError
