"""The facts that help in danger is written from, whatever becomes of their database."""

import asyncio
import datetime
import queue
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from typing import List, Optional

import structlog

from assistant.facts.errors import FactError
from assistant.facts.files import read_records
from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore
from assistant.responses.help_file import read_help, write_help
from assistant.responses.replies import danger_reply
from assistant.settings import Settings

log = structlog.get_logger(__name__)

WITHIN = 1.0  # seconds that a reply waits for the store
EVERY = 30.0  # seconds between readings that no reply asked for


def numbers_missing_in(snapshot: Snapshot) -> Optional[str]:
    """Why a snapshot cannot help a person in danger; None where it can, in every language."""
    for language in LANGUAGES:
        try:
            reply = danger_reply(snapshot, None, language, datetime.date.today())
        except (FactError, LookupError) as error:
            return f"{language}: {error!r}"
        if not any(fact.get("numbers") for fact in reply.facts):
            return f"{language}: no number to call"
    return None


class HelpFacts:
    """The store's facts as they stand now, where it answers in time; else the last ones that
    were good; else those of the file, from an earlier run; else those that seed the store.

    The store is read by a thread of its own: it may be locked, hung or gone.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._phrases = Phrases(settings.phrases_dir)
        self._store: Optional[FactStore] = None
        self._fails = False
        self._last = self._filed = self._of_file()
        self._asked: "queue.SimpleQueue[Future[None]]" = queue.SimpleQueue()
        self._closed = False
        threading.Thread(target=self._keep_reading, name="help-facts", daemon=True).start()
        if self._last is None:
            self._wait_for_the_first()

    async def now(self) -> Optional[Snapshot]:
        """The facts; None where there are none anywhere."""
        try:
            await asyncio.wait_for(asyncio.wrap_future(self._ask()), WITHIN)
        except asyncio.TimeoutError:
            log.error("help.facts_late", seconds=WITHIN)
        return self._last

    def close(self) -> None:
        """Read the store no more."""
        self._closed = True
        self._ask()

    # --- inside --------------------------------------------------------------------------

    def _ask(self) -> "Future[None]":
        """What is done once the store was read, or could not be, after this moment."""
        asked: "Future[None]" = Future()
        self._asked.put(asked)
        return asked

    def _wait_for_the_first(self) -> None:
        try:
            self._ask().result(WITHIN)
        except Late:
            log.error("help.facts_late", seconds=WITHIN)
        if self._last is None:
            self._last = self._of_seeds()

    def _keep_reading(self) -> None:
        while not self._closed:
            waiting = self._waiting()
            self._read()
            for asked in waiting:
                if asked.set_running_or_notify_cancel():
                    asked.set_result(None)
        if self._store is not None:
            self._store.close()

    def _waiting(self) -> List["Future[None]"]:
        """Those who ask, once somebody does; nobody, after a while."""
        waiting: List["Future[None]"] = []
        try:
            waiting.append(self._asked.get(timeout=EVERY))
            while True:
                waiting.append(self._asked.get_nowait())
        except queue.Empty:
            return waiting

    def _read(self) -> None:
        try:
            snapshot = self._of_store()
        except Exception as error:
            # Whatever it is, the last good facts are there; the next reading begins anew.
            self._store = None
            if not self._fails:
                log.error("help.facts_not_to_be_had", error=repr(error))
            self._fails = True
            return
        if self._fails:
            log.info("help.facts_back")
        self._fails = False
        self._last = snapshot
        if self._filed is None or snapshot.records != self._filed.records:
            self._file(snapshot)

    def _of_store(self) -> Snapshot:
        if self._store is None:
            self._store = FactStore(self._settings.facts_url, self._phrases)
        snapshot = self._store.snapshot()
        if self._last is None or snapshot.records != self._last.records:
            problem = numbers_missing_in(snapshot)
            if problem:
                raise FactError(problem)
        return snapshot

    def _file(self, snapshot: Snapshot) -> None:
        try:
            write_help(self._settings.help_file, snapshot)
        except OSError as error:
            log.error("help.file_not_written", error=repr(error))
        else:
            self._filed = snapshot

    def _of_file(self) -> Optional[Snapshot]:
        try:
            snapshot = read_help(self._settings.help_file, self._phrases)
            problem = numbers_missing_in(snapshot)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError) as error:
            problem = repr(error)
        if problem:
            log.error("help.file_not_read", error=problem)
            return None
        return snapshot

    def _of_seeds(self) -> Optional[Snapshot]:
        try:
            return Snapshot(0, read_records(self._settings.facts_dir), self._phrases)
        except FactError as error:
            log.error("help.no_facts", error=str(error))
            return None
