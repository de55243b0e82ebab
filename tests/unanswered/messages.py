"""Messages asked in vain, put into a store."""

import uuid
from typing import Any

from assistant.unanswered.missed import Missed, Why
from assistant.unanswered.store import UnansweredStore


def missed(text: str, language: str = "fr", message: str = "", **fields: Any) -> Missed:
    """A message asked in vain."""
    given = {"channel": "web", "why": Why.FALLBACK, "about": None, "nearest": [], **fields}
    return Missed(message=message or uuid.uuid4().hex, text=text, language=language, **given)


def grouped(store: UnansweredStore, *texts: str, **fields: Any) -> int:
    """Messages that were put together: the first one's number."""
    before = store.messages()
    for text in texts:
        store.put("web-a", missed(text, **fields))
    rows = store.messages()[len(before) :]
    known = {row.id: row.together or row.id for row in before}
    store.keep_groups({**known, **{row.id: rows[0].id for row in rows}})
    return int(rows[0].id)
