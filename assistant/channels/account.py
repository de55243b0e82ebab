"""The assistant's account with a service: what the staff set up, and the server at its start."""

from typing import List

from assistant.channels.content import Content
from assistant.channels.messenger_api import MessengerApi
from assistant.channels.telegram_api import TelegramApi
from assistant.facts.languages import LANGUAGES
from assistant.settings import ChannelSettings


class Account:
    """An account. Every call raises :class:`~assistant.channels.api.ApiError` where the service
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


class TelegramAccount(Account):
    """A bot. ``username`` is empty until Telegram told it."""

    needed = ["telegram_token"]
    wanted = ["public_url"]
    path = "/webhooks/telegram/webhook"

    def __init__(self, settings: ChannelSettings) -> None:
        super().__init__(settings)
        self.api = TelegramApi(settings)
        self.username = ""

    async def describe(self) -> List[str]:
        """The bot, its webhook, and what went wrong with it last."""
        me, webhook = await self.api.me(), await self.api.webhook()
        lines = [
            f"The token is right: t.me/{me.get('username')} ({me.get('first_name')}).",
            f"Telegram calls: {webhook.get('url') or 'nothing yet'}",
            f"Updates that wait: {webhook.get('pending_update_count')}",
        ]
        failed = webhook.get("last_error_message")
        return lines + [f"Last failure: {failed}"] if failed else lines

    async def register(self) -> None:
        """Learn the bot's name; set its webhook and its commands."""
        self.username = str((await self.api.me()).get("username") or "")
        url = self.webhook_url(self._settings)
        if url:
            await self.api.set_webhook(url)
        content = Content.of(self._settings)
        await self.api.set_commands(content.commands(LANGUAGES[0]))
        for language in LANGUAGES:
            await self.api.set_commands(content.commands(language), language)

    async def send_text(self, to: str, text: str) -> None:
        """Send a text to a chat."""
        chat, _, _ = to.partition(":")  # a member of a group: the group
        numbered = chat.lstrip("-").isdecimal()
        await self.api.send({"chat_id": int(chat) if numbered else chat, "text": text})

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self.api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self.api.close()


class MessengerAccount(Account):
    """A page and the app that speaks for it."""

    needed = ["messenger_page_token", "messenger_app_secret"]
    wanted = ["messenger_app_id", "public_url"]
    path = "/webhooks/messenger/webhook"

    def __init__(self, settings: ChannelSettings) -> None:
        super().__init__(settings)
        self.api = MessengerApi(settings)

    async def describe(self) -> List[str]:
        """The page, and the apps that receive its events."""
        me, apps = await self.api.me(), await self.api.subscribed_apps()
        return [
            f"The token is right: {me.get('name')} (page {me.get('id')}).",
            f"Apps that receive the page's events: {', '.join(apps) or 'none yet'}",
            f"Verify token, for the app's dashboard: {self.api.verify_token}",
        ]

    async def register(self) -> None:
        """Subscribe to the page's events; set its menu and ice breakers."""
        url = self.webhook_url(self._settings)
        if url:
            await self.api.subscribe(url)
        await self.api.set_profile(Content.of(self._settings).messenger_profile())

    async def send_text(self, to: str, text: str) -> None:
        """Send a text to a visitor."""
        message = {"recipient": {"id": to}, "message": {"text": text}}
        await self.api.send({**message, "messaging_type": "RESPONSE"})

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self.api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self.api.close()


ACCOUNTS = {"telegram": TelegramAccount, "messenger": MessengerAccount}
