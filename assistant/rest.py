"""Rasa's REST channel for those who develop, with conversations of its own."""

import uuid
from typing import Any, Awaitable, Callable, Dict, Optional, Text

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import Forbidden, InvalidUsage
from sanic.request import Request

from assistant.conversations.names import REST, conversation_of
from assistant.credentials import rest_is_open, rest_refusal
from assistant.limits.address import was_forwarded

log = structlog.get_logger(__name__)

LONGEST_SENDER = 200  # characters; the tracker store keeps 255


class DevelopmentRest(RestInput):
    """REST at ``/webhooks/rest/webhook``; without ``REST=1`` there is no such route.

    Whatever ``sender`` a request names, the conversation is one of REST's own.
    """

    def __init__(self, is_open: bool) -> None:
        self._is_open = is_open

    @classmethod
    def name(cls) -> Text:
        """The channel's name, part of its route."""
        return REST

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """The channel, open or not as the settings say."""
        refusal = rest_refusal()
        if refusal:
            log.warning("rest.closed", reason=refusal)
        return cls(rest_is_open())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The routes; none where it is closed."""
        return super().blueprint(on_new_message) if self._is_open else Blueprint(REST)

    async def _extract_sender(self, req: Request) -> Text:
        """The conversation of the sender; a new one where none is named.

        Raises:
            Forbidden: the request came through a proxy, so perhaps from anywhere.
            InvalidUsage: it is not what REST takes.
        """
        if was_forwarded(req):
            raise Forbidden("REST is for this machine and is not served through a proxy.")
        if not isinstance(req.json, dict):
            raise InvalidUsage("Send a JSON object.")
        sender = req.json.get("sender")
        if sender is None:
            sender = uuid.uuid4().hex
        if isinstance(sender, int) and not isinstance(sender, bool):
            sender = str(sender)
        if not isinstance(sender, str) or not 0 < len(sender) <= LONGEST_SENDER:
            raise InvalidUsage(f"Name a sender of at most {LONGEST_SENDER} characters.")
        if not sender.isprintable():
            raise InvalidUsage("Name a sender without control characters.")
        return conversation_of(REST, sender)

    def _extract_message(self, req: Request) -> Optional[Text]:
        message = req.json.get("message")
        if message is not None and not isinstance(message, str):
            raise InvalidUsage("Send the message as a string.")
        return message

    def _extract_input_channel(self, req: Request) -> Text:
        return self.name()

    def get_metadata(self, request: Request) -> Optional[Dict[Text, Any]]:
        """The request's metadata, where they are an object."""
        metadata = request.json.get("metadata")
        return metadata if isinstance(metadata, dict) else None
