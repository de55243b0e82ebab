"""Questions in a record's own words, such as its button asks them: what they ask is known, whatever
the classifier makes of them, and for a new record before any model has learned it."""

from functools import lru_cache
from typing import Mapping

from assistant.examples.blocks import comparable
from assistant.facts.needed import DANGER_SUBJECT
from assistant.facts.record import FactRecord
from assistant.understanding.question import Question

_words = lru_cache(maxsize=4096)(comparable)


def as_written(question: Question, records: Mapping[str, FactRecord]) -> Question:
    """The question, understood as the record's whose question it repeats, in any language; as it
    is where it repeats none."""
    words = comparable(question.text)
    for record in records.values():
        own = record.question if record.asked and record.subject != DANGER_SUBJECT else None
        if words and own and words in (_words(text) for text in own.values()):
            certain = {"confidence": 1.0, "about_other": 0.0, "elsewhere": []}
            return question.copy(update={"intent": None, "topic": record.id, **certain})
    return question
