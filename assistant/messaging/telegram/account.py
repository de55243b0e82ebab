"""The assistant's account with Telegram: a bot."""

from typing import List

from assistant.conversations.names import TELEGRAM, who_of
from assistant.facts.languages import LANGUAGES
from assistant.messaging.account import Account
from assistant.messaging.content import Content
from assistant.messaging.telegram.api import TelegramApi
from assistant.settings import ChannelSettings


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
        # A conversation's name, as the log tells it, may stand for a chat's id too.
        chat, _, _ = who_of(to, TELEGRAM).partition(":")  # a member of a group: the group
        numbered = chat.lstrip("-").isdecimal()
        await self.api.send({"chat_id": int(chat) if numbered else chat, "text": text})

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self.api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self.api.close()
