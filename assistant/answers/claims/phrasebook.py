"""What phrases mean, and the known words that a message's words are taken for."""

from collections import defaultdict
from functools import lru_cache
from typing import Dict, Mapping, Sequence, Set, Tuple

from assistant.answers.claims.entries import gathered
from assistant.answers.claims.known_forms import KnownForms
from assistant.answers.claims.slips import Slips
from assistant.answers.claims.tokens import bare_word
from assistant.answers.claims.word_meanings import WordMeanings
from assistant.understanding.gazetteer import bare_forms


class Phrasebook:
    """Phrases → what they mean, by language."""

    def __init__(self) -> None:
        self._phrases = gathered()
        self.longest_from: Dict[str, int] = {}  # words of the longest phrase, by its first one
        self.words: Dict[str, Set[str]] = defaultdict(set)  # the languages of each phrase's words
        for key, by_language in self._phrases.items():
            self.longest_from[key[0]] = max(self.longest_from.get(key[0], 0), len(key))
            for word in key:
                self.words[word].update(by_language)
        alone = WordMeanings(self._phrases)
        self._slips = Slips(self.words, alone)
        self._forms = KnownForms(self._phrases, alone)

    def meanings(self, key: Tuple[str, ...]) -> Mapping[str, Set[str]]:
        """A phrase's meanings by language; empty where it is none."""
        return self._phrases.get(key, {})

    def known(self, word: str) -> bool:
        """Whether a word stands in some phrase, with or without what Arabic writes onto it."""
        return any(bare_word(form) in self.words for form in bare_forms(word))

    def is_of(self, word: str, language: str) -> bool:
        """Whether a word by itself means something in a language."""
        return language in self._phrases.get((word,), {})

    def corrected(self, word: str) -> str:
        """The known word that a mistyped one is a letter away from; the word itself where there is
        none, or several of different meanings."""
        return self._slips.corrected(word)

    def inflected(self, word: str, languages: Sequence[str]) -> str:
        """The known word of which a word is another form; the word itself where there is none, or
        where words of different meanings have that form.

        Args:
            languages: those that the word may be of, the likeliest first.
        """
        return self._forms.inflected(word, languages)


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The project's phrasebook, read once."""
    return Phrasebook()
