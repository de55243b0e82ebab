"""Words of a message as other forms of known words."""

from collections import defaultdict
from typing import Dict, Sequence, Set, Tuple

from assistant.answers.claims.claim_tables import DERJA, EVERY, LANGUAGES
from assistant.answers.claims.entries import MeaningsOfPhrases
from assistant.answers.claims.inflection import VERBAL, bare, is_arabic, stems
from assistant.answers.claims.slips import DENYING_ENDS
from assistant.answers.claims.word_meanings import WordMeanings

# Words for people, which are no verbs whatever letter they begin with ("انتم").
PERSONAL = frozenset(["you", "self", "source"])


class KnownForms:
    """The words that mean something by themselves, by the stems that their forms share."""

    def __init__(self, phrases: MeaningsOfPhrases, meanings: WordMeanings) -> None:
        self._meanings = meanings
        self._known: Dict[Tuple[str, str], Set[str]] = defaultdict(set)
        for key, by_language in phrases.items():
            languages = LANGUAGES if EVERY in by_language else tuple(by_language)
            for language in languages if len(key) == 1 else ():
                personal = by_language.get(language, set()) & PERSONAL
                for kind, form in stems(key[0], language):
                    if not (form.startswith(VERBAL) and personal):
                        self._known[kind, form].add(key[0])

    def inflected(self, word: str, languages: Sequence[str]) -> str:
        """The known word of which a word is another form; the word itself where there is none, or
        where words of different meanings have that form.

        Args:
            languages: those that the word may be of, the likeliest first.
        """
        if word.endswith(DENYING_ENDS):
            return word
        for language in languages:
            if language == DERJA and language != languages[0] and not is_arabic(word):
                continue  # what its vowels do not tell apart is another language's word
            for form in (form for one in bare(word) for form in stems(one, language)):
                near = self._known.get(form)
                if near:
                    meant = {self._meanings.comparable(known) for known in near}
                    told = len(meant) == 1 and not any(map(self._meanings.is_closed, near))
                    return min(near) if told else word
        return word
