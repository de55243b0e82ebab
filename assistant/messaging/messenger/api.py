"""The Messenger Platform's Graph API (developers.facebook.com), as far as the channel needs it."""

import hashlib
import hmac
from typing import Any, Dict, List

import httpx

from assistant.messaging.api import Api, ApiError, json_object, passing
from assistant.messaging.verification import derived_secret
from assistant.settings import ChannelSettings, text_of

WANTED = "messages,messaging_postbacks,messaging_referrals,message_edits"
# Codes of the Graph API for trouble that may pass: unknown error, service, rate limits.
PASSING_CODES = {1, 2, 4, 17, 32, 341, 613}


def read(response: httpx.Response) -> Any:
    """The result of a call.

    Raises:
        ApiError: the answer tells of an error.
    """
    body = json_object(response)
    error = body.get("error")
    if response.status_code == 200 and body and not error:
        return body
    error = error if isinstance(error, dict) else {}
    code = error.get("code")
    described = f"{error.get('message', 'HTTP')} ({code or response.status_code})"
    transient = (
        passing(response.status_code) or code in PASSING_CODES or error.get("is_transient") is True
    )
    raise ApiError(described, response.status_code, transient, _retry_after(response))


def _retry_after(response: httpx.Response) -> float:
    header = response.headers.get("retry-after", "")
    return float(header) if header.isdecimal() else 0.0


class MessengerApi:
    """The calls, for the page and the app that the settings name."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._token = text_of(settings.messenger_page_token)
        self._app_id = settings.messenger_app_id
        self._app_secret = text_of(settings.messenger_app_secret)
        url = f"{settings.messenger_api_url}/{settings.messenger_api_version}"
        self._api = Api(settings, url, read)
        self.verify_token = derived_secret(self._app_secret, "messenger webhook")

    async def _call(self, method: str, path: str, attempts: int = 0, **parameters: Any) -> Any:
        proof = hmac.new(self._app_secret.encode(), self._token.encode(), hashlib.sha256)
        signed = {"access_token": self._token, "appsecret_proof": proof.hexdigest()}
        json = parameters.pop("json", None)
        params = {**signed, **parameters}
        return await self._api.call(method, path, json, params, attempts or None)

    async def send(self, message: Dict[str, Any]) -> Any:
        """Send a message, made of the parameters of the Send API."""
        return await self._call("POST", "/me/messages", json=message)

    async def show_typing(self, address: Dict[str, Any]) -> None:
        """Show for some seconds that an answer is being written."""
        await self.send({**address, "sender_action": "typing_on"})

    async def locale(self, visitor: str) -> str:
        """A visitor's locale (fr_FR); the app needs the permission ``pages_user_locale``."""
        profile = await self._call("GET", f"/{visitor}", attempts=1, fields="locale")
        return str(profile.get("locale") or "")

    async def me(self) -> Dict[str, Any]:
        """The page: its ``id`` and ``name``."""
        return await self._call("GET", "/me", fields="id,name")

    async def subscribe(self, url: str) -> None:
        """Have the app's events of pages sent to this https address, and this page's events to
        the app. The service calls the address at once, to verify it."""
        if self._app_id:
            await self._api.call(
                "POST",
                f"/{self._app_id}/subscriptions",
                params={
                    "access_token": f"{self._app_id}|{self._app_secret}",
                    "object": "page",
                    "callback_url": url,
                    "fields": WANTED,
                    "verify_token": self.verify_token,
                },
            )
        await self._call("POST", "/me/subscribed_apps", subscribed_fields=WANTED)

    async def subscribed_apps(self) -> List[str]:
        """The names of the apps that receive the page's events."""
        apps = (await self._call("GET", "/me/subscribed_apps")).get("data", [])
        return [str(entry.get("name") or entry.get("id")) for entry in apps]

    async def set_profile(self, profile: Dict[str, Any]) -> None:
        """Set the page's menu, ice breakers and the button that starts a conversation."""
        await self._call("POST", "/me/messenger_profile", json=profile)

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again."""
        self._api.stop_repeating()

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()
