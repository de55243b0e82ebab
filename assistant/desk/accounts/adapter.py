"""What allauth asks of the project."""

from typing import Any, Mapping, Optional

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Accounts have no mail of allauth's: what it would tell is in the audit."""


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from, past the proxies that are named."""
    return str(get_client_ip(request) or "")


def name_tried(request: Optional[HttpRequest], credentials: Optional[Mapping[str, Any]]) -> str:
    """The account whose password is tried, in one case as allauth finds it in any.

    allauth names it ``username`` among the credentials, and ``login`` in the form. axes counts
    nothing, and locks nothing, where it is given no name.
    """
    name = (credentials or {}).get("username")
    if not name and request is not None:
        name = request.POST.get("login")
    return str(name or "").lower()
