"""Regular expressions made of tables of words."""

import re
from typing import Iterable

from assistant.privacy.folding import folded


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words in folded text, the longest first: a space stands for several,
    an apostrophe may be missing or be a space."""
    forms = sorted({folded(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(map(_form, forms)) + ")"


def _form(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s{1,3}").replace("'", "[' ]?")


def as_words(words: Iterable[str]) -> str:
    """The same, each as a whole word."""
    return rf"(?<![^\W_]){any_of(words)}(?![^\W_])"
