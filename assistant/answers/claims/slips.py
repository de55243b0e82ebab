"""Mistyped words, a letter away from known ones."""

from collections import defaultdict
from typing import Dict, Iterable, Iterator, List

from assistant.answers.claims.inflection import is_arabic
from assistant.answers.claims.word_meanings import WordMeanings

SHORTEST_TYPO = {True: 5, False: 6}  # letters of an Arabic word, of another, that may be mistyped
SHORTEST_TERM = 7  # letters of a mistyped word that decides a claim
# Derja denies with a last "ch": what only that letter tells apart is no slip.
DENYING_ENDS = ("ش", "ch", "sh")


class Slips:
    """The known words, by what is left of each without one letter, as two words that are a letter
    apart share such a rest."""

    def __init__(self, words: Iterable[str], meanings: WordMeanings) -> None:
        self._meanings = meanings
        self._known: Dict[str, List[str]] = defaultdict(list)
        for word in words:
            if _may_be_mistyped(word):
                for form in {word, *_shorter(word)}:
                    self._known[form].append(word)

    def corrected(self, word: str) -> str:
        """The known word that a mistyped one is a letter away from; the word itself where there is
        none, or several of different meanings."""
        if not _may_be_mistyped(word):
            return word
        near = {known for form in (word, *_shorter(word)) for known in self._known.get(form, ())}
        denied = word.endswith(DENYING_ENDS)
        near = {
            known
            for known in near
            if _one_edit(word, known)
            and not (denied and not known.endswith(DENYING_ENDS))
            and not self._meanings.is_exact(known)
            and not (len(word) < SHORTEST_TERM and self._meanings.is_term(known))
        }
        if len({self._meanings.comparable(known) for known in near}) == 1:
            return min(near)
        return word


def _may_be_mistyped(word: str) -> bool:
    """Whether a word is long enough for another one near it to be the same."""
    return len(word) >= SHORTEST_TYPO[is_arabic(word)] and word.isalpha()


def _shorter(word: str) -> Iterator[str]:
    """A word without each of its letters in turn."""
    return (word[:letter] + word[letter + 1 :] for letter in range(len(word)))


def _one_edit(left: str, right: str) -> bool:
    """Whether one letter added, left out, changed or swapped with the next makes one the other."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[1::-1] and len(left) > 1 and left[2:] == right[2:])
    )
