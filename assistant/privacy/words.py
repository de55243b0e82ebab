"""Words one after another in folded text, from a place on, as far as they belong together."""

import re
from typing import AbstractSet, Callable, Iterator, List, NamedTuple, Optional

from assistant.privacy.folding import Folded

# A word with a letter in it; "n7eb" and "o'neil" are one each.
WORD = re.compile(r"(?=[\d'-]{0,3}[^\W\d_])[^\W_]{1,30}(?:['-][^\W_]{1,30}){0,3}\.?")
SPACES = re.compile(r"[ \t]{0,3}")
ARABIC = re.compile("[\u0621-\u064a]")
CONJUNCTIONS = ("و", "ف")


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    first: int
    after: int

    @property
    def is_arabic(self) -> bool:
        """Whether it is written in Arabic letters."""
        return ARABIC.match(self.text) is not None


# Whether a word belongs to those before it.
Belongs = Callable[[Word, List[Word]], bool]


def word_at(text: Folded, position: int) -> Optional[Word]:
    """The word that begins at a position, or behind spaces there; None where none does."""
    match = WORD.match(text.text, SPACES.match(text.text, position).end())  # type: ignore[union-attr]  # may match nothing
    if match is None:
        return None
    written = match.group()
    end = match.end()
    # A full stop belongs to an initial only.
    if written.endswith(".") and len(written) > 2:
        written, end = written[:-1], end - 1
    return Word(written, match.start(), end)


def words_from(text: Folded, position: int) -> Iterator[Word]:
    """The words from a position on, with nothing but spaces between them."""
    word = word_at(text, position)
    while word is not None:
        yield word
        word = word_at(text, word.after)


def is_among(word: Word, words: AbstractSet[str]) -> bool:
    """Whether a word is one of those, with or without what is written onto it: an elided article
    ("d'ici"), a pronoun ("faut-il"), a conjunction in Arabic."""
    forms = (word.text, word.text.rpartition("'")[2], word.text.partition("-")[0])
    if any(form in words for form in forms):
        return True
    return word.text[0] in CONJUNCTIONS and len(word.text) > 3 and word.text[1:] in words


def begins_with_conjunction(word: Word) -> bool:
    """Whether an Arabic word may have "and" in front. (More names than conjunctions begin with the
    other one.)"""
    return word.text[0] == CONJUNCTIONS[0] and len(word.text) > 3


def taken(
    words: Iterator[Word],
    belongs: Belongs,
    particles: AbstractSet[str],
    longest: int,
) -> List[Word]:
    """The words that belong together: those for which ``belongs(word, those before)`` holds, at
    most ``longest``, particles between them not counted."""
    kept: List[Word] = []
    waiting: List[Word] = []  # particles, which belong where a word follows that does
    count = 0
    for word in words:
        if word.text in particles and (kept or waiting) and len(waiting) < 3:
            waiting.append(word)
            continue
        if not belongs(word, kept + waiting):
            break
        kept += [*waiting, word]
        waiting = []
        count += 1
        if count == longest:
            break
    return kept
