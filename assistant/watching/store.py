"""The tracker store (``endpoints.yml``), watched: every turn is counted, kept or not, for who runs
the server (metrics) and for the staff (use)."""

import atexit
import time
from typing import Any

import structlog
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.store import ConversationStore
from assistant.conversations.window import WindowTracker
from assistant.settings import Settings, UseSettings
from assistant.unanswered.recorder import Recorder
from assistant.unanswered.store import UnansweredStore
from assistant.use.recorder import UseRecorder
from assistant.watching.metrics import STAGE_SECONDS, USE_LOST
from assistant.watching.stages import begun
from assistant.watching.turns import count, latest_turn
from assistant.watching.used import used

log = structlog.get_logger(__name__)

CLOSING_WITHIN = 2.0  # seconds; the supervisor kills after 5


class WatchedConversationStore(ConversationStore):
    """Counts what it is given to save: a message's turn, once, at its end; and has recorded what
    was asked in vain."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._recorder = Recorder(UnansweredStore(Settings().unanswered_url))
        self._recorder.prepare()
        self._use = UseRecorder(UseSettings(), USE_LOST.inc)
        # Rasa tells its stores of no end.
        atexit.register(self._use.close, CLOSING_WITHIN)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, as the store does."""
        is_message = self._count(tracker)
        began = time.monotonic()
        await super().save(tracker)
        if is_message:
            STAGE_SECONDS.labels("saving").observe(time.monotonic() - began)
            await self._recorder.turned(tracker)

    async def erase(self, conversation: str) -> None:
        """Erase a conversation, as the store does."""
        await super().erase(conversation)
        self._use.forget(conversation)

    def _count(self, tracker: DialogueStateTracker) -> bool:
        try:
            turn = latest_turn(reversed(tracker.events)) if _brings_message(tracker) else None
            if turn is not None:
                language, moments = tracker.get_slot("language"), begun()
                count(turn, language, moments)
                self._use.put(used(turn, tracker.sender_id, language, moments))
            return turn is not None
        except Exception:
            # What is wrong with counting must not keep a conversation from being saved.
            log.exception("watching.not_counted")
            return False


def _brings_message(tracker: DialogueStateTracker) -> bool:
    """Whether a visitor's message is among what is to be saved: what a person of the office says
    is saved by itself, behind a message that was counted."""
    if not isinstance(tracker, WindowTracker):
        return True
    return any(isinstance(event, UserUttered) for event in tracker.new_events())
