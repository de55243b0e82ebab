"""A visitor's message as plain text: nothing in it is a command to Rasa."""

import unicodedata

from rasa.shared.constants import INTENT_MESSAGE_PREFIX

# Lone surrogates cannot be stored; control characters (but line ends) show nowhere.
DROPPED_CATEGORIES = {"Cc", "Cs"}
FULL_WIDTH_PREFIX = "\uff0f"
LONGEST = 4096  # characters kept of a message; the pipeline reads fewer


def plain_text(text: str) -> str:
    """The text without control characters, and without a leading ``/`` that Rasa would read.

    Rasa takes ``/intent{"entity": 1}``, ``/restart`` or ``/SetSlots(…)`` for a command
    (``RegexMessageHandler``). A leading slash becomes its full-width form, which looks alike:
    what the visitor typed stays readable in the conversation.
    """
    text = "".join(
        char
        for char in text
        if char in "\n\t" or unicodedata.category(char) not in DROPPED_CATEGORIES
    ).strip()[:LONGEST]
    rest = text.lstrip(INTENT_MESSAGE_PREFIX)
    return FULL_WIDTH_PREFIX * (len(text) - len(rest)) + rest
