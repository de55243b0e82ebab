"""How many of a conversation's messages are answered."""

from assistant.database import NOT_TO_BE_HAD
from assistant.limits.rate_limit import RateLimit
from assistant.messaging.inbox import Inbox

WINDOW = 15.0  # seconds, a quarter of a minute


class ConversationLimit:
    """``per_minute`` of each conversation, a quarter of them at once.

    Where processes share the inbox, a conversation's updates come to any of them, and the
    services allow so many messages to a chat whoever sends them: what is counted is the inbox,
    which knows of all. That is one more question to the database a message, of a few tenths of a
    millisecond beside the hundred that an answer takes, and no other table. The inbox counts what
    came, refused or not: who goes on writing too fast is not answered before they pause. Where it
    cannot be asked, the process counts for itself, as the only one of an inbox does.

    The limits of the web, and of strangers, stay each process's own: they protect its time from
    its visitors, and a proxy keeps a visitor on one process. An address whose visitors are spread
    over several has as many times its limit, of as many processes.
    """

    def __init__(self, per_minute: int, inbox: Inbox) -> None:
        self._at_once = max(1.0, per_minute / 4)
        self._here = RateLimit(per_minute)
        self._inbox = inbox

    async def is_exceeded(self, conversation: str, key: str) -> bool:
        """Whether an update of a conversation is one too many; else it is counted."""
        try:
            lately = await self._inbox.lately(key, WINDOW)
        except NOT_TO_BE_HAD:
            lately = None
        if lately is None:
            return self._here.wait(conversation) is not None
        return lately > self._at_once
