"""What the pages read and change: the cores' own stores."""

from functools import lru_cache

from assistant.conversations.reading import Reading
from assistant.handover.client import HandoverServer
from assistant.handover.people import People
from assistant.settings import HandoverSettings, Settings


def people() -> People:
    """Who waits, and what staff marked."""
    return _people(HandoverSettings().handover_url)


def reading() -> Reading:
    """The conversations."""
    return _reading(Settings().conversations_url)


def server() -> HandoverServer:
    """Rasa's server, which does in a conversation what staff decide."""
    return HandoverServer(HandoverSettings())


@lru_cache(maxsize=1)
def _people(url: str) -> People:
    return People(HandoverSettings(handover_url=url))


@lru_cache(maxsize=1)
def _reading(url: str) -> Reading:
    return Reading(url)
