"""The tracker store (``endpoints.yml``): Rasa's SQL one, at the URL of the settings."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Callable, Coroutine, Dict, Iterable, Iterator, List, Optional, Text, TypeVar

import structlog
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore, create_engine_kwargs
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from assistant.conversations.access import may_open
from assistant.conversations.events_table import PRAGMAS
from assistant.conversations.holding import Hold, NotHeld, current_hold
from assistant.conversations.latest_known import LatestKnown
from assistant.conversations.renaming import rename_conversations
from assistant.conversations.retention import delete_events_before
from assistant.conversations.scrubbing import EventScrubber
from assistant.conversations.window import (
    LENGTH,
    WindowTracker,
    begin_window,
    known_by,
    set_mark,
)
from assistant.database import (
    NOT_TO_BE_HAD,
    OnDemandEngine,
    empty_log,
)
from assistant.databases.schemas import CONVERSATIONS
from assistant.feedback.store import FeedbackStore
from assistant.privacy.current import current_scrubber
from assistant.privacy.logs import scrub_logs
from assistant.settings import Settings

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

SWEEP_EVERY = 3600  # seconds
WITHIN = 0.5  # seconds that a reply waits for the database, once
REST = 2.0  # seconds in which a database that failed is not asked again


class ConversationStore(SQLTrackerStore):
    """Conversations in the database ``CONVERSATIONS_URL``, for ``CONVERSATION_DAYS``.

    What is personal in a visitor's message is kept as placeholders (``assistant.privacy``); the
    tracker in memory, which the reply is made from, holds the message as it was written.

    ``renamed`` is done once conversations of before were given their names of today.

    A database that is locked, damaged, hung or gone costs a reply ``WITHIN`` seconds at most,
    and none that follow soon: each message is then answered with what is remembered of the
    conversation (``LatestKnown``), and nothing of it is stored. Once the database is back, so is
    what it holds. Nor is anything stored where the conversation's lock is shared and not held:
    another process may be writing it.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        # No visitor is heard before there is a place to keep what they say.
        scrub_logs()
        self._scrubbing = EventScrubber(current_scrubber())
        # Rasa's own constructor connects: it waits for a database that is not there, and ends
        # the process for a file that is none.
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        url = host or Settings().conversations_url
        self._database = OnDemandEngine(
            url, CONVERSATIONS, PRAGMAS, **create_engine_kwargs(make_url(url))
        )
        self.engine = self._database.engine
        self.sessionmaker = sessionmaker(self.engine)
        # Works in one thread of its own: nobody else waits for a disk, and saves keep their order.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="conversations")
        # Of the save that is under way.
        self._new_events: List[Event] = []
        self._hold: Optional[Hold] = None
        self._latest = LatestKnown()
        self._rests_until = 0.0
        self._fails = False
        self._kept_for = Settings().conversation_days * 24 * 3600
        self._swept = 0.0
        # Before anything is read.
        self.renamed = self._thread.submit(self._rename)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session on the database, opened where it is not."""
        with self._database.opened(), self.sessionmaker() as session:
            yield session

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The end of a conversation's latest session; None where it is another channel's. Where
        the database is not to be had, what is remembered of it."""
        if not _opens(sender_id):
            return None
        return await self._try(
            lambda: super(ConversationStore, self).retrieve(sender_id),
            otherwise=lambda: self._window(sender_id, self._latest.events(sender_id)),
        )

    async def retrieve_full_tracker(self, conversation_id: Text) -> Optional[DialogueStateTracker]:
        """A conversation's sessions; None where it is another channel's, and where the database
        is not to be had."""
        if not _opens(conversation_id):
            return None
        return await self._try(
            lambda: super(ConversationStore, self).retrieve_full_tracker(conversation_id)
        )

    async def keys(self) -> Iterable[Text]:
        """The ids of all conversations; none where the database is not to be had."""
        return await self._try(super().keys) or []

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, unless it is another channel's, or forget the message where the
        database is not to be had; once an hour, delete the conversations that are too old."""
        if not _opens(tracker.sender_id):
            return
        self._latest.keep(tracker.sender_id, known_by(tracker))
        hold = current_hold()
        await self._try(lambda: self._save(tracker, hold))
        now = time.time()
        if not self._fails and now - self._swept > SWEEP_EVERY:
            self._swept = now
            self._thread.submit(self._sweep, now - self._kept_for)

    async def _retrieve(
        self, sender_id: Text, fetch_events_from_all_sessions: bool
    ) -> Optional[DialogueStateTracker]:
        if fetch_events_from_all_sessions:
            return await super()._retrieve(sender_id, True)
        events = self._end_of(sender_id)
        if events is None:
            return await super()._retrieve(sender_id, False)
        return self._window(sender_id, events)

    def _window(
        self, conversation: str, events: Optional[List[Dict[str, Any]]]
    ) -> Optional[WindowTracker]:
        if not events:
            return None
        tracker = WindowTracker.from_dict(conversation, events, self.domain.slots)
        tracker.stored = len(tracker.events)
        return tracker

    def _end_of(self, conversation: str) -> Optional[List[Dict[str, Any]]]:
        """The conversation's last events; None where it cannot be taken up among them."""
        with self.session_scope() as session:
            rows = (
                session.query(self.SQLEvent.data)
                .filter_by(sender_id=conversation)
                .order_by(self.SQLEvent.id.desc())
                .limit(LENGTH)
                .all()
            )
        events = [json.loads(data) for (data,) in reversed(rows)]
        return begin_window(events, whole=len(rows) < LENGTH)

    async def _save(self, tracker: DialogueStateTracker, hold: Optional[Hold]) -> None:
        self._new_events, self._hold = [], hold
        await super().save(tracker)
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, self._new_events, tracker.sender_id)
        if isinstance(tracker, WindowTracker):
            tracker.stored = len(tracker.events)

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Nothing: Rasa tells the event broker before it saves, and reads the conversation again
        to know what is new; here it is told of what was saved."""

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        if self._hold is not None and not self._hold.lasts(session):
            log.error("conversations.not_held", conversation=tracker.sender_id)
            return iter(())
        # Rasa counts the latest session's rows to know what is new.
        if isinstance(tracker, WindowTracker):
            self._new_events = tracker.new_events()
        else:
            self._new_events = list(super()._additional_events(session, tracker))
        if self._new_events:
            set_mark(self._new_events[-1], known_by(tracker))
            self._new_events = self._scrubbing.events(self._new_events)
        return iter(self._new_events)

    async def _try(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        otherwise: Callable[[], Optional[Result]] = lambda: None,
    ) -> Optional[Result]:
        """What a coroutine of Rasa's store gives, run in the thread; ``otherwise``, where the
        database is not to be had; None where it holds what cannot be read."""
        if time.monotonic() < self._rests_until:
            return otherwise()
        running = asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: asyncio.run(work())
        )
        try:
            result = await asyncio.wait_for(running, WITHIN)
        except (asyncio.TimeoutError, *NOT_TO_BE_HAD) as error:
            self._rests_until = time.monotonic() + REST
            if not self._fails:
                log.error("conversations.not_to_be_had", error=repr(error))
            self._fails = True
            return otherwise()
        except Exception:
            # A conversation that cannot be read is begun anew; the others are not touched.
            log.exception("conversations.not_readable")
            return None
        if self._fails:
            log.info("conversations.back")
        self._fails = False
        return result

    async def erase(self, conversation: str) -> None:
        """Delete every event of a conversation, of all its sessions, also from SQLite's log.

        In the store's thread: behind a save that nobody waits for any more.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone, or the conversation's
                lock is not held: another process might write more of it.
        """
        self._latest.forget(conversation)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._erase, conversation, current_hold())

    def _erase(self, conversation: str, hold: Optional[Hold]) -> None:
        with self.session_scope() as session:
            if hold is not None and not hold.lasts(session):
                raise NotHeld("The conversation's lock is not held.")
            session.query(self.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
        empty_log(self.engine)

    def _rename(self) -> None:
        try:
            with self._database.opened() as engine:
                rename_conversations(engine, lambda: FeedbackStore(Settings().feedback_url))
        except NOT_TO_BE_HAD as error:
            # Visitors of before begin anew until it succeeds; nobody is kept out.
            log.error("conversations.not_renamed", error=repr(error))

    def _sweep(self, moment: float) -> None:
        try:
            with self._database.opened() as engine:
                delete_events_before(engine, moment)
        except NOT_TO_BE_HAD as error:
            log.error("conversations.not_swept", error=repr(error))


def _opens(conversation: str) -> bool:
    # Refused without an exception: Rasa would keep the conversation in memory instead.
    opens = may_open(conversation)
    if not opens:
        log.warning("conversations.refused", conversation=conversation)
    return opens
