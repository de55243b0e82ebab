"""Finds exact addresses: a street with its number or name, and what is told behind a cue."""

import re
from typing import AbstractSet, Iterator, List, Match, Optional

from assistant.privacy.folding import Folded, folded
from assistant.privacy.found import Found, Kind
from assistant.privacy.known import Known
from assistant.privacy.patterns import any_of, as_words
from assistant.privacy.tables import Places
from assistant.privacy.words import Word, begins_with_conjunction, is_among, taken, words_from

LONGEST_TOLD = 90  # characters behind a cue
CLAUSE_END = re.compile(r"[;!?؟\n]|\.(?:\s|$)|$")
LIVING_WITHIN = 30  # characters before a street


class PlaceFinder:
    """Finds them; ``ordinary`` are words that no street is named by."""

    def __init__(self, table: Places, ordinary: AbstractSet[str], known: Known) -> None:
        self._known = known
        self._connectors = frozenset(map(folded, table.connectors))
        self._ordinary = ordinary - self._connectors
        self._ends = frozenset(map(folded, table.ends))
        self._longest = table.longest
        sign, ends = any_of(table.number_signs), any_of(table.number_ends)
        house = rf"(?:{sign}\s?[.:]?\s?)?\d{{1,5}}(?:\s?{ends}(?![^\W_]))?"
        kinds = rf"(?:{as_words([*table.streets, *table.doubtful_streets])})"
        street = rf"(?:(?P<sure>{as_words(table.streets)})|{as_words(table.doubtful_streets)})"
        self._street = re.compile(rf"(?:(?<![^\W_])(?P<house>{house})\s?,?\s?)?{street}")
        parts = as_words(table.parts)
        more = (
            rf"\s?[,،]?\s?(?:{sign}\s?[.:]?\s?\d{{1,5}}|{parts}\s?(?:{sign}\s?)?[^\W_]{{1,4}}(?![^\W_])"
            rf"|(?<![^\W_])\d{{1,5}}(?![^\W_]))"
        )
        self._more = re.compile(rf"(?:{more}){{1,4}}")
        self._house = re.compile(rf"\s?,?\s?{house}(?!\d)")
        english = as_words(table.english_streets)
        self._english = re.compile(
            rf"(?P<name>(?<!\d)\d{{1,5}}\s+(?:[^\W_]{{1,20}}[ '-]){{0,3}}[^\W_]{{1,20}})\s+{english}"
        )
        self._named = re.compile(rf"(?<![^\W_])[^\W\d_]{{2,20}}\s+{english}(?:\s(?:{house}))?")
        number = r"\d{1,5}(?!\d)"
        unit = rf"{as_words(table.units)}\.?\s?(?:{sign}\s?[.:]?\s?)?(?:{number}|[a-z](?![^\W_]))"
        named = r"(?:[^\W\d_]{1,20}[ '.-]{1,2}){1,4}"
        self._shaped = [
            re.compile(rf"{as_words(table.boxes)}\s?[.:]?\s?(?:{sign}\s?)?{number}"),
            re.compile(rf"{unit}(?:[\s,،-]{{1,3}}{unit}){{1,4}}"),
            re.compile(rf"{as_words(table.distances)}\s?{number}\s{kinds}\s{named}"),
            re.compile(rf"(?<![^\W_]){kinds}\s{named}{as_words(table.distances)}\s?{number}"),
            re.compile(rf"{as_words(table.streets)}\s{named}{sign}\s?[.:]?\s?{number}"),
            re.compile(rf"(?<![^\W_])[^\W\d_]{{2,20}}{any_of(table.ends_of_streets)}\s{number}"),
            re.compile(rf"(?<!\d){number}\s{english}\sof\s[^\W\d_]{{2,20}}"),
        ]
        self._article = re.compile(rf"{as_words(table.articles)}\s?$")
        self._living = re.compile(rf"{as_words(table.living)}[^\n]{{0,12}}$")
        self._cue = re.compile(
            rf"(?:{as_words(table.cues)}[ \t:]|{as_words(table.fields)}[ \t]{{0,2}}:)[ \t]{{0,3}}"
        )

    def find(self, text: Folded) -> Iterator[Found]:
        """The addresses."""
        for match in self._street.finditer(text.text):
            after = self._end_of_street(text, match)
            if after is not None:
                yield from self._told(text, match.start(), after)
        for match in self._english.finditer(text.text):
            words = match["name"].split()[1:]
            if not any(word in self._ordinary or word in self._ends for word in words):
                yield from self._told(text, *match.span())
        for match in self._named.finditer(text.text):
            word = next(words_from(text, match.start()), None)
            if word and text.is_capital(word.first) and not is_among(word, self._ordinary):
                yield from self._told(text, *match.span())
        for shape in self._shaped:
            for match in shape.finditer(text.text):
                yield from self._told(text, match.start(), match.start() + len(match[0].rstrip()))
        for match in self._cue.finditer(text.text):
            after = self._end_of_clause(text, match.end())
            if after > match.end():
                yield from self._told(text, match.end(), after)

    def _told(self, text: Folded, first: int, after: int) -> Iterator[Found]:
        if not self._known.is_told(text.text[first:after]):
            yield Found(Kind.ADDRESS, first, after)

    def _end_of_street(self, text: Folded, match: "Match[str]") -> Optional[int]:
        """Where the address ends whose street's kind was found; None where it is none: no number
        and no name belongs to it."""
        words = self._name_of_street(text, match.end())
        after = words[-1].after if words else match.end()
        number = self._more.match(text.text, after)
        if number is not None:
            after = number.end()
        sure = match["sure"] is not None
        if (match["house"] and (sure or words)) or (number is not None and words):
            return after
        before = text.text[max(0, match.start() - LIVING_WITHIN) : match.start()]
        if not words:
            return after if number is not None and sure else None
        own = next((word for word in words if word.text not in self._connectors), words[0])
        if not sure:
            marked = own.is_arabic or text.is_capital(own.first)
            return after if marked and self._living.search(before) else None
        marked = text.is_capital(own.first)
        if not marked and (self._article.search(before) or own.text in self._known.words):
            return None
        return after

    def _name_of_street(self, text: Folded, position: int) -> List[Word]:
        def belongs(word: Word, before: List[Word]) -> bool:
            if is_among(word, self._ordinary) or is_among(word, self._ends):
                return False
            named = [each for each in before if each.text not in self._connectors]
            if named and begins_with_conjunction(word):
                return False
            if named and text.is_capital(named[0].first):
                return text.is_capital(word.first)
            return not named or len(named) < 2

        words = words_from(text, position)
        leading = taken(words, lambda word, _: word.text in self._connectors, frozenset(), 3)
        begin = leading[-1].after if leading else position
        name = taken(words_from(text, begin), belongs, self._connectors, self._longest)
        return [*leading, *name] if name else []

    def _end_of_clause(self, text: Folded, position: int) -> int:
        """Where what is told from a position on ends: at a stop, or before a word that begins
        something else."""
        end = CLAUSE_END.search(text.text, position)
        limit = min(end.start() if end else position, position + LONGEST_TOLD)
        for word in re.finditer(r"[^\s,،]+", text.text[position:limit]):
            if word.group() in self._ends or word.group().startswith("["):
                return position + len(text.text[position : position + word.start()].rstrip(" ,،"))
        return position + len(text.text[position:limit].rstrip(" ,،"))
