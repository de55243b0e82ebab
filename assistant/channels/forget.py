"""Deletes a conversation from Rasa's tracker store."""

from typing import Any

import structlog
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.events import Restarted

log = structlog.get_logger(__name__)


def _inner(store: Any) -> TrackerStore:
    # FailSafeTrackerStore and AwaitableTrackerStore (rasa.core.tracker_store) wrap the real one.
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store


async def forget(store: TrackerStore, conversation: str) -> None:
    """Delete every event of a conversation.

    Rasa's stores have no such call: memory and SQL are reached into; in any other store the
    conversation is only restarted, which is logged.
    """
    inner = _inner(store)
    if isinstance(inner, InMemoryTrackerStore):
        inner.store.pop(conversation, None)
    elif isinstance(inner, SQLTrackerStore):
        with inner.session_scope() as session:
            session.query(inner.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
    else:
        tracker = await store.retrieve(conversation)
        if tracker:
            tracker.update(Restarted())
            await store.save(tracker)
        log.warning("channels.conversation_only_restarted", store=type(inner).__name__)
