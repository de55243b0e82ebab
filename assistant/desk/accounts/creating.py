"""New accounts, and the links by which their owners choose a password."""

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from assistant.desk.accounts.models import User
from assistant.desk.roles import Role


class AccountExists(Exception):
    """There is an account of this name."""


def create(name: str, email: str, role: Role) -> User:
    """A new account without a password.

    Raises:
        AccountExists: there is one of this name, in whatever case.
    """
    if User.objects.filter(username__iexact=name).exists():
        raise AccountExists(name)
    try:
        with transaction.atomic():
            return User.objects.create_user(name, email, None, role=role)
    except IntegrityError as error:
        raise AccountExists(name) from error


def link_path(user: User) -> str:
    """Where the account's owner chooses a password: once, and within ``DESK_LINK_HOURS``."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("choose-password", args=[uid, default_token_generator.make_token(user)])


def forget_sign_in(user: User) -> None:
    """Take the password away: the account's sessions and earlier links end with it."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
