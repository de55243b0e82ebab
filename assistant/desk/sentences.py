"""What the cores say of wrong facts and files, in the page's language."""

from typing import Any

from django.utils.translation import gettext, gettext_noop

from assistant.facts.errors import Sentence

# pydantic's own templates, as records meet them.
OF_PYDANTIC = (
    gettext_noop("value is not a valid integer"),
    gettext_noop("ensure this value is greater than or equal to {limit_value}"),
    gettext_noop("ensure this value is less than or equal to {limit_value}"),
    gettext_noop("ensure this value has at least {limit_value} characters"),
    gettext_noop("none is not an allowed value"),
    gettext_noop("str type expected"),
    gettext_noop("value could not be parsed to a boolean"),
    gettext_noop("invalid date format"),
)


def said(sentence: Any) -> str:
    """A sentence in the page's language; what is no ``Sentence``, as it is."""
    if not isinstance(sentence, Sentence):
        return str(sentence)
    parts = {
        name: said(part) if isinstance(part, Sentence) else part
        for name, part in sentence.parts.items()
    }
    return gettext(sentence.template).format(**parts)
