"""The tracker store (``endpoints.yml``): Rasa's SQL one, at the URL of the settings."""

import time
from pathlib import Path
from typing import Any, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event, func, text
from sqlalchemy.engine import make_url

from assistant.settings import Settings

SWEEP_EVERY = 3600  # seconds


def _tune_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    # A write-ahead log spares a wait for the disk at every message.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    # What is erased is overwritten, not only unlinked.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


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
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        # Rasa takes a whole URL for a host (``SQLTrackerStore.get_db_url``).
        whole = url.render_as_string(hide_password=False)
        super().__init__(domain, host=whole, event_broker=event_broker, **kwargs)
        if url.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", _tune_sqlite)
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
            if store.engine.dialect.name == "sqlite":
                # The write-ahead log still holds what was deleted.
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    else:
        raise NotImplementedError(f"conversations cannot be erased from {type(store).__name__}")
