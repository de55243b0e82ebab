"""The tracker store (``endpoints.yml``), watched: every turn is counted, kept or not."""

import time
from typing import Any

import structlog
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.store import ConversationStore
from assistant.settings import Settings
from assistant.unanswered.recorder import Recorder
from assistant.unanswered.store import UnansweredStore
from assistant.watching.metrics import STAGE_SECONDS
from assistant.watching.stages import begun
from assistant.watching.turns import count, latest_turn

log = structlog.get_logger(__name__)


class WatchedConversationStore(ConversationStore):
    """Counts what it is given to save: a message's turn, once, at its end; and has recorded what
    was asked in vain."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._recorder = Recorder(UnansweredStore(Settings().unanswered_url))
        self._recorder.prepare()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, as the store does."""
        is_message = self._count(tracker)
        began = time.monotonic()
        await super().save(tracker)
        if is_message:
            STAGE_SECONDS.labels("saving").observe(time.monotonic() - began)
            await self._recorder.turned(tracker)

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
