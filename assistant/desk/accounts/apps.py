"""The accounts, as Django knows them."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class AccountsConfig(Slice):
    """The administrators' pages on accounts."""

    name = "assistant.desk.accounts"
    prefix = "accounts/"
    links = [Link("accounts", gettext_noop("Accounts"), Role.ADMINISTRATOR)]

    def ready(self) -> None:
        """Note sign-ins and what people do to their own accounts."""
        from assistant.desk.accounts import noting

        noting.connect()
