"""What conversations are called: ``<channel>-<who>``, so that no channel names another's.

``telegram-<chat>`` or ``telegram-<chat>:<member>`` in a group, ``messenger-<visitor>``,
``web-<random>``, ``rest-<sender>``. No channel's prefix begins another's, so names of two channels
never meet, whatever ``<who>`` is.
"""

import re
from typing import Optional

TELEGRAM = "telegram"
MESSENGER = "messenger"
WEB = "web"
REST = "rest"
# Channels whose visitors Rasa's own doors (its HTTP API, `rasa shell` …) must not name either.
VISITORS_CHANNELS = (TELEGRAM, MESSENGER, WEB)
SEPARATOR = "-"
OF_MEMBER = ":"  # between a group and its member
# The names as they stand in the lines of a log.
IN_TEXT = re.compile(r"\b(?:telegram--?\d+(?::\d+)?|messenger-\d+|web-[\w-]{16,}|rest-[^\s'\"]+)")


def conversation_of(channel: str, who: str) -> str:
    """The name of somebody's conversation on a channel."""
    return f"{channel}{SEPARATOR}{who}"


def channel_of(conversation: str) -> Optional[str]:
    """The channel of visitors that a conversation belongs to; None for any other."""
    channel, separator, _ = conversation.partition(SEPARATOR)
    return channel if separator and channel in VISITORS_CHANNELS else None


def is_in_group(conversation: str) -> bool:
    """Whether others than who writes read along: a member's of a group on Telegram."""
    return channel_of(conversation) == TELEGRAM and OF_MEMBER in conversation


def who_of(conversation: str, channel: str) -> str:
    """Whose conversation of a channel it is; the name itself where it is not that channel's."""
    prefix = conversation_of(channel, "")
    return conversation[len(prefix) :] if conversation.startswith(prefix) else conversation
