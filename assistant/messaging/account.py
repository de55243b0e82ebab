"""The assistant's account with a service: what the staff set up, and the server at its start."""

from typing import List

from assistant.settings import ChannelSettings


class Account:
    """An account. Every call raises :class:`~assistant.messaging.api.ApiError` where the service
    refuses or cannot be reached."""

    # The settings without which the channel is quiet, then those without which it is deaf.
    needed: List[str]
    wanted: List[str]
    path: str

    def __init__(self, settings: ChannelSettings) -> None:
        self._settings = settings

    @classmethod
    def missing(cls, settings: ChannelSettings) -> List[str]:
        """The settings that are missing for the channel to speak."""
        return [name for name in cls.needed if not getattr(settings, name)]

    @classmethod
    def webhook_url(cls, settings: ChannelSettings) -> str:
        """The address that the service calls; empty where this server's is not known."""
        return f"{settings.public_url.rstrip('/')}{cls.path}" if settings.public_url else ""

    async def describe(self) -> List[str]:
        """What the service says of our access, a line each."""
        raise NotImplementedError

    async def register(self) -> None:
        """Tell the service where updates go; set commands and menus in every language."""
        raise NotImplementedError

    async def send_text(self, to: str, text: str) -> None:
        """Send a text to a conversation."""
        raise NotImplementedError

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close the connections."""
        raise NotImplementedError
