"""What goes with an answer for those who can show more than text: source, numbers, card."""

from typing import Any, Dict, List, Mapping, Set

from babel.dates import format_date, format_interval

from assistant.facts.languages import LOCALES
from assistant.facts.needed import DANGER_LINE, DANGER_SUBJECT
from assistant.facts.record import Card, CardType, Day, FactRecord, Phone, Range
from assistant.facts.wording import Wording

DAYS_SKELETON = "yMMMMd"


def numbers_of(
    record: FactRecord, records: Mapping[str, FactRecord], wording: Wording
) -> List[str]:
    """The numbers to call that a record's reply shows, through other facts too."""
    seen: Set[str] = set()
    waiting = [record.id, DANGER_LINE] if record.touches_danger else [record.id]
    while waiting:
        fact = waiting.pop()
        if fact not in seen and fact in records:
            seen.add(fact)
            waiting.extend(wording.shown_by(records[fact]))
    values = [records[fact].value for fact in sorted(seen)]
    return [value.number for value in values if isinstance(value, Phone)]


def _days(record: FactRecord, language: str) -> str:
    locale, value = LOCALES[language], record.value
    if isinstance(value, Range):
        return format_interval(value.first, value.last, DAYS_SKELETON, locale=locale)
    if isinstance(value, Day):
        return format_date(value.day, "long", locale=locale)
    return ""


def card_of(
    record: FactRecord,
    card: Card,
    records: Mapping[str, FactRecord],
    wording: Wording,
    language: str,
) -> Dict[str, Any]:
    """A record's card: ``{"type": "timeline", "items": [{"when", "text"}]}`` or
    ``{"type": "tiles", "items": [{"text", "payload"}]}``."""
    shown = [records[fact] for fact in card.facts if fact in records]
    if card.type is CardType.TIMELINE:
        items = [
            {"when": _days(fact, language), "text": wording.answer(fact, language)}
            for fact in shown
        ]
    else:
        items = [
            {"text": str(wording.value(fact, language)), "payload": fact.question[language]}
            for fact in shown
        ]
    return {"type": card.type.value, "title": record.title[language], "items": items}


def shown_fact(
    record: FactRecord,
    sources: List[str],
    records: Mapping[str, FactRecord],
    wording: Wording,
    language: str,
) -> Dict[str, Any]:
    """A fact that a reply shows, for a channel that can unfold it.

    ``{"id", "sources": [sentence], "numbers": [to call], "danger": bool, "card": …}``; the last
    three only where they are.
    """
    shown: Dict[str, Any] = {"id": record.id, "sources": sources}
    numbers = numbers_of(record, records, wording)
    if numbers:
        shown["numbers"] = numbers
    if record.subject == DANGER_SUBJECT:
        shown["danger"] = True
    if record.card:
        shown["card"] = card_of(record, record.card, records, wording, language)
    return shown
