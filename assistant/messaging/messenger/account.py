"""The assistant's account with Messenger: a page, and the app that speaks for it."""

from typing import List

from assistant.conversations.names import MESSENGER, who_of
from assistant.messaging.account import Account
from assistant.messaging.content import Content
from assistant.messaging.messenger.api import MessengerApi
from assistant.settings import ChannelSettings


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
        # A conversation's name, as the log tells it, may stand for a visitor's id too.
        visitor = who_of(to, MESSENGER)
        message = {"recipient": {"id": visitor}, "message": {"text": text}}
        await self.api.send({**message, "messaging_type": "RESPONSE"})

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self.api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self.api.close()
