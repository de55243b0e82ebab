"""The tracker store (``endpoints.yml``): Rasa's SQL one, at the URL of the settings."""

import time
from typing import Any, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, text
from sqlalchemy.engine import make_url

from assistant.database import SQLITE, WRITE_AHEAD, make_folder, set_pragmas
from assistant.settings import Settings

SWEEP_EVERY = 3600  # seconds
# What is erased is overwritten, not only unlinked.
PRAGMAS = (*WRITE_AHEAD, "secure_delete=ON")


class ConversationStore(SQLTrackerStore):
    """Conversations in the database ``CONVERSATIONS_URL``, for ``CONVERSATION_DAYS``."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        url = make_url(host or Settings().conversations_url)
        make_folder(url)
        # Rasa takes a whole URL for a host (``SQLTrackerStore.get_db_url``).
        whole = url.render_as_string(hide_password=False)
        super().__init__(domain, host=whole, event_broker=event_broker, **kwargs)
        set_pragmas(self.engine, PRAGMAS)
        # Connections that Rasa opened already do not have them.
        self.engine.dispose()
        self._kept_for = Settings().conversation_days * 24 * 3600
        self._swept = 0.0

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation; once an hour, delete those that are too old."""
        await super().save(tracker)
        now = time.time()
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            self.delete_silent_since(now - self._kept_for)

    def delete_silent_since(self, moment: float) -> None:
        """Delete the conversations whose last event is older than a moment (seconds of the
        epoch)."""
        events = self.SQLEvent
        with self.session_scope() as session:
            silent = (
                session.query(events.sender_id)
                .group_by(events.sender_id)
                .having(func.max(events.timestamp) < moment)
            )
            names = [name for (name,) in silent]
            query = session.query(events).filter(events.sender_id.in_(names))
            query.delete(synchronize_session=False)
            session.commit()


def erase(store: TrackerStore, conversation: str) -> None:
    """Delete every event of a conversation, from every session of it.

    Raises:
        NotImplementedError: the store is neither Rasa's SQL nor its in-memory one.
    """
    # The agent wraps its store (``FailSafeTrackerStore``, ``AwaitableTrackerStore``).
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
            if store.engine.dialect.name == SQLITE:
                # The write-ahead log still holds what was deleted.
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    else:
        raise NotImplementedError(f"conversations cannot be erased from {type(store).__name__}")
