"""Examples about something else: a question for one of our facts, with its subject replaced."""

import random
import re
from typing import Callable, List, NamedTuple, Optional, Sequence, Tuple

from assistant.understanding.gazetteer import WORD, Found, words_of
from assistant.understanding.names import Names
from assistant.understanding.own_subjects import FORUM, LOCAL_SUBJECTS, OFFICE, ORGANISATION
from assistant.understanding.question import (
    OTHER_COUNTRY,
    OTHER_FORUM,
    OTHER_ORGANISATION,
    OTHER_YEAR,
)

# Of those that others are asked about.
YEARS = range(1952, 2025)
# What stands before a country's name and goes with it ("au Maroc" for "en Tunisie").
IN_WORDS = {"en", "in", "a", "au", "fi", "في", "de", "to", "from", "of", "mta3", "متاع"}
ARTICLES = {"the", "le", "la", "les", "l", "du", "des", "el"}
ENDS = " ?؟!.…"
# An article or a preposition that French writes onto a name: "l'OIM", "d'OIM".
ELIDED = re.compile(r"\b[ld]['’]$", re.IGNORECASE)
CONTRACTIONS = (
    (re.compile(r"\bde le\b"), "du"),
    (re.compile(r"\bde les\b"), "des"),
    (re.compile(r"\bà le\b"), "au"),
    (re.compile(r"\bà les\b"), "aux"),
)


class Swapped(NamedTuple):
    """A question about something else, and of which kind (``OTHER_SUBJECTS``)."""

    text: str
    topic: str


class Others(NamedTuple):
    """What there is beside our own subjects, in the forms that sentences of a language have."""

    organisations: Sequence[str]
    events: Sequence[str]
    places: Sequence[str]
    years: Sequence[str]


def _spans(text: str) -> List[Tuple[int, int]]:
    """Where each of ``words_of`` stands in a text; [] where the two cannot be told together."""
    spans = [match.span() for match in WORD.finditer(text)]
    return spans if len(spans) == len(words_of(text)) else []


def _replaced(text: str, start: int, end: int, other: str) -> str:
    before = text[:start]
    elided = ELIDED.search(before)
    if elided:
        # "d'" is a preposition, "l'" goes with the name that it is written onto.
        of = elided[0][0].lower() == "d"
        before = before[: elided.start()] + ("de " if of else "")
    made = before + other + text[end:]
    for written, contracted in CONTRACTIONS:
        made = written.sub(contracted, made)
    return " ".join(made.split())


def _behind(text: str, phrase: str) -> str:
    """A question with a phrase at its end, before its punctuation."""
    end = len(text.rstrip(ENDS))
    return f"{text[:end]} {phrase}{text[end:]}"


def in_another_year(text: str, others: Others, chance: random.Random) -> Swapped:
    """A question for what holds today as one about a year."""
    phrase = chance.choice(others.years).format(year=chance.choice(YEARS))
    return Swapped(_behind(text, phrase), OTHER_YEAR)


def _named(found: List[Found], name: str) -> Optional[Found]:
    return next((one for one in found if one.name == name), None)


def without_subject(text: str, names: Names, subject: str) -> Optional[str]:
    """A text without the name of one of our subjects, as people leave it out who have named it
    before; None where it is not named, or where nothing but the name would be left."""
    words, spans = words_of(text), _spans(text)
    found = _named(names.subjects.find(words), subject) if spans else None
    if found is None:
        return None
    first = found.first
    while first and words[first - 1] in IN_WORDS | ARTICLES:
        first -= 1
    rest = f"{ELIDED.sub('', text[: spans[first][0]])}{text[spans[found.after - 1][1] :]}"
    rest = " ".join(rest.split())
    return rest if len(words_of(rest)) >= 2 else None


def swap(
    text: str, subject: str, names: Names, others: Others, chance: random.Random
) -> Optional[Swapped]:
    """A question for a fact of ``subject`` as one about something else; None where it names
    nothing that could be replaced."""
    words, spans = words_of(text), _spans(text)
    if not spans:
        return None

    def by(found: Optional[Found], list_of: Sequence[str], topic: str) -> Optional[Swapped]:
        if found is None:
            return None
        first = found.first
        if list_of is others.places and first and words[first - 1] in IN_WORDS:
            first -= 1
        start, end = spans[first][0], spans[found.after - 1][1]
        return Swapped(_replaced(text, start, end, chance.choice(list_of)), topic)

    def organisation() -> Optional[Swapped]:
        found = _named(names.organisations.find(words), ORGANISATION)
        return by(found, others.organisations, OTHER_ORGANISATION)

    def forum() -> Optional[Swapped]:
        found = _named(names.subjects.find(words), FORUM)
        return by(found, others.events, OTHER_FORUM) if subject == FORUM else None

    def country() -> Optional[Swapped]:
        if subject not in LOCAL_SUBJECTS:
            return None
        found = _named(names.subjects.find(words), OFFICE)
        if found:
            return by(found, others.places, OTHER_COUNTRY)
        return Swapped(_behind(text, chance.choice(others.places)), OTHER_COUNTRY)

    ways: List[Callable[[], Optional[Swapped]]] = [organisation, forum, country]
    chance.shuffle(ways)
    return next(filter(None, (way() for way in ways)), None)
