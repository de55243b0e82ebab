"""Finds whom and what a question names: countries, organisations, forums, years."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from babel import Locale
from babel.core import get_global
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from assistant.facts.languages import HOME, LANGUAGES
from assistant.nlu.gazetteer import Gazetteer, words_of
from assistant.nlu.properties import MENTIONS
from assistant.nlu.untrained_component import UntrainedComponent
from assistant.settings import ROOT

# CLDR's codes for groupings (European Union, United Nations, …) and for no country at all.
GROUPINGS = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
REGION = ""
# CLDR names a city for each time zone; those of other continents' zones are rarely asked about
# and often words of another meaning (Center, Easter, Nome).
CONTINENTS = ("Africa", "Asia", "Europe")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def _cities_of_time_zones() -> Iterator[Tuple[str, str]]:
    """CLDR's (city, ISO code of its country)."""
    for zone, code in get_global("zone_territories").items():
        continent, _, place = zone.partition("/")
        if continent in CONTINENTS and code != HOME:
            for language in LANGUAGES:
                named = Locale(language).time_zones.get(zone, {})
                yield named.get("city", place.replace("_", " ")), code


class Names:
    """The gazetteers made from CLDR and ``data/subjects.yml``."""

    def __init__(self, path: Path) -> None:
        table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        ambiguous = {" ".join(words_of(name)) for name in table["ambiguous_names"]}

        def known(name: str) -> bool:
            return " ".join(words_of(name)) not in ambiguous

        self.countries = Gazetteer(
            [(name, REGION) for name in table["regions"]]
            + [
                (name, code)
                for language in LANGUAGES
                for code, name in Locale(language).territories.items()
                if len(code) == 2 and code not in GROUPINGS and known(name)
            ]
        )
        self.organisations = self._gazetteer(table["organisations"])
        self.forums = self._gazetteer(table["forums"])
        self.subjects = self._gazetteer(table["subjects"])
        self.cities = self._gazetteer(table["cities"])
        cities_abroad = [
            (name, code)
            for code, cities in table["cities_abroad"].items()
            for city in cities
            for name in table["cities"].get(city, [city])
        ]
        self.cities_abroad = Gazetteer(
            [*cities_abroad, *(city for city in _cities_of_time_zones() if known(city[0]))]
        )
        self.origins = Gazetteer((name, name) for name in table["origins"])

    @staticmethod
    def _gazetteer(targets: Dict[str, List[str]]) -> Gazetteer:
        return Gazetteer((str(name), target) for target, names in targets.items() for name in names)


@lru_cache(maxsize=1)
def names() -> Names:
    """The project's names, read once."""
    return Names(ROOT / "data" / "subjects.yml")


def mentions_of(text: str) -> Dict[str, List[Any]]:
    """What a text names: ``subjects`` (of our facts), ``countries`` (ISO codes), ``cities``,
    ``organisations`` and ``forums`` (ids), ``years``; ``abroad``: the countries of the cities.

    A country or city that the writer only comes from is left out.
    """
    words = words_of(text)
    origins = {found.after for found in names().origins.find(words)}
    abroad = names().cities_abroad.find(words)
    return {
        "subjects": [found.name for found in names().subjects.find(words)],
        "countries": [
            found.name
            for found in names().countries.find(words)
            if found.name != REGION and found.first not in origins
        ],
        "cities": [found.name for found in names().cities.find(words)],
        "abroad": [found.name for found in abroad if found.first not in origins],
        "organisations": [found.name for found in names().organisations.find(words)],
        "forums": [found.name for found in names().forums.find(words)],
        "years": [
            int(word)
            for word in words
            if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR
        ],
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SubjectExtractor(UntrainedComponent):
    """Sets ``mentions``."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Set what each message names."""
        for message in messages:
            message.set(MENTIONS, mentions_of(message.get(TEXT) or ""), add_to_output=True)
        return messages
