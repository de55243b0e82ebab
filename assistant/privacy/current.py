"""The scrubber for what the facts hold now."""

import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Optional, Tuple

import structlog

from assistant.facts.errors import FactError
from assistant.facts.files import read_records
from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.privacy.known import Known
from assistant.privacy.scrubber import Scrubbed, Scrubber
from assistant.privacy.tables import read_tables
from assistant.responses.help_file import read_help
from assistant.settings import Settings

log = structlog.get_logger(__name__)

EVERY = 30.0  # seconds between looks at the file


class CurrentScrubber:
    """Scrubs by the facts that were read last (``HELP_FILE``, which the server keeps up to date
    without anybody's waiting for the database), else by those that seed the store.

    Without either, nothing is known to be a fact's, and more is scrubbed than needs be.

    Raises:
        FactError: a table of ``data/privacy`` is wrong, at its making.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tables = read_tables()
        self._changing = threading.Lock()
        self._state: Optional[Tuple[int, int]] = None
        self._looked = 0.0
        self._scrubber = self._made()

    def scrub(self, text: str) -> Scrubbed:
        """The text, scrubbed."""
        if time.monotonic() - self._looked > EVERY and self._changing.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._changing.release()
        return self._scrubber.scrub(text)

    def _renew(self) -> None:
        if _state_of(self._settings.help_file) != self._state:
            self._scrubber = self._made()
        self._looked = time.monotonic()

    def _made(self) -> Scrubber:
        self._state = _state_of(self._settings.help_file)
        self._looked = time.monotonic()
        return Scrubber(self._tables, Known(self._records()))

    def _records(self) -> Iterable[FactRecord]:
        try:
            phrases = Phrases(self._settings.phrases_dir)
            return read_help(self._settings.help_file, phrases).records.values()
        except FileNotFoundError:
            pass  # before the first start
        except (OSError, ValueError, LookupError, TypeError) as error:
            log.error("privacy.facts_not_read", error=repr(error))
        try:
            return read_records(self._settings.facts_dir).values()
        except FactError as error:
            log.error("privacy.no_facts", error=str(error))
            return []


def _state_of(path: Path) -> Optional[Tuple[int, int]]:
    """Which state a file is in; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1)
def current_scrubber() -> CurrentScrubber:
    """The process's scrubber, made on first use."""
    return CurrentScrubber(Settings())
