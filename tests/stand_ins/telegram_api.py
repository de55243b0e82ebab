"""A stand-in of Telegram's Bot API: the limits and errors that core.telegram.org documents."""

import json
import time
from typing import Any, Dict, List, Optional
from urllib.parse import urlsplit

from aiohttp import web

from tests.stand_ins.server import ClosedConnection, StandIn

TOKEN = "4711:stand-in-of-telegram"
USERNAME = "OimTunisieBot"
WEBHOOK_PORTS = (443, 80, 88, 8443)


def units(text: str) -> int:
    """Length as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def error(status: int, description: str, **parameters: Any) -> web.Response:
    """An error in Telegram's form."""
    body: Dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=status)


def too_many(seconds: int = 1) -> web.Response:
    """Flood control."""
    return error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class TelegramStandIn(StandIn):
    """``blocked_by``: chats of people who blocked the bot."""

    failures = [
        lambda: too_many(1),
        lambda: error(500, "Internal Server Error"),
        lambda: web.Response(text="<html>Bad Gateway</html>", status=502),
        ClosedConnection,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.blocked_by: set = set()
        self.webhook: Dict[str, Any] = {"url": ""}
        self.commands: Dict[str, List[Dict[str, str]]] = {}

    def application(self) -> web.Application:
        """``/bot<token>/<method>``."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        return app

    def texts(self, chat: Optional[int] = None) -> List[str]:
        """What was sent, to a chat."""
        sent = self.named("sendMessage")
        return [message["text"] for message in sent if chat in (None, message["chat_id"])]

    async def _answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return error(401, "Unauthorized")
        try:
            parameters = await request.json()
        except ValueError:
            return error(400, "Bad Request: can't parse JSON")
        name = request.match_info["method"]
        failing = await self.trouble(name + json.dumps(parameters, sort_keys=True))
        if failing is not None:
            return failing
        method = getattr(self, f"_{name}", None)
        if method is None:
            return error(404, "Not Found")
        answer = method(parameters)
        if isinstance(answer, web.Response):
            self.refused.append(answer)
            return answer
        self.note(name, parameters)
        return web.json_response({"ok": True, "result": answer})

    def _getMe(self, _: Dict[str, Any]) -> Dict[str, Any]:
        bot_id = int(TOKEN.partition(":")[0])
        return {"id": bot_id, "is_bot": True, "first_name": "OIM Tunisie", "username": USERNAME}

    def _sendMessage(self, parameters: Dict[str, Any]) -> Any:
        text = parameters.get("text")
        if not isinstance(text, str) or not text.strip():
            return error(400, "Bad Request: message text is empty")
        if units(text) > 4096:
            return error(400, "Bad Request: message is too long")
        if not isinstance(parameters.get("chat_id"), int):
            return error(400, "Bad Request: chat not found")
        if parameters["chat_id"] in self.blocked_by:
            return error(403, "Forbidden: bot was blocked by the user")
        rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in [button for row in rows for button in row]:
            if not button.get("text"):
                return error(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                return error(400, "Bad Request: BUTTON_DATA_INVALID")
        if sum(map(len, rows)) > 100:
            return error(400, "Bad Request: reply markup is too long")
        chat = {"id": parameters["chat_id"], "type": "private"}
        return {"message_id": len(self.calls) + 1, "date": int(time.time()), "chat": chat}

    def _sendChatAction(self, parameters: Dict[str, Any]) -> Any:
        if parameters.get("action") != "typing":
            return error(400, "Bad Request: wrong parameter action in request")
        return True

    def _answerCallbackQuery(self, parameters: Dict[str, Any]) -> Any:
        if not parameters.get("callback_query_id"):
            return error(400, "Bad Request: query is too old and response timeout expired")
        return True

    def _setWebhook(self, parameters: Dict[str, Any]) -> Any:
        url = urlsplit(parameters.get("url", ""))
        if url.scheme != "https":
            return error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if (url.port or 443) not in WEBHOOK_PORTS:
            return error(400, "Bad Request: bad webhook: Webhook can be set up only on known ports")
        secret = parameters.get("secret_token", "")
        if not (1 <= len(secret) <= 256 and secret.replace("_", "").replace("-", "").isalnum()):
            return error(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = dict(parameters)
        return True

    def _getWebhookInfo(self, _: Dict[str, Any]) -> Any:
        return {"url": self.webhook["url"], "pending_update_count": 0}

    def _setMyCommands(self, parameters: Dict[str, Any]) -> Any:
        commands = parameters.get("commands", [])
        for command in commands:
            if not (command["command"].isascii() and 1 <= len(command["command"]) <= 32):
                return error(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                return error(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100 or len(parameters.get("language_code", "")) not in (0, 2):
            return error(400, "Bad Request: commands or language are not right")
        self.commands[parameters.get("language_code", "")] = commands
        return True


if __name__ == "__main__":
    stand_in = TelegramStandIn()
    stand_in.start(8091)
    print(f"TELEGRAM_TOKEN={TOKEN} TELEGRAM_API_URL={stand_in.url}", flush=True)
    stand_in.print_calls()
