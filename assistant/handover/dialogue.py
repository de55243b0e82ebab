"""How somebody asks to be contacted, step by step: a topic, their consent, then the contact.

Pure: it knows no channel and keeps nothing. The contact is asked for last, so that nothing of it
is ever kept before they agree, nor anywhere but with the request.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Optional

from assistant.handover.contact import Contact, read_contact
from assistant.handover.words import Wish

MOST_ATTEMPTS = 3
YES, NO = "affirm", "deny"


class Step(str, Enum):
    """What the visitor was asked for."""

    TOPIC = "topic"
    CONSENT = "consent"
    CONTACT = "contact"


@dataclass(frozen=True)
class Dialogue:
    """How far a visitor is."""

    step: Step
    language: str
    topic: str = ""
    attempts: int = 0


@dataclass(frozen=True)
class Heard:
    """A message: its text, the button that it is, if any, and its intent."""

    text: str
    wish: Optional[Wish] = None
    intent: Optional[str] = None


@dataclass(frozen=True)
class Next:
    """What is said, by its phrase; ``dialogue`` is None where it ends, ``contact`` what it came
    to."""

    phrase: str
    dialogue: Optional[Dialogue] = None
    contact: Optional[Contact] = None


CANCELLED = Next("callback-cancelled")


def begin(language: str) -> Next:
    """The first question."""
    return Next("callback-topic", Dialogue(Step.TOPIC, language))


def go_on(dialogue: Dialogue, heard: Heard) -> Next:
    """What follows a message. It can be cancelled at every step, with the button or a "no"."""
    if heard.wish is Wish.CANCEL:
        return CANCELLED
    steps = {Step.TOPIC: _topic, Step.CONSENT: _consent, Step.CONTACT: _contact}
    return steps[dialogue.step](dialogue, heard)


def _topic(dialogue: Dialogue, heard: Heard) -> Next:
    if heard.intent == NO and heard.wish is None:
        return CANCELLED
    topic = "" if heard.wish is Wish.SKIP else heard.text
    return Next("callback-consent", replace(dialogue, step=Step.CONSENT, topic=topic))


def _consent(dialogue: Dialogue, heard: Heard) -> Next:
    if heard.wish is Wish.ACCEPT or (heard.wish is None and heard.intent == YES):
        return Next("callback-contact", replace(dialogue, step=Step.CONTACT, attempts=0))
    if heard.wish is None and heard.intent == NO:
        return CANCELLED
    return _again(dialogue, "callback-consent-again")


def _contact(dialogue: Dialogue, heard: Heard) -> Next:
    contact = read_contact(heard.text)
    if contact is not None:
        return Next("callback-done", contact=contact)
    if heard.wish is None and heard.intent == NO:
        return CANCELLED
    return _again(dialogue, "callback-contact-again")


def _again(dialogue: Dialogue, phrase: str) -> Next:
    attempts = dialogue.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return Next("callback-given-up")
    return Next(phrase, replace(dialogue, attempts=attempts))
