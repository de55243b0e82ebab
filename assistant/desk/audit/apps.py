"""The audit, as Django knows it."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class AuditConfig(Slice):
    """The administrators' page on what was done."""

    name = "assistant.desk.audit"
    prefix = "audit/"
    links = [Link("audit", gettext_noop("Audit"), Role.ADMINISTRATOR)]
