"""The pages on conversations, as Django knows them."""

from django.utils.translation import gettext_noop

from assistant.desk.roles import Role
from assistant.desk.slices import Link, Slice


class ConversationsConfig(Slice):
    """Who waits for a person, and the conversations."""

    name = "assistant.desk.conversations"
    prefix = "conversations/"
    links = [
        Link("waiting", gettext_noop("People waiting"), Role.EDITOR),
        Link("conversations", gettext_noop("Conversations"), Role.EDITOR),
    ]
