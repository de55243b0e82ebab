"""The figures of today, counted once a day and aside: of a year that takes some seconds."""

import datetime
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from functools import lru_cache
from typing import Callable, Optional

from assistant.feedback.store import FeedbackStore
from assistant.settings import Settings, UseSettings
from assistant.use.days import today
from assistant.use.figures import Figures, figures_of
from assistant.use.store import UseStore

WITHIN = 0.2  # seconds that a page waits for them


class CountedOnce:
    """Figures that hold for a day; while those of a new day are counted, those of the last one are
    given.

    Args:
        count: counts those of a day.
        day: tells the day.
    """

    def __init__(
        self,
        count: Callable[[datetime.date], Figures],
        day: Callable[[], datetime.date],
    ) -> None:
        self._count, self._day = count, day
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="use")
        self._lock = threading.Lock()
        self._known: Optional[Figures] = None
        self._counting: "Optional[Future[Figures]]" = None
        self._of: Optional[datetime.date] = None

    def now(self) -> Optional[Figures]:
        """The figures; None where they are being counted for the first time.

        Raises:
            one of NOT_TO_BE_HAD: a database is locked, damaged or gone. It is tried again next
                time.
        """
        day = self._day()
        with self._lock:
            if self._of != day:
                self._of = day
                self._counting = self._thread.submit(self._count, day)
            counting = self._counting
        if counting is None:
            return self._known
        try:
            found = counting.result(WITHIN)
        except Late:
            return self._known
        except BaseException:
            with self._lock:
                if self._counting is counting:
                    self._of = self._counting = None
            raise
        with self._lock:
            self._known = found
            if self._counting is counting:
                self._counting = None
        return found


@lru_cache(maxsize=1)
def counted() -> CountedOnce:
    """The figures of the process."""
    return CountedOnce(_count, lambda: today(UseSettings().zone))


def _count(day: datetime.date) -> Figures:
    settings = UseSettings()
    store, feedback = UseStore(settings.use_url), FeedbackStore(Settings().feedback_url)
    try:
        return figures_of(store, feedback, settings.zone, day, settings.use_days)
    finally:
        store.close()
        feedback.close()
