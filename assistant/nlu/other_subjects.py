"""What there is to ask about beside our own subjects: of a language's file, and the names known."""

from typing import Any, Dict, FrozenSet, List, Mapping

from babel import Locale

from assistant.facts.languages import HOME
from assistant.nlu.script_groups import is_arabic
from assistant.nlu.subject_swap import Others
from assistant.understanding.names import GROUPINGS, NameAndTarget
from assistant.understanding.own_subjects import OWN_FORUMS, OWN_ORGANISATIONS

ACRONYM = 6  # letters at most, written alike in all scripts
# Whose names of countries a group uses, and what it writes before one that a question is set in.
COUNTRY_NAMES = {"fr": "fr", "en": "en", "ar": "ar", "aeb-Arab": "ar", "aeb-Latn": "fr"}
IN_COUNTRY = {"en": "in {}", "ar": "في {}", "aeb-Arab": "في {}", "aeb-Latn": "fi {}"}


def _in_french(country: str) -> str:
    """A country with its preposition; a few that end in -e are masculine, which does not matter
    here."""
    if country.endswith("s"):
        return f"aux {country}"
    return f"en {country}" if country.endswith("e") or country[0] in "AEIOU" else f"au {country}"


def _known(group: str, listed: List[NameAndTarget], own: FrozenSet[str]) -> List[str]:
    """The names that a group may write: those of its script, and acronyms."""
    arabic = is_arabic(group)
    acronyms = [
        n.upper() for n, of in listed if of not in own and n.isascii() and len(n) <= ACRONYM
    ]
    names = [n for n, of in listed if of not in own and n.isascii() != arabic and len(n) > ACRONYM]
    return names + acronyms


def _countries(group: str) -> List[str]:
    territories = Locale(COUNTRY_NAMES[group]).territories
    named = [
        name
        for code, name in sorted(territories.items())
        if len(code) == 2 and code not in GROUPINGS and code != HOME and "(" not in name
    ]
    return [IN_COUNTRY[group].format(n) if group in IN_COUNTRY else _in_french(n) for n in named]


def others_of(
    group: str, table: Mapping[str, Any], listed: Dict[str, List[NameAndTarget]]
) -> Others:
    """The other subjects of a language and script.

    Args:
        table: its file of ``data/contexts``.
        listed: what ``read_names`` gives.
    """
    return Others(
        [*table["organisations"], *_known(group, listed["organisations"], OWN_ORGANISATIONS)],
        [*table["events"], *_known(group, listed["forums"], OWN_FORUMS)],
        [*table["places"], *_countries(group)],
        table["years"],
    )
