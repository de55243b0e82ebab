"""Telegram's Bot API (core.telegram.org/bots/api), as far as the channel needs it."""

from typing import Any, Dict, List

import httpx

from assistant.messaging.api import Api, ApiError, json_object, passing
from assistant.messaging.verification import derived_secret
from assistant.settings import ChannelSettings, text_of

# Kinds of updates that are asked for; all others would be ignored.
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


def read(response: httpx.Response) -> Any:
    """The result of a call.

    Raises:
        ApiError: the answer tells of an error.
    """
    body = json_object(response)
    if response.status_code == 200 and body.get("ok") is True:
        return body.get("result")
    parameters = body.get("parameters") or {}
    raise ApiError(
        str(body.get("description") or f"HTTP {response.status_code}"),
        response.status_code,
        passing(response.status_code),
        float(parameters.get("retry_after") or 0),
    )


class TelegramApi:
    """The calls, by the bot that the settings' token names."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._token = text_of(settings.telegram_token)
        self._api = Api(settings, settings.telegram_api_url, read)
        self.bot_id = self._token.partition(":")[0]
        self.webhook_secret = derived_secret(self._token, "telegram webhook")

    async def _call(self, name: str, **parameters: Any) -> Any:
        return await self._api.call("POST", f"/bot{self._token}/{name}", json=parameters)

    async def send(self, message: Dict[str, Any]) -> Any:
        """Send a message, made of the parameters of ``sendMessage``."""
        return await self._call("sendMessage", **message)

    async def acknowledge(self, callback_query_id: str) -> None:
        """Tell the visitor's app that a tap arrived."""
        await self._call("answerCallbackQuery", callback_query_id=callback_query_id)

    async def show_typing(self, address: Dict[str, Any]) -> None:
        """Show for some seconds that an answer is being written."""
        where = {key: address[key] for key in ("chat_id", "message_thread_id") if key in address}
        await self._call("sendChatAction", action="typing", **where)

    async def me(self) -> Dict[str, Any]:
        """The bot: its ``id``, ``username``, ``first_name``."""
        return await self._call("getMe")

    async def webhook(self) -> Dict[str, Any]:
        """The webhook as Telegram has it: ``url``, ``pending_update_count``, …"""
        return await self._call("getWebhookInfo")

    async def set_webhook(self, url: str) -> None:
        """Have updates sent to this https address, with the secret."""
        await self._call(
            "setWebhook", url=url, secret_token=self.webhook_secret, allowed_updates=WANTED
        )

    async def set_commands(self, commands: List[Dict[str, str]], language: str = "") -> None:
        """Set the menu of commands for a language; for all others where it is empty."""
        await self._call("setMyCommands", commands=commands, language_code=language)

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self._api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()
