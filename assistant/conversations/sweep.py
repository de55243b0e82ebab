"""Deletes what was kept long enough, from every store."""

import time
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional

from sqlalchemy.orm import Session

from assistant.conversations.events_table import PRAGMAS
from assistant.conversations.retention import delete_events_before
from assistant.database import NOT_TO_BE_HAD, empty_log, open_engine
from assistant.databases.schemas import CHANNELS, CONVERSATIONS
from assistant.feedback.store import FeedbackStore
from assistant.handover.people import People
from assistant.messaging.database import PRAGMAS as CHANNELS_PRAGMAS
from assistant.messaging.inbox import delete_updates_before
from assistant.settings import ROOT, ChannelSettings, HandoverSettings, Settings, UseSettings
from assistant.unanswered.store import UnansweredStore
from assistant.use.sweep import sweep_use

DAY = 24 * 3600  # seconds
# Where `make shell` writes what the action server says; other logs are the system's.
LOGS = ROOT / ".state"


class Swept(NamedTuple):
    """What became of a store: how much was deleted, or why nothing was."""

    store: str
    deleted: int
    problem: Optional[str] = None


def sweep(settings: Settings, channels: ChannelSettings, logs: Path = LOGS) -> List[Swept]:
    """Delete what is older than the settings say; a store that fails hinders no other."""
    steps: Dict[str, Callable[[], int]] = {
        "events of conversations": lambda: _conversations(settings),
        "updates of Telegram and Messenger": lambda: _updates(channels),
        "opinions": lambda: _feedback(settings),
        "what was left for a person": lambda: _people(settings),
        "rows of use": lambda: sweep_use(UseSettings()),
        "unanswered messages": lambda: _unanswered(settings),
        "logs": lambda: _logs(logs, settings.conversation_days),
    }
    return [_done(store, step) for store, step in steps.items()]


def _done(store: str, step: Callable[[], int]) -> Swept:
    try:
        return Swept(store, step())
    except NOT_TO_BE_HAD as error:
        return Swept(store, 0, f"{type(error).__name__}: {error}")


def _conversations(settings: Settings) -> int:
    engine = open_engine(settings.conversations_url, CONVERSATIONS, PRAGMAS)
    try:
        return delete_events_before(engine, time.time() - settings.conversation_days * DAY)
    finally:
        engine.dispose()


def _updates(channels: ChannelSettings) -> int:
    engine = open_engine(channels.channels_url, CHANNELS, CHANNELS_PRAGMAS)
    try:
        with Session(engine) as session, session.begin():
            count = delete_updates_before(session, channels.channel_remember_days)
        empty_log(engine)
        return count
    finally:
        engine.dispose()


def _feedback(settings: Settings) -> int:
    store = FeedbackStore(settings.feedback_url)
    try:
        return store.delete_before(settings.feedback_days, settings.conversation_days)
    finally:
        store.close()


def _people(settings: Settings) -> int:
    people = People(HandoverSettings())
    try:
        return people.delete_old(settings.conversation_days)
    finally:
        people.close()


def _unanswered(settings: Settings) -> int:
    store = UnansweredStore(settings.unanswered_url)
    try:
        return store.delete_before(settings.unanswered_days, settings.conversation_days)
    finally:
        store.close()


def _logs(folder: Path, days: int) -> int:
    old = [path for path in folder.glob("*.log") if path.stat().st_mtime < time.time() - days * DAY]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
