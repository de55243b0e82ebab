"""Writes placeholders where a text says who somebody is, where they live, how they are reached."""

import re
from typing import Iterator, List, NamedTuple, Protocol, Tuple

from assistant.privacy.folding import Folded, fold
from assistant.privacy.found import Found, Kind, without_overlaps
from assistant.privacy.internet import InternetFinder
from assistant.privacy.known import Known
from assistant.privacy.names import NameFinder
from assistant.privacy.numbers import NumberFinder
from assistant.privacy.places import PlaceFinder
from assistant.privacy.tables import Tables


class Finder(Protocol):
    """Finds something personal in folded text."""

    def find(self, text: Folded) -> Iterator[Found]:
        """What is found, where it stands in the folded text."""


class Scrubs(Protocol):
    """Scrubs texts."""

    def scrub(self, text: str) -> "Scrubbed":
        """The text, scrubbed."""


class Replaced(NamedTuple):
    """What stood in a text, and the placeholder that stands there now."""

    written: str
    kind: Kind


class Scrubbed(NamedTuple):
    """A text with placeholders, and what they stand for."""

    text: str
    replaced: Tuple[Replaced, ...] = ()


class Scrubber:
    """Scrubs texts; what the facts hold stays. To scrub once more changes nothing that matters:
    placeholders are no names, numbers or addresses."""

    def __init__(self, tables: Tables, known: Known) -> None:
        # Links before what stands in them, streets before the numbers of their houses.
        self._finders: List[Finder] = [
            InternetFinder(tables.internet, known),
            PlaceFinder(tables.places, tables.ordinary, known),
            NumberFinder(tables.numbers, known),
            NameFinder(tables.names, tables.ordinary, known),
        ]

    def scrub(self, text: str) -> Scrubbed:
        """The text, scrubbed."""
        shape = fold(text)
        found = [each for finder in self._finders for each in finder.find(shape)]
        if not found:
            return Scrubbed(text)
        again = list(_named_again(shape, found))
        return self._written(shape, without_overlaps(found + again))

    @staticmethod
    def _written(shape: Folded, found: List[Found]) -> Scrubbed:
        parts: List[str] = []
        replaced: List[Replaced] = []
        done = 0
        for each in found:
            first, after = shape.before(each.first), shape.before(each.after)
            parts += [shape.original[done:first], each.kind.placeholder]
            replaced.append(Replaced(shape.original[first:after], each.kind))
            done = after
        parts.append(shape.original[done:])
        return Scrubbed("".join(parts), tuple(replaced))


def _named_again(shape: Folded, found: List[Found]) -> Iterator[Found]:
    """Where a name that a cue told stands once more."""
    names = {shape.text[each.first : each.after] for each in found if each.kind is Kind.NAME}
    for name in names:
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", shape.text):
            yield Found(Kind.NAME, *match.span())
