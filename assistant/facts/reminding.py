"""Reminders by mail of what is due."""

from typing import NamedTuple, Sequence

from babel.dates import format_date

from assistant.facts.due import Due
from assistant.facts.languages import LOCALES
from assistant.facts.phrases import Phrases
from assistant.mail import can_be_sent, send
from assistant.settings import MailSettings, Settings


class Reminder(NamedTuple):
    """A mail's subject and text."""

    subject: str
    text: str


def reminder(found: Sequence[Due], phrases: Phrases, language: str) -> Reminder:
    """What is due, as a mail in a language."""
    lines = [
        phrases.say(
            language,
            each.why.value,
            title=each.record.title[language],
            fact=each.record.id,
            day=format_date(each.day, "long", locale=LOCALES[language]) if each.day else "",
        )
        for each in found
    ]
    subject = phrases.say(language, "reminder-subject", count=len(found))
    opening, closing = (
        phrases.say(language, f"reminder-{part}") for part in ("opening", "closing")
    )
    return Reminder(
        subject, "\n".join([opening, "", *(f"• {line}" for line in lines), "", closing])
    )


def remind(found: Sequence[Due], settings: MailSettings) -> int:
    """Send a reminder of what is due; to how many: none where nothing is, or without a server.

    Raises:
        OSError: the mail server cannot be reached, or refuses.
        FactError: a phrase is missing.
    """
    to = settings.reminders_to.split()
    if not found or not to or not can_be_sent(settings):
        return 0
    phrases = Phrases(Settings().phrases_dir / "staff")
    subject, text = reminder(found, phrases, settings.reminders_language)
    send(to, subject, text, settings)
    return len(to)
