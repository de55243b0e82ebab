"""Names looked up in a text: longest first, whatever the case, accents and Arabic prefixes."""

import re
import unicodedata
from functools import lru_cache
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Set, Tuple

WORD = re.compile(r"\w+")
ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
)
# The conjunction, the prepositions and the article that Arabic writes onto a word.
ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ف", "ل", "ك")


class Found(NamedTuple):
    """A name in a text: what it names, and where it stands (in words)."""

    name: str
    first: int
    after: int


def plain(text: str) -> str:
    """The text without case, accents and the marks that Arabic writers leave out."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return text.translate(ARABIC_FORMS)


def words_of(text: str) -> List[str]:
    """The text's words in the form that names are compared in."""
    return WORD.findall(plain(text))


def without_article(word: str) -> str:
    """An Arabic word without the article."""
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


@lru_cache(maxsize=10_000)  # each of a message's words is asked about by each gazetteer
def bare_forms(word: str) -> Tuple[str, ...]:
    """A word and, in Arabic, the word without what is written onto its front."""
    stripped = (
        word[len(prefix) :]
        for prefix in ARABIC_PREFIXES
        if word.startswith(prefix) and len(word) - len(prefix) >= 3
    )
    return (word, *stripped)


class Gazetteer:
    """What names stand for; ``names`` gives (name, what it names)."""

    def __init__(self, names: Iterable[Tuple[str, str]]) -> None:
        self._names: Dict[Tuple[str, ...], str] = {}
        for name, target in names:
            words = tuple(map(without_article, words_of(name)))
            if words:
                self._names.setdefault(words, target)
        # Few words begin a name: those that do not are passed over at once.
        self._lengths: Dict[str, Set[int]] = {}
        for first, *rest in self._names:
            self._lengths.setdefault(first, set()).add(1 + len(rest))

    @property
    def names(self) -> Mapping[Tuple[str, ...], str]:
        """What each name (its words, without articles) stands for."""
        return self._names

    def find(self, words: List[str]) -> List[Found]:
        """Every name in the words; a longer name hides the shorter ones in it."""
        found: List[Found] = []
        position = 0
        while position < len(words):
            match = self._match(words, position)
            if match:
                found.append(match)
            position = match.after if match else position + 1
        return found

    def _match(self, words: List[str], start: int) -> Optional[Found]:
        begins = [form for form in bare_forms(words[start]) if form in self._lengths]
        left = len(words) - start
        lengths = {n for first in begins for n in self._lengths[first] if n <= left}
        for length in sorted(lengths, reverse=True):
            rest = [without_article(word) for word in words[start + 1 : start + length]]
            for first in begins:
                target = self._names.get((first, *rest))
                if target is not None:
                    return Found(target, start, start + length)
        return None
