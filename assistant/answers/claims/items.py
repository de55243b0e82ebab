"""A clause's words matched with their meanings, longest phrases first."""

from dataclasses import dataclass, field
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Set, Tuple

from assistant.answers.claims.claim_tables import DERJA, EVERY, LANGUAGES
from assistant.answers.claims.denials import with_denials
from assistant.answers.claims.entries import VALUE_SIGN
from assistant.answers.claims.inflection import is_arabic
from assistant.answers.claims.parts import GROUP_SIGN, Stated
from assistant.answers.claims.phrasebook import Phrasebook, phrasebook
from assistant.answers.claims.tokens import Clause, Token, bare_word
from assistant.understanding.gazetteer import bare_forms, plain
from assistant.understanding.spelling import folding_table

# What is written onto a word: elided French words, the Arabic article as typed in Latin letters,
# Derja's contracted prepositions.
LATIN_FRONTS = ("l", "d", "qu", "c", "j", "m", "n", "s", "t", "el", "fel", "bel", "mel", "lel", "w")
ARABIC_FRONTS = ("مال", "عال", "فال", "هال", "بال", "كال", "وال", "لل", "م", "ع", "ه")
# "And" and "so", written onto words of two letters; not onto "ma", which is "what" and "not".
ARABIC_JOINERS, VAGUE = ("و", "ف"), "ما"
# Pronouns and the accusative's ending, written onto Arabic words.
ARABIC_ENDINGS = ("ها", "هم", "كم", "نا", "هن", "ه", "ا")
SHORTEST_REST = {True: 3, False: 4}  # letters of an Arabic word, of another, behind such a front
# French words of three letters that are typed onto what is elided before them: "nest", "lonu".
ELIDED = ("l", "d", "qu", "c", "j", "n", "s", "t", "m")
SHORTEST_ELIDED = 3
EUROPEAN = {"fr", "en"}
FOREIGN_WORDS = 2


@dataclass
class Item:
    """Words of a clause that mean something together: the concepts that they may stand for.

    ``values`` are the meanings that hold a value (``number``, ``month``, ``place`` …); ``part``
    is what was read from the item, once it was.
    """

    text: str
    concepts: FrozenSet[str] = frozenset()
    values: Mapping[str, object] = field(default_factory=dict)
    part: Optional[Stated] = None

    def is_(self, *concepts: str) -> bool:
        """Whether the item may stand for one of these."""
        return not self.concepts.isdisjoint(concepts)

    def value(self, kind: str) -> Optional[object]:
        """The item's value of a kind."""
        return self.values.get(kind)

    def number(self, kind: str = "number") -> Optional[int]:
        """The item's value of a kind, where it is a number."""
        value = self.values.get(kind)
        return value if isinstance(value, int) else None

    @property
    def kind_of_number(self) -> Optional[str]:
        """Whether the item is a number in digits, and then "number" or "ordinal"."""
        return next(
            (
                kind
                for kind in ("number", "ordinal")
                if "digits" in self.values and kind in self.values
            ),
            None,
        )

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of the words."""
        return not self.concepts and not self.values and self.part is None


def _folded(word: str, languages: Sequence[str]) -> List[str]:
    """What the spelling tables make of a word; nothing where they do not hold it."""
    for language in languages:
        target = _spellings(language).get(word)
        if target is not None:
            return plain(target).replace("'", " ").replace("-", " ").split()
    return []


_PLAIN_SPELLINGS: Dict[str, Dict[str, str]] = {}


def _spellings(language: str) -> Dict[str, str]:
    if language not in _PLAIN_SPELLINGS:
        _PLAIN_SPELLINGS[language] = {
            plain(word): target for word, target in folding_table(language).items()
        }
    return _PLAIN_SPELLINGS[language]


def _known_words(word: str, languages: Sequence[str], book: Phrasebook) -> List[str]:
    """A word as known ones: itself, folded, taken apart, or without a slip of the finger."""
    derja = languages[0] == DERJA
    if book.known(word) and (derja or book.words.get(word) != {DERJA}):
        return [word]
    folded = _folded(word, languages)
    if not folded and book.known(word):
        return [word]
    if folded and all(map(book.known, folded)):
        return folded
    arabic = is_arabic(word)
    form = book.inflected(word, languages)
    if form != word and not arabic:
        return [form]
    for front in ARABIC_FRONTS if arabic else LATIN_FRONTS:
        rest = word[len(front) :]
        if word.startswith(front) and len(rest) >= SHORTEST_REST[arabic]:
            if book.known(rest):
                return [rest] if arabic else [front, rest]
            folded = _folded(rest, languages)
            if folded and all(map(book.known, folded)):
                return folded
    if arabic and word[0] in ARABIC_JOINERS and word[1:] in book.words and word[1:] != VAGUE:
        return [word[1:]]
    elided = _elided(word, languages, book)
    if elided:
        return elided
    if arabic:
        for ending in ARABIC_ENDINGS:
            rest = word[: -len(ending)]
            if word.endswith(ending) and len(rest) >= SHORTEST_REST[arabic] and book.known(rest):
                return [rest]
    return [form if form != word else book.corrected(word)]


def _elided(word: str, languages: Sequence[str], book: Phrasebook) -> List[str]:
    """A French word and what is typed onto it without the apostrophe; empty where it is none."""
    for front in ELIDED if languages[0] == "fr" else ():
        rest = word[len(front) :]
        if word.startswith(front) and len(rest) >= SHORTEST_ELIDED and book.is_of(rest, "fr"):
            return [front, rest]
    return []


def is_known(word: str, language: str) -> bool:
    """Whether a word of a message in a language has a meaning, in whatever form."""
    others = [other for other in LANGUAGES if other not in (language, DERJA)]
    languages = [language, *others, *([DERJA] if language != DERJA else [])]
    book = phrasebook()
    return all(map(book.known, _known_words(word, languages, book)))


def languages_of(clauses: Sequence[Clause]) -> List[str]:
    """The tables' languages that a message is written in, the likeliest first; Derja last unless
    a word is Derja alone."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    derja = False
    book = phrasebook()
    alone = dict.fromkeys(LANGUAGES, 0)  # words that are of one European language alone
    for clause in clauses:
        for token in clause.tokens:
            of_word = {language for language in book.words.get(token.text, ()) if language}
            if len(of_word & EUROPEAN) == 1:
                alone[(of_word & EUROPEAN).pop()] += 1
            typed = any(token.text in _spellings(language) for language in EUROPEAN)
            derja = derja or (of_word == {DERJA} and not typed)
            derja = derja or (not of_word and token.text in _spellings(DERJA))
            for language in of_word:
                scores[language] += 1 / len(of_word)
    ranked = sorted(LANGUAGES, key=lambda language: -scores[language])
    ranked.remove(DERJA)
    if derja:
        return [DERJA, *ranked]
    if ranked[0] in EUROPEAN:
        # The other European language's words are words of this one with another meaning, unless
        # there are several.
        (other,) = EUROPEAN - {ranked[0]}
        if alone[other] < FOREIGN_WORDS:
            ranked.remove(other)
    return [*ranked, DERJA]


