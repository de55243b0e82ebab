"""Who a visitor is: a random identity that only this server can sign."""

import secrets
from typing import List, NamedTuple, Optional

from itsdangerous import BadSignature, TimestampSigner
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.conversations.names import WEB, channel_of, conversation_of
from assistant.secret_files import kept_secret
from assistant.settings import Settings

OWN_SITE_COOKIE = "oim_visitor"
EMBEDDED_COOKIE = "oim_visitor_embedded"
# Readable by the page's script, so that it can tell whether cookies are kept at all.
MARKER_COOKIE = "oim_cookies"
TOKEN_HEADER = "x-visitor"
EMBEDDED_ARGUMENT = "embedded"
PATH = "/webhooks/web"


def signing_key(settings: Settings) -> str:
    """The key of the environment, or the one kept in a file that only its owner reads."""
    return settings.web_key or kept_secret(settings.web_key_file)


class Visitor(NamedTuple):
    """A visitor: the conversation's id; whether their browser sent it back in a cookie; whether
    the identity was made just now."""

    conversation: str
    by_cookie: bool
    is_new: bool
    is_embedded: bool


class Visitors:
    """Recognizes visitors, and makes and signs their identities.

    The cookie decides. A page whose cookies are refused holds a token in its memory and sends it
    as a header; cookie and token are signed apart, so that neither passes for the other.
    """

    def __init__(self, key: str, seconds: int) -> None:
        self._seconds = seconds
        self._cookies = TimestampSigner(key, salt="visitor cookie")
        self._tokens = TimestampSigner(key, salt="visitor token")

    def recognize(self, request: Request) -> Visitor:
        """The visitor of a request; a new one where nothing valid names them."""
        embedded = is_embedded(request)
        for name in (EMBEDDED_COOKIE, OWN_SITE_COOKIE):
            conversation = self._read(self._cookies, request.cookies.get(name))
            if conversation:
                return Visitor(conversation, True, False, name == EMBEDDED_COOKIE)
        conversation = self._read(self._tokens, request.headers.get(TOKEN_HEADER))
        if conversation:
            return Visitor(conversation, False, False, embedded)
        return self.new(embedded)

    @staticmethod
    def new(embedded: bool) -> Visitor:
        """A visitor never seen before."""
        return Visitor(conversation_of(WEB, secrets.token_urlsafe(24)), False, True, embedded)

    def token(self, visitor: Visitor) -> str:
        """What a page whose cookies are refused sends in the header ``X-Visitor``."""
        return self._tokens.sign(visitor.conversation).decode()

    def cookies(self, visitor: Visitor, secure: bool) -> List[str]:
        """The ``Set-Cookie`` headers that keep the identity.

        Sanic 21.12 cannot write ``Partitioned``, so they are written here. The values are of the
        alphabet of URL-safe Base64.
        """
        signed = self._cookies.sign(visitor.conversation).decode()
        name = EMBEDDED_COOKIE if visitor.is_embedded else OWN_SITE_COOKIE
        site = "SameSite=Lax"
        if visitor.is_embedded:
            # On another's site a browser keeps only this kind, and a jar apart for each site.
            site, secure = "SameSite=None; Partitioned", True
        ending = f"Path={PATH}; Max-Age={self._seconds}; {site}" + ("; Secure" if secure else "")
        return [f"{name}={signed}; {ending}; HttpOnly", f"{MARKER_COOKIE}=1; {ending}"]

    def keep(self, visitor: Visitor, request: Request, response: HTTPResponse) -> HTTPResponse:
        """The response, with the cookies that keep the identity."""
        for cookie in self.cookies(visitor, is_secure(request)):
            response.headers.add("Set-Cookie", cookie)
        return response

    def _read(self, signer: TimestampSigner, signed: Optional[str]) -> Optional[str]:
        if not signed:
            return None
        try:
            conversation: str = signer.unsign(signed, max_age=self._seconds).decode()
        except (BadSignature, UnicodeError):
            return None
        # Whatever else the key may have signed: the page opens conversations of its own only.
        return conversation if channel_of(conversation) == WEB else None


def is_embedded(request: Request) -> bool:
    """Whether the page is asked for by another site's frame.

    Browsers without Fetch Metadata rely on the argument that the embedding script sets.
    """
    if "sec-fetch-site" in request.headers:
        framed = request.headers.get("sec-fetch-dest") == "iframe"
        return framed and request.headers["sec-fetch-site"] == "cross-site"
    return EMBEDDED_ARGUMENT in request.args


def is_secure(request: Request) -> bool:
    """Whether the visitor's browser speaks https, perhaps to a proxy in front of us."""
    return "https" in (request.scheme, request.headers.get("x-forwarded-proto"))
