"""The tracker store (``endpoints.yml``), watched: every turn is counted, kept or not."""

import time

import structlog
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.store import ConversationStore
from assistant.watching.metrics import STAGE_SECONDS
from assistant.watching.stages import begun
from assistant.watching.turns import count, latest_turn

log = structlog.get_logger(__name__)


class WatchedConversationStore(ConversationStore):
    """Counts what it is given to save: a message's turn, once, at its end."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, as the store does."""
        is_message = self._count(tracker)
        began = time.monotonic()
        await super().save(tracker)
        if is_message:
            STAGE_SECONDS.labels("saving").observe(time.monotonic() - began)

    @staticmethod
    def _count(tracker: DialogueStateTracker) -> bool:
        try:
            turn = latest_turn(reversed(tracker.events))
            if turn is not None:
                count(turn, tracker.get_slot("language"), begun())
            return turn is not None
        except Exception:
            # What is wrong with counting must not keep a conversation from being saved.
            log.exception("watching.not_counted")
            return False
