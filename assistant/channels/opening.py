"""What the page shows before anything is asked, in each language, from the facts as they are."""

from typing import Any, Dict

from assistant.answers.reply import CONTACT
from assistant.answers.rich import numbers_of
from assistant.facts.languages import LANGUAGES
from assistant.facts.store import FactStore


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
