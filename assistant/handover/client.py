"""Has Rasa's server do in a conversation what staff decide at the desk."""

from typing import Dict

import httpx

from assistant.handover.callbacks import Gone
from assistant.handover.key import KEY_HEADER, handover_key
from assistant.settings import HandoverSettings

WITHIN = 10.0  # seconds; a message of the visitor's may be under way


class NotDone(Exception):
    """Rasa's server is not to be reached, or cannot do it now."""


class HandoverServer:
    """What staff do in the conversations of the web page.

    Each raises :class:`~assistant.handover.callbacks.Gone` where the conversation is not, or no
    more, this member of staff's, and :class:`NotDone` where it is to be tried again.
    """

    def __init__(self, settings: HandoverSettings) -> None:
        servers = settings.handover_server.split()
        self._urls = [f"{server.rstrip('/')}/webhooks/handover" for server in servers]
        self._settings = settings

    def take(self, conversation: str, staff: str) -> None:
        """Take a conversation that waits."""
        self._post("take", conversation=conversation, staff=staff)

    def say(self, conversation: str, staff: str, text: str) -> None:
        """Say something to its visitor."""
        self._post("say", conversation=conversation, staff=staff, text=text)

    def give_back(self, conversation: str, staff: str) -> None:
        """Give it back to the assistant."""
        self._post("return", conversation=conversation, staff=staff)

    def _post(self, act: str, **document: str) -> None:
        try:
            headers = {KEY_HEADER: handover_key(self._settings)}
            # Never through a proxy that the environment names: it is this machine.
            with httpx.Client(trust_env=False, timeout=WITHIN, headers=headers) as client:
                response = self._answer(client, act, document)
        except (httpx.HTTPError, OSError) as error:
            raise NotDone(repr(error)) from error
        if response.status_code == 409:
            raise Gone(document["conversation"])
        if response.status_code != 200:
            raise NotDone(f"{response.status_code}: {response.text[:200]}")

    def _answer(self, client: httpx.Client, act: str, document: Dict[str, str]) -> httpx.Response:
        """The answer of the first process that is there: one that is restarted was told nothing."""
        *others, last = self._urls
        for url in others:
            try:
                return client.post(f"{url}/{act}", json=document)
            except httpx.ConnectError:
                continue
        return client.post(f"{last}/{act}", json=document)
