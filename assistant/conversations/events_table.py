"""Rasa's table of events (``SQLTrackerStore.SQLEvent``), as far as it is read here: by code that
needs no Rasa."""

from sqlalchemy import column, table

from assistant.database import OVERWRITTEN, WRITE_AHEAD

# A lock is waited for a little less than a reply waits for the database (0.5 seconds), so that
# the store's thread is free again.
PRAGMAS = ("busy_timeout=400", *WRITE_AHEAD, OVERWRITTEN)
USER, SESSION_STARTED = "user", "session_started"  # of Rasa's types of event

EVENTS = table(
    "events",
    column("id"),
    column("sender_id"),
    column("type_name"),
    column("timestamp"),
    column("intent_name"),
    column("data"),
)
