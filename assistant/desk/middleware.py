"""What holds for every request: who may make it, how long a session lasts, what a page may load."""

import time
from typing import Any, Callable, List, Optional
from urllib.parse import urlencode

import structlog
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from assistant.desk.access import PUBLIC, Access, access_of
from assistant.desk.roles import SECOND_FACTOR_FROM

log = structlog.get_logger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]
SIGNED_IN_AT = "desk_signed_in_at"
# Nothing from elsewhere, no script or style within a page; the QR code of a second factor is data.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class PageRulesMiddleware:
    """Tells browsers what a page may load, and that pages of people signed in are not kept."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self._get_response(request)
        response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        if request.user.is_authenticated:
            # "Back" after signing out, on an office's computer, shows nothing.
            response["Cache-Control"] = "no-store"
        return response


class SessionEndMiddleware:
    """Ends a session so many hours after sign-in, however busy it is."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if request.user.is_authenticated:
            began = request.session.setdefault(SIGNED_IN_AT, time.time())
            if time.time() - began > settings.SESSION_HOURS * 3600:
                logout(request)
        return self._get_response(request)


class AccessMiddleware:
    """Refuses what a role may not do, and any view that does not declare who may see it."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: List[Any], kwargs: Any
    ) -> Optional[HttpResponse]:
        """Refuse, or send to sign-in; None where the view may answer.

        Raises:
            PermissionDenied: the account's role may not, or the view declares nothing.
        """
        access = access_of(view)
        if access is None:
            log.error("desk.undeclared_view", view=f"{view.__module__}.{view.__qualname__}")
            raise PermissionDenied
        return None if access == PUBLIC else _refusal(request, access)


def _refusal(request: HttpRequest, access: Access) -> Optional[HttpResponse]:
    user = request.user
    if not user.is_authenticated:
        return _sent_to(request, resolve_url(settings.LOGIN_URL), request.get_full_path())
    if access.role is not None and user.role < access.role:
        raise PermissionDenied
    if access.second_factor and user.role >= SECOND_FACTOR_FROM and not is_mfa_enabled(user):
        return _sent_to(request, reverse("second-factor"))
    return None


def _sent_to(request: HttpRequest, address: str, back: str = "") -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # django_htmx.middleware
        # A part of a page is asked for: the whole page goes.
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.method != "GET":
        back = ""
    query = f"?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else ""
    return HttpResponseRedirect(f"{address}{query}")
