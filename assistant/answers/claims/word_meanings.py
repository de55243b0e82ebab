"""What words mean by themselves, and how much hangs on them: what decides or turns a claim is not
to be guessed from a word that only looks like it."""

from typing import FrozenSet, Set, Tuple

from assistant.answers.claims.entries import VALUE_SIGN, MeaningsOfPhrases
from assistant.answers.claims.parts import GROUP_SIGN

# What decides a claim.
EXACT = (
    "every_n",
    "daypart",
    "ordinal=",
    "number=",
    "times=",
    "not",
    "change",
    "mistaken",
    "elsewhere",
    "modal",
)
# What no word in another form is taken for: words of a closed class, and what turns a claim.
CLOSED = frozenset(
    "not change mistaken no_longer more less at_least at_most about only before after since or but if "
    "exactly elsewhere modal except you every event_eve event_morrow wh request self here like half half_past quarter_past quarter_to "
    "year month day week hour article weekend workdays tag inverted elapsed already".split()
)


class WordMeanings:
    """The meanings of phrases of one word."""

    def __init__(self, phrases: MeaningsOfPhrases) -> None:
        self._phrases = phrases

    def comparable(self, word: str) -> FrozenSet[Tuple[str, FrozenSet[str]]]:
        """All that a word means by itself, equal for words that mean the same; the word where it
        means nothing alone."""
        by_language = self._phrases.get((word,), {word: set()})
        return frozenset((language, frozenset(found)) for language, found in by_language.items())

    def is_closed(self, word: str) -> bool:
        """Whether a word has one form alone, or turns a claim."""
        meanings = self._of(word)
        return bool(meanings & CLOSED) or any(VALUE_SIGN in meaning for meaning in meanings)

    def is_term(self, word: str) -> bool:
        """Whether a word is one of a group of which a fact holds one."""
        return any(GROUP_SIGN in meaning for meaning in self._of(word))

    def is_exact(self, word: str) -> bool:
        """Whether a word decides a claim, so that no mistyped one is taken for it."""
        return any(meaning.startswith(EXACT) for meaning in self._of(word))

    def _of(self, word: str) -> Set[str]:
        """A word's meanings in all languages together."""
        return set().union(*self._phrases.get((word,), {}).values())
