"""Hands turns over to the database, which no visitor waits for."""

import queue
import threading
import time
from typing import Callable, List, NamedTuple, Optional, Union

import structlog

from assistant.database import NOT_TO_BE_HAD
from assistant.settings import UseSettings
from assistant.use.days import day_and_quarter
from assistant.use.decided import Kind
from assistant.use.store import Day, Row, Unlinked, UseStore
from assistant.use.turn import Turn
from assistant.use.visitors import DayKeys

log = structlog.get_logger(__name__)

MOST_WAITING = 10_000  # turns: an hour of many visitors, and a few MB
BATCH = 500  # turns written at once
PAUSE = 1.0  # seconds that a turn waits for others
RETRY = 5.0  # seconds after which a database that failed is tried again
ROUNDED_TO = 10  # milliseconds


class Forgotten(NamedTuple):
    """A conversation that was erased at a moment."""

    conversation: str
    at: float


Item = Union[Turn, Forgotten]


class UseRecorder:
    """Writes turns in a thread of its own, some at once.

    What waits is in memory, up to ``MOST_WAITING``. A database that is slow or away delays nobody:
    more than that is lost, and told to ``lost``.
    """

    def __init__(
        self,
        settings: UseSettings,
        lost: Callable[[int], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = UseStore(settings.use_url)
        self._keys = DayKeys(settings.use_key_file)
        self._zone = settings.zone
        self._lost = lost
        self._clock = clock
        self._waiting: "queue.Queue[Item]" = queue.Queue(MOST_WAITING)
        self._ends = threading.Event()
        self._thread: Optional[threading.Thread] = None
        self._starting = threading.Lock()
        self._fails = self._keyless = False

    def put(self, turn: Turn) -> None:
        """Have a turn counted, some time; it is neither waited for nor known to succeed."""
        self._put(turn)

    def forget(self, conversation: str) -> None:
        """Have it forgotten which turns of today are one visitor's; those of other days are
        nobody's already."""
        self._put(Forgotten(conversation, self._clock()))

    def close(self, within: float) -> None:
        """Write what waits, for so many seconds at most; take no more."""
        self._ends.set()
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(within)
        left = self._waiting.qsize()
        if left:
            log.error("use.lost_at_the_end", turns=left)

    def _put(self, item: Item) -> None:
        try:
            self._waiting.put_nowait(item)
        except queue.Full:
            self._lost(1)
            return
        if self._thread is None and not self._ends.is_set():
            self._start()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="use", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            batch = self._batch()
            if batch:
                self._write(batch)
            elif self._ends.is_set():
                break
            else:
                # Nobody may come today.
                self._keys.discard_before(self._day_now())
        self._store.close()

    def _day_now(self) -> Day:
        return day_and_quarter(self._clock(), self._zone)[0]

    def _batch(self) -> List[Item]:
        """The next turns: what comes within the pause behind the first. None at all where none
        came within it, or all is written at the end."""
        batch: List[Item] = []
        until = time.monotonic() + PAUSE
        while len(batch) < BATCH:
            left = 0.0 if self._ends.is_set() else max(0.0, until - time.monotonic())
            try:
                batch.append(self._waiting.get(left > 0, left))
            except queue.Empty:
                break
            if len(batch) == 1:
                until = time.monotonic() + PAUSE
        return batch

    def _write(self, batch: List[Item]) -> None:
        try:
            items = [row for item in batch for row in self._rows(item)]
            while not self._written(items):
                if self._ends.wait(RETRY):
                    # The last time.
                    if not self._written(items):
                        self._lost(len(items))
                    break
        except Exception:
            # What is wrong with these must not keep those after them from being counted.
            log.exception("use.not_counted")
            self._lost(len(batch))

    def _rows(self, item: Item) -> "List[Union[Row, Day, Unlinked]]":
        day, quarter = day_and_quarter(item.at, self._zone)
        if isinstance(item, Forgotten):
            token = self._token(item.conversation, day)
            return [Unlinked(token)] if token else []
        if item.kind is Kind.DANGER:
            return [day]
        taken = item.milliseconds
        return [
            {
                "day": day,
                "quarter": quarter,
                "channel": item.channel,
                "language": item.language,
                "kind": item.kind.value,
                "topics": " ".join(item.topics),
                "milliseconds": None if taken is None else round(taken / ROUNDED_TO) * ROUNDED_TO,
                "visitor": self._token(item.conversation, day),
            }
        ]

    def _token(self, conversation: str, day: Day) -> Optional[str]:
        try:
            token = self._keys.token(conversation, day)
        except OSError as error:
            # Turns are counted all the same, visitors are not.
            if not self._keyless:
                log.error("use.no_key", error=repr(error))
            self._keyless = True
            return None
        self._keyless = False
        return token

    def _written(self, items: "List[Union[Row, Day, Unlinked]]") -> bool:
        try:
            self._store.write(items)
        except NOT_TO_BE_HAD as error:
            if not self._fails:
                log.error("use.not_written", error=repr(error))
            self._fails = True
            return False
        if self._fails:
            log.info("use.back")
        self._fails = False
        return True
