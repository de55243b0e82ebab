"""The names that questions use: countries (CLDR), cities, organisations, forums, subjects."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

from babel import Locale
from babel.core import get_global
from ruamel.yaml import YAML

from assistant.facts.languages import HOME, LANGUAGES
from assistant.settings import ROOT
from assistant.understanding.gazetteer import Gazetteer, words_of

NAMES_FILE = ROOT / "data" / "subjects.yml"
# CLDR's codes for groupings (European Union, United Nations, …) and for no country at all.
GROUPINGS = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
REGION = ""
# CLDR names a city for each time zone; those of other continents' zones are rarely asked about
# and often words of another meaning (Center, Easter, Nome).
CONTINENTS = ("Africa", "Asia", "Europe")
FIRST_YEAR, LAST_YEAR = 1900, 2100

NameAndTarget = Tuple[str, str]


def _cities_of_zones() -> Iterator[NameAndTarget]:
    """CLDR's (city, ISO code of its country)."""
    for zone, code in get_global("zone_territories").items():
        continent, _, place = zone.partition("/")
        if continent in CONTINENTS and code != HOME:
            for language in LANGUAGES:
                named = Locale(language).time_zones.get(zone, {})
                yield named.get("city", place.replace("_", " ")), code


def read_names(path: Path) -> Dict[str, List[NameAndTarget]]:
    """By gazetteer, the names of ``data/subjects.yml`` and of CLDR, and what each stands for."""
    table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    ambiguous = {" ".join(words_of(name)) for name in table["ambiguous_names"]}

    def known(name: str) -> bool:
        return " ".join(words_of(name)) not in ambiguous

    def listed(targets: Dict[str, List[str]]) -> List[NameAndTarget]:
        return [(str(name), target) for target, names in targets.items() for name in names]

    regions = [(name, REGION) for name in table["regions"]]
    countries = [
        (name, code)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code not in GROUPINGS and known(name)
    ]
    cities_abroad = [
        (name, code)
        for code, cities in table["cities_abroad"].items()
        for city in cities
        for name in table["cities"].get(city, [city])
    ]
    return {
        "countries": regions + countries,
        "organisations": listed(table["organisations"]),
        "forums": listed(table["forums"]),
        "subjects": listed(table["subjects"]),
        "cities": listed(table["cities"]),
        "cities_abroad": cities_abroad + [city for city in _cities_of_zones() if known(city[0])],
        "origins": [(name, name) for name in table["origins"]],
    }


class Names(NamedTuple):
    """The gazetteers, one for each kind of name."""

    countries: Gazetteer
    organisations: Gazetteer
    forums: Gazetteer
    subjects: Gazetteer
    cities: Gazetteer
    cities_abroad: Gazetteer
    origins: Gazetteer

    def mentions(self, text: str) -> Dict[str, List[Any]]:
        """What a text names: ``subjects`` (of our facts), ``countries`` (ISO codes), ``cities``,
        ``organisations`` and ``forums`` (ids), ``years``; ``abroad``: the countries of the cities.

        A country or city that the writer only comes from is left out.
        """
        words = words_of(text)
        origins = {found.after for found in self.origins.find(words)}
        abroad = self.cities_abroad.find(words)
        return {
            "subjects": [found.name for found in self.subjects.find(words)],
            "countries": [
                found.name
                for found in self.countries.find(words)
                if found.name != REGION and found.first not in origins
            ],
            "cities": [found.name for found in self.cities.find(words)],
            "abroad": [found.name for found in abroad if found.first not in origins],
            "organisations": [found.name for found in self.organisations.find(words)],
            "forums": [found.name for found in self.forums.find(words)],
            "years": [
                int(word)
                for word in words
                if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR
            ],
        }


def names_from(listed: Dict[str, List[NameAndTarget]]) -> Names:
    """The gazetteers of what ``read_names`` read, which may have been stored meanwhile."""
    return Names(**{kind: Gazetteer(names) for kind, names in listed.items()})


@lru_cache(maxsize=1)
def names() -> Names:
    """The project's names, read once."""
    return names_from(read_names(NAMES_FILE))
