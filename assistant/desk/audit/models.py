"""The audit's entries. The database itself refuses to change or delete one (the migrations)."""

from typing import Any, NoReturn

from django.db import models
from django.http import HttpRequest

from assistant.desk.accounts.adapter import address_of
from assistant.desk.roles import Role

NOBODY = ""
LONGEST_ABOUT = 500


class AppendOnly(Exception):
    """What is noted stays as it is."""


class _Entries(models.QuerySet["Entry"]):
    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Entry(models.Model):
    """Something that somebody did: not a key of their account, which may be renamed, but its name
    and role at that moment."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.CharField(max_length=150, db_index=True)
    role = models.PositiveSmallIntegerField(choices=Role.choices, null=True)
    address = models.CharField(max_length=45)
    what = models.CharField(max_length=100, db_index=True)
    about = models.CharField(max_length=LONGEST_ABOUT)

    objects = _Entries.as_manager()

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def of(cls, request: HttpRequest, what: str, about: str) -> "Entry":
        """What the account of a request did."""
        user = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
        return cls(
            who=user.username if user is not None and known else NOBODY,
            role=user.role if user is not None and known else None,
            address=address_of(request),
            what=what,
            about=about[:LONGEST_ABOUT],
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, once."""
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly
