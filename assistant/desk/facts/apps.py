"""The pages on facts, as Django knows them."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class FactsConfig(Slice):
    """Facts: list, editor, history, what is due, spreadsheets."""

    name = "assistant.desk.facts"
    prefix = "facts/"
    links = [
        Link("facts", gettext_noop("Facts"), Role.READER),
        Link("facts-due", gettext_noop("Due"), Role.READER),
    ]