def items_of(clause: Clause, languages: Sequence[str]) -> List[Item]:
    """A clause's items, in order."""
    book = phrasebook()
    tokens: List[Token] = []
    for token in with_denials(clause.tokens, languages, book):
        if token.kind == "word":
            tokens += [Token(word) for word in _known_words(token.text, languages, book)]
        else:
            tokens.append(token)
    items: List[Item] = []
    position = 0
    while position < len(tokens):
        item, length = _longest(tokens, position, languages, book)
        if item.unknown and tokens[position].kind == "word":
            # A word of a phrase alone may have a meaning in another form.
            form = book.inflected(item.text, languages)
            alone = [Token(part) for part in _elided(item.text, languages, book) or [form]]
            tokens[position : position + 1] = alone
            item, length = _longest(tokens, position, languages, book)
        items.append(item)
        position += length
    return items


def _longest(
    tokens: List[Token], start: int, languages: Sequence[str], book: Phrasebook
) -> Tuple[Item, int]:
    token = tokens[start]
    if token.kind not in ("word", "sign", "number", "ordinal"):
        return Item(token.text, values={token.kind: token.value}), 1
    forms = {bare_word(form): None for form in bare_forms(token.text)}
    longest = max((book.longest_from.get(form, 0) for form in forms), default=0)
    rest = [bare_word(token.text) for token in tokens[start + 1 : start + longest]]
    for length in range(min(longest, len(rest) + 1), 0, -1):
        for form in forms:
            meanings = book.meanings((form, *rest[: length - 1]))
            if meanings:
                text = " ".join(token.text for token in tokens[start : start + length])
                return _item(text, meanings, languages, token), length
    if token.kind in ("number", "ordinal"):
        return Item(token.text, values=_digits(token)), 1
    return Item(token.text, frozenset(["sign"]) if token.kind == "sign" else frozenset()), 1


def _item(
    text: str, meanings: Mapping[str, Set[str]], languages: Sequence[str], token: Token
) -> Item:
    language = next((language for language in languages if language in meanings), EVERY)
    found = set(meanings.get(EVERY, ())) | set(meanings[language] if language else ())
    if "article" in found and language and meanings[language] - {"filler"}:
        found = set(meanings[language])  # "UN" is no "un" in English
    values: Dict[str, object] = {}
    for meaning in found:
        kind, sign, value = meaning.partition(VALUE_SIGN)
        if sign:
            values[kind] = int(value) if value.isdecimal() else value
    # The number of a name ("2030 Agenda") and of a phrase ("100 %") counts nothing.
    named = "tag" in found or any(GROUP_SIGN in meaning for meaning in found)
    if token.kind in ("number", "ordinal") and not values and not named:
        values = _digits(token)
    return Item(text, frozenset(meaning for meaning in found if VALUE_SIGN not in meaning), values)


def _digits(token: Token) -> Dict[str, object]:
    """The values of a number in digits."""
    return {token.kind: token.value, "digits": token.value}
