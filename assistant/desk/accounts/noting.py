"""Sign-ins, and what people do to their own accounts, noted in the audit."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.translation import gettext_noop

from assistant.desk.audit import note

LONGEST_NAME = 150


def connect() -> None:
    """Listen from now on."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_refused)
    user_locked_out.connect(_locked)
    password_changed.connect(_password_changed)
    authenticator_added.connect(_factor_added)
    authenticator_removed.connect(_factor_removed)


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    note(request, gettext_noop("Signed in"), user.username)


def _signed_out(request: Any, user: Any, **_: Any) -> None:
    if user is not None:
        note(request, gettext_noop("Signed out"), user.username)


def _refused(credentials: Any, request: Any = None, **_: Any) -> None:
    if request is not None:
        name = str(credentials.get("username", ""))[:LONGEST_NAME]
        note(request, gettext_noop("Sign-in refused"), name)


def _locked(request: Any, username: Any, **_: Any) -> None:
    note(request, gettext_noop("Sign-in locked for a while"), str(username or "")[:LONGEST_NAME])


def _password_changed(request: Any, user: Any, **_: Any) -> None:
    note(request, gettext_noop("Password changed"), user.username)


def _factor_added(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    note(request, gettext_noop("Second factor added"), f"{user.username}: {authenticator.type}")


def _factor_removed(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    note(request, gettext_noop("Second factor removed"), f"{user.username}: {authenticator.type}")
