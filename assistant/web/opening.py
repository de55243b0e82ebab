"""What the page shows before anything is asked, in each language, from the facts as they are."""

import asyncio
import math
import time
from typing import Any, Dict, Optional

import structlog
from sqlalchemy.exc import SQLAlchemyError

from assistant.answers.rich import numbers_of
from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import CONTACT
from assistant.facts.store import FactStore

log = structlog.get_logger(__name__)

HOLDS = 10  # seconds
WITHIN = 1.0  # seconds that a page waits for the facts


def opening(store: FactStore) -> Dict[str, Dict[str, Any]]:
    """By language: the questions to begin with, and how to reach a person, which the page can
    tell even when this server is out of reach.

    ``{"suggestions": [{"title", "payload"}], "person": {"title", "payload", "text", "numbers"}}``
    """
    records, wording = store.records(), store.wording()
    contact = records[CONTACT]
    featured = [record for record in records.values() if record.featured and record is not contact]
    return {
        language: {
            "suggestions": [
                {"title": record.title[language], "payload": record.question[language]}
                for record in featured
            ],
            "person": {
                "title": contact.title[language],
                "payload": contact.question[language],
                "text": wording.answer(contact, language),
                "numbers": numbers_of(contact, records, wording),
            },
        }
        for language in LANGUAGES
    }


class Opening:
    """``opening`` for many pages, read again where it is older than some seconds: pages that open
    must not slow the answers, and open all the same where the facts cannot be read."""

    def __init__(self, facts_url: str) -> None:
        self._url = facts_url
        self._store: Optional[FactStore] = None
        self._last: Dict[str, Any] = {}
        self._read_at = -math.inf
        self._reading: Optional["asyncio.Future[None]"] = None

    async def now(self) -> Dict[str, Any]:
        """What the page opens with; what it last opened with where that takes too long."""
        late = time.monotonic() - self._read_at > HOLDS
        if self._reading is None or (late and self._reading.done()):
            self._read_at = time.monotonic()
            self._reading = asyncio.ensure_future(asyncio.to_thread(self._read))
        try:
            await asyncio.wait_for(asyncio.shield(self._reading), WITHIN)
        except asyncio.TimeoutError:
            log.warning("web.opening.late")
        return self._last

    def _read(self) -> None:
        try:
            self._store = self._store or FactStore(self._url)
            self._last = opening(self._store)
        except (FactError, KeyError, OSError, SQLAlchemyError) as error:
            self._store = None
            log.error("web.opening.failed", error=repr(error))
