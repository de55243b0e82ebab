"""What conversations were about lately, for when their database is not to be had."""

import time
from collections import OrderedDict
from typing import Any, Dict, List, NamedTuple, Optional

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted

from assistant.conversations.window import Known, events_of

MOST = 2000  # conversations
FOR = 1800.0  # seconds


class _Kept(NamedTuple):
    known: Known
    at: float


class LatestKnown:
    """Keeps, in memory, what is known by the end of the conversations that were saved lately: a
    disk that is slow for a moment does not make the assistant forget what it was talking about.
    """

    def __init__(self) -> None:
        self._kept: "OrderedDict[str, _Kept]" = OrderedDict()

    def keep(self, conversation: str, known: Known) -> None:
        """Keep what is known now, instead of what was."""
        self._kept.pop(conversation, None)
        self._kept[conversation] = _Kept(known, time.time())
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def forget(self, conversation: str) -> None:
        """Keep nothing of a conversation."""
        self._kept.pop(conversation, None)

    def events(self, conversation: str) -> Optional[List[Dict[str, Any]]]:
        """Events that leave a tracker with what is known, as Rasa's plain data; None where
        nothing is, or was for too long."""
        kept = self._kept.get(conversation)
        if kept is None or time.time() - kept.at > FOR:
            return None
        events = events_of(kept.known, kept.at)
        if not events:
            return None
        # A message that follows no listening is answered again and again.
        return [*events, ActionExecuted(ACTION_LISTEN_NAME, timestamp=kept.at).as_dict()]
