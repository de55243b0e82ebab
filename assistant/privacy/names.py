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
from assistant.understanding.names import names

# Of a name in small letters or in Arabic: what follows it is hard to tell from it.
LONGEST_UNMARKED = 3
ARTICLE = "ال"
SIGNED = re.compile(r"[,.!?\n-]\s{0,3}$")
BEGINNING = re.compile(r"(?<![^\W_])[^\W\d_]")  # of a word


@lru_cache(maxsize=1)
def _countries() -> FrozenSet[str]:
    """The countries' names of one word, in the languages that write capitals."""
    names = (Locale(language).territories.values() for language in ("fr", "en"))
    return frozenset(folded(name) for group in names for name in group)


@lru_cache(maxsize=1)
def _of_places_and_bodies() -> FrozenSet[str]:
    """The words of the names of countries, cities, organisations and events that are known."""
    of_all = (words for gazetteer in names() for words in gazetteer.names)
    return frozenset(folded(word) for words in of_all for word in words)


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
        self._first_person = re.compile(as_words(table.first_person))
        self._closing = re.compile(rf"{as_words(table.closings)}[ \t،,.:!\n-]{{1,4}}")
        # Who begins with "this is …" says who writes; further on, the same words say other things.
        greeting = rf"(?:{as_words(table.greetings)}[ \t,،:!.]{{1,3}}){{0,3}}"
        self._opening = re.compile(rf"^[ \t]{{0,3}}{greeting}{as_words(table.openings)}{between}")

    def find(self, text: Folded) -> Iterator[Found]:
        """The names, with all that stands in them."""
        for pattern, take in (
            (self._cue, self._name),
            (self._of_others, self._name_of_another),
            (self._weak, self._capital_name),
            (self._weak_ar, self._childs_name),
            (self._opening, self._name),
            (self._closing, self._signature),
        ):
            for match in pattern.finditer(text.text):
                words = take(text, match.end())
                if words and not self._is_known(words):
                    yield Found(Kind.NAME, words[0].first, words[-1].after)
        yield from self._full_names(text)

    def _full_names(self, text: Folded) -> Iterator[Found]:
        """Two words or more in capitals that are nothing else that is known, wherever they stand
        where the writer tells of themselves, or as a signature: who asks about a minister does
        neither."""
        if not any(map(str.islower, text.original)):
            return
        of_the_writer = self._first_person.search(text.text) is not None
        position = 0
        while position < len(text.text):
            first = BEGINNING.search(text.text, position)
            if first is None:
                return
            words = self._capital_name(text, first.start())
            position = words[-1].after if words else first.end()
            own = [word for word in words if word.text not in self._particles]
            if len(own) < 2 or self._is_known(words) or not self._is_nowhere(own):
                continue
            if (
                of_the_writer
                or SIGNED.search(text.text, 0, words[0].first)
                and not (text.text[words[-1].after :].strip(" .!\n"))
            ):
                yield Found(Kind.NAME, words[0].first, words[-1].after)

    def _is_nowhere(self, words: List[Word]) -> bool:
        """Whether none of the words is of a place or of a body that is known."""
        parts = {part for word in words for part in re.split("['-]", word.text)}
        return not parts & _of_places_and_bodies()

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
            return bool(before) or "-" in word.text or not word.text.endswith(self._origins)

        return self._taken(text, position, belongs)

    def _signature(self, text: Folded, position: int) -> List[Word]:
        """The name at a position, if nothing follows it."""
        words = self._name(text, position)
        return words if words and not text.text[words[-1].after :].strip(" .!\n") else []

    def _childs_name(self, text: Folded, position: int) -> List[Word]:
        """The name at a position, if it says whose child somebody is."""
        words = self._name(text, position)
        return words if any(word.text in self._childs for word in words) else []

    def _taken(
        self, text: Folded, position: int, belongs: Belongs, longest: Optional[int] = None
    ) -> List[Word]:
        words = words_from(text, position)
        return taken(words, belongs, self._particles, longest or self._longest)
