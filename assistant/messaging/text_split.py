"""Cuts a text into messages that a channel takes."""

import re
import unicodedata
from typing import Callable, List

SENTENCE_END = re.compile(r"[.!?؟…][\"'»”)\]]*(?=\s)")
ZERO_WIDTH_JOINER = "\u200d"


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, Telegram's unit."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, length: Callable[[str], int] = len) -> List[str]:
    """The text in parts of at most ``limit`` (in the unit of ``length``), none empty.

    Cut where it hurts least: between lines, else behind a sentence, else between words, else
    between characters (never inside one that is built of several).
    """
    parts = []
    rest = text.strip()
    while length(rest) > limit:
        end = _best_end(rest, _longest_prefix(rest, limit, length))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [part for part in parts + [rest] if part]


def _longest_prefix(text: str, limit: int, length: Callable[[str], int]) -> int:
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(text[:middle]) <= limit else (low, middle - 1)
    return low


def _best_end(text: str, longest: int) -> int:
    within = text[: longest + 1]  # one more: what follows may be the space behind a sentence
    newline = within.rfind("\n")
    if newline > 0:
        return newline
    sentences = [match.end() for match in SENTENCE_END.finditer(within) if match.end() <= longest]
    if sentences:
        return sentences[-1]
    space = within.rfind(" ")
    if space > 0:
        return space
    return _between_characters(text, longest)


def _between_characters(text: str, end: int) -> int:
    at = end
    while at > 1 and _joined(text[at - 1], text[at]):
        at -= 1
    return at if at > 1 else end


def _joined(before: str, after: str) -> bool:
    # Marks, variation selectors (Mn) and skin tones (Sk) belong to the character before them.
    return (
        ZERO_WIDTH_JOINER in (before, after)
        or unicodedata.category(after) in ("Mn", "Me", "Mc", "Sk")
        or (_regional(before) and _regional(after))
    )


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"  # two of them make a flag
