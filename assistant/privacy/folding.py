"""A text in the form in which it is searched, with the way back to where each character stood."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple, Sequence

# Vowel signs, invisible characters and frames around digits: they hide a word from a search.
DROPPED = ("Mn", "Me", "Cf")
TATWEEL = "\u0640"
# Letters that Arabic writers, and keyboards of other languages, put one for another.
ARABIC = {"ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ٱ": "ا"}
ONE_FOR_ANOTHER = {
    **ARABIC,
    **dict.fromkeys("’‘ʼ`´‛′", "'"),
    **dict.fromkeys("−⁃", "-"),
    TATWEEL: "",
}


class Folded(NamedTuple):
    """``text`` without case, accents, vowel signs and invisible characters, with Western digits;
    each of its characters stands at ``positions`` of ``original``."""

    text: str
    positions: Sequence[int]
    original: str

    def before(self, position: int) -> int:
        """Where in the original a position of the folded text stands."""
        at_end = position >= len(self.positions)
        return len(self.original) if at_end else self.positions[position]

    def is_capital(self, position: int) -> bool:
        """Whether the character at a position of the folded text was written as a capital."""
        return self.original[self.positions[position]].isupper()


@lru_cache(maxsize=8192)
def _char(char: str) -> str:
    if char in ONE_FOR_ANOTHER:
        return ONE_FOR_ANOTHER[char]
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    if category == "Pd":
        return "-"
    decomposed = unicodedata.normalize("NFKD", char).lower()
    return "".join(part for part in decomposed if unicodedata.category(part) not in DROPPED)


def fold(text: str) -> Folded:
    """The text, folded."""
    if text.isascii():
        return Folded(text.lower().replace("\t", " ").replace("`", "'"), range(len(text)), text)
    parts = [_char(char) for char in text]
    positions = [position for position, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), positions, text)


def folded(text: str) -> str:
    """The text, folded, where nobody asks where it stood."""
    return fold(text).text
