"""Phrases and what they mean, gathered: the tables of ``data/claims``, CLDR's names, those of
``data/subjects.yml``."""

from collections import defaultdict
from typing import Dict, Iterator, Set, Tuple

from babel import Locale

from assistant.answers.claims.claim_tables import EVERY, LANGUAGES, table
from assistant.answers.claims.tokens import bare_word, words_in
from assistant.understanding.names import REGION, names

# What a name of ours does not make another's: which forum it was is a claim as any other.
OWN_NAMES = ("org=iom", "org=un", "other_forum=ordinal")
# The locales whose months Arabic readers in Tunisia meet.
MONTH_LOCALES = ("fr", "en", "ar", "ar_TN", "ar_MA", "ar_EG", "ar_SY", "ar_LB")
DAY_LOCALES = ("fr", "en", "ar")
VALUE_SIGN = "="  # of a meaning that holds a value, such as month=5

PhraseKey = Tuple[str, ...]
# The words of a phrase → language → what it means there.
MeaningsOfPhrases = Dict[PhraseKey, Dict[str, Set[str]]]


def gathered() -> MeaningsOfPhrases:
    """Every phrase that is known, with its meanings by language."""
    phrases: MeaningsOfPhrases = defaultdict(lambda: defaultdict(set))
    for language in LANGUAGES:
        for concept, spellings in table(language).items():
            for spelling in spellings:
                phrases[_key(str(spelling))][language].add(concept)
    for language, spellings in table("neutral").items():
        for spelling in spellings:
            key = _key(str(spelling))
            # It says nothing, unless it says something already.
            if language not in phrases[key]:
                phrases[key][language] |= {"filler", "neutral"}
    for phrase, language, target in _ministries():
        phrases[_key(phrase)][language].add(target)
    for phrase, target in [*_numbers(), *_calendar(), *_placed()]:
        phrases[_key(phrase)][EVERY].add(target)
    for phrase, target in _named():
        of_every = phrases[_key(phrase)][EVERY]
        if not any(known.startswith(_valued("place", "")) for known in of_every):
            of_every.add(target)
    phrases.pop((), None)
    return phrases


def _valued(kind: str, value: object) -> str:
    """A meaning that holds a value."""
    return f"{kind}{VALUE_SIGN}{value}"


def _key(phrase: str) -> PhraseKey:
    """The words that a phrase is found by."""
    return tuple(map(bare_word, words_in(phrase)))


def _named() -> Iterator[Tuple[str, str]]:
    """(name, meaning) of countries, cities, organisations and forums."""
    known = names()
    for gazetteer, kind in (
        (known.cities, "place"),
        (known.countries, "place"),
        (known.cities_abroad, "place"),
        (known.organisations, "org"),
        (known.forums, "other_forum"),
    ):
        for words, target in gazetteer.names.items():
            if target == REGION:
                yield " ".join(words), "first_in"
            elif _valued(kind, target) not in OWN_NAMES:
                yield " ".join(words), _valued(kind, target)


def _calendar() -> Iterator[Tuple[str, str]]:
    calendar = table("calendar")
    for code in MONTH_LOCALES:
        for width in ("wide", "abbreviated"):
            for month, name in Locale.parse(code).months["format"][width].items():
                yield name, _valued("month", month)
    for code in DAY_LOCALES:
        for weekday, name in Locale.parse(code).days["format"]["wide"].items():
            yield name, _valued("weekday", weekday)
    for kind, rows in (
        ("month", "months"),
        ("weekday", "weekdays"),
        ("year", "named_years"),
        ("decade", "decade_words"),
    ):
        for value, spellings in calendar[rows].items():
            for spelling in spellings:
                yield str(spelling), _valued(kind, value)
    for week_part in ("weekend", "workdays"):
        for spelling in calendar[week_part]:
            yield str(spelling), week_part


def _numbers() -> Iterator[Tuple[str, str]]:
    numbers = table("numbers")
    for rows, kind in (("values", "number"), ("multipliers", "times"), ("ordinals", "ordinal")):
        for value, spellings in numbers[rows].items():
            for spelling in spellings:
                yield str(spelling), _valued(kind, value)
    for value, spellings in numbers["rounded"].items():
        for spelling in spellings:
            yield str(spelling), _valued("number", value)
            yield str(spelling), "about"
    for spelling in numbers["articles"]:
        yield str(spelling), "article"
    for unit, spellings in numbers["duals"].items():
        for spelling in spellings:
            yield str(spelling), _valued("dual", unit)


def _placed() -> Iterator[Tuple[str, str]]:
    places = table("places")
    for place, spellings in {**places["elsewhere"], **places["tunisia"]}.items():
        for spelling in spellings:
            yield str(spelling), _valued("place", place)


def _ministries() -> Iterator[Tuple[str, str, str]]:
    """(name, language, meaning) of the ministries that no fact names."""
    content = table("ministries")
    heads, behind = content["heads"], content["behind"]
    for ministry, by_language in content["names"].items():
        for language, spellings in by_language.items():
            for spelling in map(str, spellings):
                for head in heads[language]:
                    yield f"{head} {spelling}", language, f"ministry.{ministry}"
                for word in behind.get(language, ()):
                    yield f"{spelling} {word}", language, f"ministry.{ministry}"
