"""Finds names of people behind cues: "je m'appelle …", "my name is …", "اسمي …", "ismi …"."""

import re
from functools import lru_cache
from typing import AbstractSet, FrozenSet, Iterator, List, Optional

from babel import Locale

from assistant.privacy.folding import Folded, folded
from assistant.privacy.found import Found, Kind
from assistant.privacy.known import Known
from assistant.privacy.patterns import any_of, as_words
from assistant.privacy.tables import Names
from assistant.privacy.words import (
    Belongs,
    Word,
    begins_with_conjunction,
    is_among,
    taken,
    words_from,
)

# Of a name in small letters or in Arabic: what follows it is hard to tell from it.
LONGEST_UNMARKED = 3
ARTICLE = "ال"


@lru_cache(maxsize=1)
def _countries() -> FrozenSet[str]:
    """The countries' names of one word, in the languages that write capitals."""
    names = (Locale(language).territories.values() for language in ("fr", "en"))
    return frozenset(folded(name) for group in names for name in group)


class NameFinder:
    """Finds them; ``ordinary`` are words that no name is made of."""

    def __init__(self, table: Names, ordinary: AbstractSet[str], known: Known) -> None:
        self._known = known
        self._ordinary = ordinary
        self._not_names = ordinary | {folded(word) for word in table.not_names}
        self._particles = frozenset(map(folded, table.particles))
        self._with_waw = frozenset(map(folded, table.with_waw))
        self._childs = frozenset(map(folded, table.childs))
        self._origins = tuple(map(folded, table.ends_of_origins))
        self._longest = table.longest
        between = rf"(?:[ \t:،=\"«(*-]{{1,4}}|(?<=[ :]){any_of(table.between)}(?![^\W_])){{0,5}}"
        cues = as_words(cue for cues in table.cues.values() for cue in cues)
        self._cue = re.compile(rf"(?:{cues}|{as_words(table.fields)}[ \t]{{0,2}}:){between}")
        self._of_others = re.compile(f"{as_words(table.cues_of_others)}{between}")
        self._weak = re.compile(rf"(?:{as_words(table.weak_cues)})[ \t:,\n]{{1,3}}")
        self._weak_ar = re.compile(rf"{as_words(table.weak_cues_ar)}[ \t]{{1,3}}")

    def find(self, text: Folded) -> Iterator[Found]:
        """The names, with all that stands in them."""
        for pattern, take in (
            (self._cue, self._name),
            (self._of_others, self._name_of_another),
            (self._weak, self._capital_name),
            (self._weak_ar, self._childs_name),
        ):
            for match in pattern.finditer(text.text):
                words = take(text, match.end())
                if words and not self._is_known(words):
                    yield Found(Kind.NAME, words[0].first, words[-1].after)

    def _is_known(self, words: List[Word]) -> bool:
        # A person whom the facts name is called by more than one word.
        return len(words) > 1 and self._known.is_told(" ".join(word.text for word in words))

    def _name(self, text: Folded, position: int) -> List[Word]:
        """The name at a position: in capitals where it begins with one."""

        def belongs(word: Word, before: List[Word]) -> bool:
            if is_among(word, self._ordinary):
                return False
            if begins_with_conjunction(word) and word.text not in self._with_waw:
                return False
            if not before:
                return len(word.text) > 1 and not self._is_elided(text, word)
            if text.is_capital(before[0].first):
                return text.is_capital(word.first)
            return word.text not in self._known.words and not any(map(str.isdigit, word.text))

        first = next(words_from(text, position), None)
        marked = first is not None and text.is_capital(first.first)
        return self._taken(text, position, belongs, None if marked else LONGEST_UNMARKED)

    @staticmethod
    def _is_elided(text: Folded, word: Word) -> bool:
        """Whether a word has an article in front ("l'actuel")."""
        return "'" in word.text[1:3] and not text.is_capital(word.first)

    def _name_of_another(self, text: Folded, position: int) -> List[Word]:
        """The name at a position, if it is none of the facts' things."""
        words = self._name(text, position)
        of_a_thing = words and (
            words[0].text in self._known.words or words[0].text.startswith(ARTICLE)
        )
        return [] if of_a_thing else words

    def _capital_name(self, text: Folded, position: int) -> List[Word]:
        """The name at a position, if it is written in capitals, unlike the rest, and is nothing
        else."""
        if text.original.isupper():
            return []

        def belongs(word: Word, before: List[Word]) -> bool:
            if not text.is_capital(word.first) or is_among(word, self._not_names):
                return False
            if word.text in self._known.words or word.text in _countries():
                return False
            return bool(before) or not word.text.endswith(self._origins)

        return self._taken(text, position, belongs)

    def _childs_name(self, text: Folded, position: int) -> List[Word]:
        """The name at a position, if it says whose child somebody is."""
        words = self._name(text, position)
        return words if any(word.text in self._childs for word in words) else []

    def _taken(
        self, text: Folded, position: int, belongs: Belongs, longest: Optional[int] = None
    ) -> List[Word]:
        words = words_from(text, position)
        return taken(words, belongs, self._particles, longest or self._longest)
