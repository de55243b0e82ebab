"""The pages on what was asked in vain, as Django knows them."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class UnansweredConfig(Slice):
    """Unanswered messages, the examples that they became, and how these are published."""

    name = "assistant.desk.unanswered"
    prefix = "unanswered/"
    links = [
        Link("unanswered", gettext_noop("Unanswered"), Role.READER),
        Link("publishing", gettext_noop("Publishing"), Role.READER),
    ]
