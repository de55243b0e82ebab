"""An account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from assistant.desk.roles import Role


class User(AbstractUser):
    """Somebody of the office's staff. Accounts are deactivated, not deleted: the facts' history
    and the audit name them."""

    role = models.PositiveSmallIntegerField(_("role"), choices=Role.choices, default=Role.READER)


def display_name(user: User) -> str:
    """How an account is called on the pages and in the histories."""
    return user.username
