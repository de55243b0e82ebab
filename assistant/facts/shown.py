"""Facts as the ``facts`` command shows them."""

import datetime
from difflib import unified_diff
from typing import Any, Dict, Optional

from assistant.facts.errors import FactError
from assistant.facts.files import write_yaml
from assistant.facts.record import FactRecord, Status
from assistant.facts.wording import Wording


def answer_or_why_not(wording: Wording, record: FactRecord, language: str) -> str:
    """A record's answer; nothing where it is retired, the reason where it cannot be written."""
    if record.status is Status.RETIRED:
        return ""
    try:
        return wording.answer(record, language)
    except FactError as error:
        return f"(cannot be written: {error})"


def sources_line(record: FactRecord) -> str:
    """A record's first source."""
    source = record.sources[0]
    return ", ".join(filter(None, (source.document, source.section, source.date)))


def until(record: FactRecord, today: datetime.date) -> str:
    """Until when a fact holds, marked where that is over."""
    if record.valid_until is None:
        return ""
    return f"{record.valid_until} (expired)" if record.has_expired(today) else record.valid_until


def difference(before: Optional[Dict[str, Any]], after: Optional[Dict[str, Any]]) -> str:
    """The lines of YAML in which two documents of a record differ."""
    texts = [write_yaml([document]) if document else "" for document in (before, after)]
    old, new = (text.splitlines() for text in texts)
    lines = list(unified_diff(old, new, "before", "after", lineterm="", n=0))
    return "\n".join(line for line in lines[2:] if not line.startswith("@@"))
