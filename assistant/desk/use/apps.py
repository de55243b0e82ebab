"""The pages on use, as Django knows them."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class UseConfig(Slice):
    """Use: figures by day, week and month, and a file of them."""

    name = "assistant.desk.use"
    prefix = "use/"
    links = [Link("use", gettext_noop("Use"), Role.READER)]
