"""Rasa's replies, written as messages of a service."""

from typing import Any, Awaitable, Callable, Dict, Iterable, List, Text

import structlog
from rasa.core.channels.channel import OutputChannel

from assistant.messaging.buttons import Button, as_lines, read_buttons

log = structlog.get_logger(__name__)

Message = Dict[str, Any]
Take = Callable[[Message], Awaitable[None]]


class ChannelOutput(OutputChannel):
    """Writes each reply as one message or more and hands them on, in order, to ``take``."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def write(self, recipient_id: Text, text: Text, buttons: List[Button]) -> List[Message]:
        """The messages for a text with buttons below it."""
        raise NotImplementedError

    async def _put(self, recipient_id: Text, text: Text, buttons: List[Button]) -> None:
        # No service shows buttons without a text.
        for message in await self.write(recipient_id, text or as_lines(buttons), buttons):
            await self._take(message)

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:
        """Send a text."""
        await self._put(recipient_id, text, [])

    async def send_text_with_buttons(
        self, recipient_id: Text, text: Text, buttons: List[Dict[Text, Any]], **kwargs: Any
    ) -> None:
        """Send a text and buttons."""
        await self._put(recipient_id, text, read_buttons(buttons))

    async def send_image_url(self, recipient_id: Text, image: Text, **kwargs: Any) -> None:
        """Send an image's address; the app shows the image."""
        await self._put(recipient_id, image, [])

    async def send_attachment(self, recipient_id: Text, attachment: Text, **kwargs: Any) -> None:
        """Send an attachment's address."""
        await self._put(recipient_id, attachment, [])

    async def send_elements(
        self, recipient_id: Text, elements: Iterable[Dict[Text, Any]], **kwargs: Any
    ) -> None:
        """Send each element as a text with its buttons."""
        for element in elements:
            lines = [str(element[part]) for part in ("title", "subtitle") if element.get(part)]
            await self._put(
                recipient_id, "\n".join(lines), read_buttons(element.get("buttons", []))
            )

    async def send_custom_json(
        self, recipient_id: Text, json_message: Dict[Text, Any], **kwargs: Any
    ) -> None:
        """Nothing for people to read: log it."""
        log.warning("channels.custom_json_not_sent", conversation=recipient_id)
