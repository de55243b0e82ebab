"""Records what was asked in vain, behind the reply: the visitor is answered by then.

It is told while the conversation's lock is held, which an erasure waits for: nothing is recorded of
a conversation that was erased meanwhile.
"""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, Iterable, List, Optional

import structlog
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.database import NOT_TO_BE_HAD
from assistant.facts.languages import LANGUAGES
from assistant.handover.said import HANDOVER
from assistant.unanswered.missed import (
    Missed,
    Reason,
    Why,
    nearest_of,
    reason_of,
    tells_of_danger,
)
from assistant.unanswered.store import UnansweredStore
from assistant.understanding.said import DECISION, FACTS

log = structlog.get_logger(__name__)

WITHIN = 0.5  # seconds that the visitor's next message may wait for the database
REST = 5.0  # seconds in which a database that failed is not asked again
GROUPED = (*LANGUAGES, "aeb")


class Recorder:
    """Records into a store, in a thread of its own. Whatever fails is logged and goes no further."""

    def __init__(self, store: UnansweredStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unanswered")
        self._rests_until = 0.0

    def prepare(self) -> None:
        """Open the store aside: the first message must not wait for its tables."""
        self._thread.submit(self._open)

    async def turned(self, tracker: DialogueStateTracker) -> None:
        """Record the turn that a conversation ends with, if its message was asked in vain."""
        with _Logged():
            missed = _missed(_Turn.latest(reversed(tracker.events)), None)
            if missed:
                await self._put(tracker.sender_id, missed)

    async def rated(self, tracker: DialogueStateTracker, message: str, helpful: bool) -> None:
        """Record that a visitor found the reply to a message unhelpful, or take that back."""
        with _Logged():
            if helpful:
                await self._aside(lambda _: self._store.take_back(tracker.sender_id, message))
                return
            turn = _Turn.of(tracker.events, message)
            facts = turn.facts if turn else []
            missed = _missed(turn, Reason(Why.THUMBS_DOWN, facts[0] if facts else None))
            if missed:
                await self._put(tracker.sender_id, missed)

    def _open(self) -> None:
        try:
            self._store.prepare()
        except NOT_TO_BE_HAD as error:
            log.error("unanswered.not_recorded", error=repr(error))

    async def _put(self, conversation: str, missed: Missed) -> None:
        await self._aside(lambda is_wanted: self._store.put(conversation, missed, is_wanted))

    async def _aside(self, work: Callable[[Callable[[], bool]], None]) -> None:
        if time.monotonic() < self._rests_until:
            return
        given_up = threading.Event()
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._thread, work, lambda: not given_up.is_set())
        try:
            await asyncio.wait_for(running, WITHIN)
        except (asyncio.TimeoutError, *NOT_TO_BE_HAD) as error:
            given_up.set()
            self._rests_until = time.monotonic() + REST
            log.error("unanswered.not_recorded", error=repr(error))


class _Logged:
    """Keeps from the dialogue what goes wrong with recording."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, _: Any) -> bool:
        if not isinstance(error, Exception):
            return False
        log.error("unanswered.not_recorded", exc_info=error)
        return True


class _Turn:
    """A visitor's message and what was said to it."""

    def __init__(self, message: UserUttered, said: List[BotUttered]) -> None:
        self.message = message
        metadata = [reply.metadata or {} for reply in said]
        self.steps: List[Dict[str, Any]] = [
            step for one in metadata for step in one.get(DECISION, {}).get("steps", [])
        ]
        self.facts = [str(fact["id"]) for one in metadata for fact in one.get(FACTS, [])]

    @classmethod
    def latest(cls, newest_first: Iterable[Event]) -> "Optional[_Turn]":
        """The turn that events end with; None where a person, or a dialogue about one, does."""
        said: List[BotUttered] = []
        for event in newest_first:
            if isinstance(event, (BotUttered, UserUttered)) and HANDOVER in (event.metadata or {}):
                return None
            if isinstance(event, BotUttered):
                said.insert(0, event)
            if isinstance(event, UserUttered):
                return cls(event, said)
        return None

    @classmethod
    def of(cls, events: Iterable[Event], message: str) -> "Optional[_Turn]":
        """The turn of a message, by its id."""
        found: "Optional[_Turn]" = None
        said: List[BotUttered] = []
        for event in events:
            if isinstance(event, UserUttered):
                if found:
                    break
                if event.message_id == message:
                    found, said = cls(event, []), []
            elif isinstance(event, BotUttered) and found:
                said.append(event)
        return cls(found.message, said) if found else None


def _missed(turn: Optional[_Turn], rated: Optional[Reason]) -> Optional[Missed]:
    """What is to be recorded of a turn; None of danger, of what was answered, and of what is in no
    language that is spoken here."""
    if turn is None or not (turn.message.text or "").strip():
        return None
    parsed = turn.message.parse_data or {}
    language = str(parsed.get("language") or "")
    if language not in GROUPED or tells_of_danger(turn.steps, turn.message.intent_name):
        return None
    reason = rated or reason_of(turn.steps)
    if reason is None:
        return None
    return Missed(
        message=str(turn.message.message_id or ""),
        text=str(turn.message.text),
        language=language,
        channel=str(turn.message.input_channel or "")[:20],
        why=reason.why,
        about=reason.about,
        nearest=nearest_of(parsed),
    )
