"""What an account may do: each role may do all that those below it may."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Role(IntegerChoices):
    """The roles, from the one that may do least; they are compared as numbers are."""

    READER = 1, _("reader")
    EDITOR = 2, _("editor")
    PUBLISHER = 3, _("publisher")
    ADMINISTRATOR = 4, _("administrator")


# Who may do what cannot be taken back shows that they are who they say by more than a password.
SECOND_FACTOR_FROM = Role.PUBLISHER
