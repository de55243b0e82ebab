"""A stand-in of the Messenger Platform's Graph API: the limits and errors that
developers.facebook.com documents."""

import hashlib
import hmac
import json
from typing import Any, Dict, List, Optional

from aiohttp import ClientError, ClientSession, web

from tests.stand_ins.server import ClosedConnection, StandIn

PAGE_TOKEN = "stand-in-page-token"
APP_ID = "1234567890"
APP_SECRET = "stand-in-app-secret"
PAGE_ID = "108000000000001"


def error(status: int, code: int, message: str, **more: Any) -> web.Response:
    """An error in the Graph API's form."""
    described = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1b2"}
    return web.json_response({"error": {**described, **more}}, status=status)


def too_many() -> web.Response:
    """The rate limit, with the status that the Graph API gives it."""
    return error(400, 613, "(#613) Calls to this API have exceeded the rate limit.")


class MessengerStandIn(StandIn):
    """``blocked_by``: visitors who blocked the page; ``locales``: of the visitors' profiles."""

    failures = [
        too_many,
        lambda: error(500, 2, "An unexpected error has occurred. Please retry your request later."),
        lambda: error(400, 1200, "Temporary send message failure.", is_transient=True),
        lambda: web.Response(text="Bad Gateway", status=502),
        ClosedConnection,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.blocked_by: set = set()
        self.locales: Dict[str, str] = {}
        self.profile: Dict[str, Any] = {}
        self.subscription: Dict[str, str] = {}
        self.verifies = False

    def application(self) -> web.Application:
        """``/<version>/<node>/<edge>``."""
        app = web.Application()
        app.router.add_post("/{version}/me/messages", self._messages)
        app.router.add_post("/{version}/me/messenger_profile", self._messenger_profile)
        app.router.add_post("/{version}/me/subscribed_apps", self._subscribed_apps)
        app.router.add_post("/{version}/" + APP_ID + "/subscriptions", self._subscriptions)
        app.router.add_get("/{version}/me", self._me)
        app.router.add_get("/{version}/me/subscribed_apps", self._apps)
        app.router.add_get("/{version}/{visitor}", self._visitor)
        return app

    def contents(self, visitor: Optional[str] = None) -> List[Dict[str, Any]]:
        """What was sent, to a visitor."""
        sent = self.named("messages")
        return [
            message["message"]
            for message in sent
            if "message" in message and visitor in (None, message["recipient"]["id"])
        ]

    def texts(self, visitor: Optional[str] = None) -> List[str]:
        """The texts of what was sent."""
        return [
            content.get("text") or content["attachment"]["payload"]["text"]
            for content in self.contents(visitor)
        ]

    async def _checked(self, request: web.Request, name: str, body: Any) -> Optional[web.Response]:
        version = request.match_info["version"]
        if not version.startswith("v") or float(version[1:]) < 21:
            return error(400, 2635, f"You are calling a deprecated version of the API: {version}")
        proof = hmac.new(APP_SECRET.encode(), PAGE_TOKEN.encode(), hashlib.sha256).hexdigest()
        if request.query.get("access_token") != PAGE_TOKEN:
            return error(401, 190, "Invalid OAuth access token - Cannot parse access token")
        if request.query.get("appsecret_proof") != proof:
            return error(400, 100, "Invalid appsecret_proof provided in the API argument")
        return await self.trouble(name + json.dumps(body, sort_keys=True))

    async def _me(self, request: web.Request) -> web.Response:
        refused = await self._checked(request, "me", None)
        if refused is not None:
            return refused
        return web.json_response({"id": PAGE_ID, "name": "OIM Tunisie"})

    async def _visitor(self, request: web.Request) -> web.Response:
        visitor = request.match_info["visitor"]
        refused = await self._checked(request, f"visitor {visitor}", None)
        if refused is None and visitor not in self.locales:
            refused = error(400, 100, "Unsupported get request. Object does not exist")
        if refused is not None:
            return refused
        return web.json_response({"locale": self.locales[visitor], "id": visitor})

    async def _messages(self, request: web.Request) -> web.Response:
        body = await request.json()
        refused = await self._checked(request, "messages", body)
        if refused is None:  # a response without extra values is falsy
            refused = self._wrong_message(body)
        if refused is not None:
            self.refused.append(refused)
            return refused
        self.note("messages", body)
        mid = f"m_{len(self.calls)}"
        return web.json_response({"recipient_id": body["recipient"]["id"], "message_id": mid})

    def _wrong_message(self, body: Dict[str, Any]) -> Optional[web.Response]:
        visitor = body.get("recipient", {}).get("id", "")
        if not (isinstance(visitor, str) and visitor.isdecimal()):
            return error(400, 100, "(#100) No matching user found", error_subcode=2018001)
        if visitor in self.blocked_by:
            return error(400, 551, "(#551) This person isn't available right now.")
        if "sender_action" in body:
            known = body["sender_action"] in ("typing_on", "typing_off", "mark_seen")
            return None if known else error(400, 100, "(#100) Param sender_action is not right")
        if body.get("messaging_type") != "RESPONSE":
            return error(400, 100, "(#100) Param messaging_type must be RESPONSE")
        problem = _problem_of(body.get("message", {}))
        return error(400, 100, f"(#100) {problem}") if problem else None

    async def _messenger_profile(self, request: web.Request) -> web.Response:
        body = await request.json()
        refused = await self._checked(request, "messenger_profile", body)
        problem = _problem_of_profile(body)
        if refused is None and problem:
            refused = error(400, 100, f"(#100) {problem}")
        if refused is not None:
            return refused
        self.profile.update(body)
        self.note("messenger_profile", body)
        return web.json_response({"result": "success"})

    async def _subscribed_apps(self, request: web.Request) -> web.Response:
        refused = await self._checked(request, "subscribed_apps", None)
        if refused is not None:
            return refused
        self.note("subscribed_apps", dict(request.query))
        return web.json_response({"success": True})

    async def _apps(self, request: web.Request) -> web.Response:
        refused = await self._checked(request, "apps", None)
        if refused is not None:
            return refused
        apps = [{"id": APP_ID, "name": "Assistant"}] if self.named("subscribed_apps") else []
        return web.json_response({"data": apps})

    async def _subscriptions(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        if query.get("access_token") != f"{APP_ID}|{APP_SECRET}":
            return error(401, 190, "Invalid OAuth access token")
        if not query.get("callback_url", "").startswith("https://"):
            return error(400, 2200, "(#2200) callback_url must be https")
        if self.verifies and not await self._verified(query):
            return error(400, 2200, "(#2200) callback verification failed")
        self.subscription = query
        self.note("subscriptions", query)
        return web.json_response({"success": True})

    async def _verified(self, query: Dict[str, str]) -> bool:
        challenge = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
        challenge["hub.verify_token"] = query["verify_token"]
        url = query["callback_url"].replace("https://", "http://")
        try:
            async with ClientSession() as session, session.get(url, params=challenge) as answer:
                return answer.status == 200 and await answer.text() == "1158201444"
        except ClientError:
            return False


def _problem_of(message: Dict[str, Any]) -> Optional[str]:
    if "attachment" in message:
        template = message["attachment"]["payload"]
        buttons = template["buttons"]
        if not 1 <= len(template["text"]) <= 640:
            return "Param text must be a string of at most 640 characters"
        if not 1 <= len(buttons) <= 3:
            return "Param buttons must have 1 to 3 elements"
    else:
        if not 1 <= len(message.get("text", "").strip()) or len(message["text"]) > 2000:
            return "Length of param message[text] must be less than or equal to 2000"
        buttons = message.get("quick_replies", [])
        if len(buttons) > 13:
            return "Param quick_replies must have at most 13 elements"
    for button in buttons:
        if not 1 <= len(button.get("title", "")) <= 20:
            return "Param title must have at most 20 characters"
        if not 1 <= len(button.get("payload", "")) <= 1000:
            return "Param payload must have at most 1000 characters"
    return None


def _problem_of_profile(profile: Dict[str, Any]) -> Optional[str]:
    menus = profile.get("persistent_menu", [])
    for part in (menus, profile.get("ice_breakers", [])):
        locales = [entry["locale"] for entry in part]
        if part and ("default" not in locales or len(set(locales)) < len(locales)):
            return "Each locale once, and the default, must be there"
    if menus and not profile.get("get_started", {}).get("payload"):
        return "You must set a Get Started button if you also wish to use persistent menu"
    for menu in menus:
        entries = menu["call_to_actions"]
        if len(entries) > 3 or any(not 1 <= len(entry["title"]) <= 30 for entry in entries):
            return "A menu has at most 3 entries of at most 30 characters"
    if any(not 1 <= len(part["call_to_actions"]) <= 4 for part in profile.get("ice_breakers", [])):
        return "At most 4 ice breakers"
    return None


if __name__ == "__main__":
    stand_in = MessengerStandIn()
    stand_in.start(8092)
    print(
        f"MESSENGER_PAGE_TOKEN={PAGE_TOKEN} MESSENGER_APP_SECRET={APP_SECRET} "
        f"MESSENGER_APP_ID={APP_ID} MESSENGER_API_URL={stand_in.url}",
        flush=True,
    )
    stand_in.print_calls()
