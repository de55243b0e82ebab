"""Makes the tests' accounts in the database that the environment names; run as a program."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "assistant.desk.settings"

PASSWORD = "a quiet harbour at dawn"
SECRET = "JBSWY3DPEHPK3PXP"
# By name, the role: two publishers, who are each other's second person.
ACCOUNTS = {"nadia": "ADMINISTRATOR", "lina": "PUBLISHER", "omar": "PUBLISHER", "sami": "EDITOR"}


def make() -> None:
    """Make them, with their second factors."""
    import django

    django.setup()
    from allauth.mfa.models import Authenticator
    from django.core.management import call_command

    from assistant.desk.accounts.models import User
    from assistant.desk.roles import SECOND_FACTOR_FROM, Role

    call_command("migrate", interactive=False, verbosity=0)
    for name, role in ACCOUNTS.items():
        user = User.objects.create_user(name, "", PASSWORD, role=Role[role])
        if Role[role] >= SECOND_FACTOR_FROM:
            Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})


if __name__ == "__main__":
    make()
