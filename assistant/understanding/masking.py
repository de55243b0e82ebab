"""A text with what it names replaced by the kind of name: where things stand, whatever they are."""

from typing import Dict, Set

from assistant.facts.languages import HOME
from assistant.understanding.gazetteer import words_of
from assistant.understanding.names import FIRST_YEAR, LAST_YEAR, REGION, Names
from assistant.understanding.own_subjects import OWN_ORGANISATIONS

MARKS = {
    "cities_abroad": "CITYABROAD",
    "cities": "CITY",
    "countries": "COUNTRY",
    "forums": "EVENT",
    "organisations": "ORGANISATION",
}
OWN, HOME_MARK, YEAR = "OWN", "HOME", "YEAR"


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR


def _mark(name: str, of_kind: str) -> str:
    if name == HOME:
        return HOME_MARK
    return f"{OWN}{name}" if name in OWN_ORGANISATIONS else of_kind


def masked(text: str, names: Names) -> str:
    """The text's words (``words_of``), names as one word in capitals each."""
    words = words_of(text)
    marks: Dict[int, str] = {n: YEAR for n, word in enumerate(words) if _is_year(word)}
    hidden: Set[int] = set()
    for kind, mark in MARKS.items():
        for found in getattr(names, kind).find(words):
            if found.name == REGION:
                continue
            marks[found.first] = _mark(found.name, mark)
            hidden.update(range(found.first + 1, found.after))
    for found in names.subjects.find(words):
        marks[found.first] = f"{OWN}{found.name}"
        hidden.update(range(found.first + 1, found.after))
    return " ".join(marks.get(n, word) for n, word in enumerate(words) if n not in hidden)
