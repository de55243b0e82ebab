"""What a message can state: the parts of a claim, each with its value as precise as stated."""

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import FrozenSet, NamedTuple, Optional, Tuple, Union

GROUP_SIGN = "."  # of terms such as role.king
SITE = "site"  # the group of places that stand in a town


class Relation(Enum):
    """How a stated number stands to the true one."""

    EQUAL = "equal"
    MORE = "more"
    AT_LEAST = "at_least"
    LESS = "less"
    AT_MOST = "at_most"
    ABOUT = "about"


class Side(Enum):
    """How a stated time stands to the true one."""

    AT = "at"
    SINCE = "since"
    BEFORE = "before"
    AFTER = "after"
    BEGIN = "begin"
    END = "end"


class PartialDate(NamedTuple):
    """A date of which some parts are left open (None)."""

    year: Optional[int] = None
    month: Optional[int] = None
    day: Optional[int] = None

    def of(self, day: datetime.date) -> Optional[bool]:
        """Whether a day is what this says of it."""
        stated = [(self.year, day.year), (self.month, day.month), (self.day, day.day)]
        return all(said == true for said, true in stated if said is not None)


@dataclass(frozen=True)
class When:
    """A date, or the dates from ``first`` to ``last``."""

    first: PartialDate
    last: Optional[PartialDate] = None
    side: Side = Side.AT


@dataclass(frozen=True)
class Decade:
    """The ten years from ``year``."""

    year: int
    side: Side = Side.AT


@dataclass(frozen=True)
class BesideForum:
    """Before or after the subject's main event, or after the part of it that ``event`` names as a
    concept; the very day before or after where ``next_day``."""

    side: Side
    next_day: bool = False
    event: str = ""


@dataclass(frozen=True)
class Span:
    """A length of time in ``unit`` (year, month, day or week); repeated where ``every``."""

    count: int
    unit: str
    relation: Relation = Relation.EQUAL
    every: bool = False


@dataclass(frozen=True)
class Quantity:
    """A number of things; ``unit`` are the concepts that the thing counted may stand for, empty
    where none is named."""

    count: int
    relation: Relation = Relation.EQUAL
    unit: FrozenSet[str] = frozenset()


@dataclass(frozen=True)
class Order:
    """The place in a row: 1 for the first."""

    number: int


@dataclass(frozen=True)
class Placed:
    """A place, as an id of ``data/claims/places.yml``, ``data/subjects.yml`` or ISO 3166;
    before or after another in time where ``side`` says so."""

    place: str
    side: Side = Side.AT


@dataclass(frozen=True)
class Term:
    """One of a group of which a fact holds one (``role.king``), or a word compared as such.

    ``others`` are what the same letters stand for too: "traite" is trafficking, "traité" a treaty.
    """

    name: str
    others: Tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The name before the sign."""
        return self.name.split(GROUP_SIGN)[0]


@dataclass(frozen=True)
class Clock:
    """A time of day in minutes; ``half_day`` is "am" or "pm" where it is said; ``edge`` tells
    whether something opens or closes then ("open", "close"), or is open then ("inside")."""

    minutes: int
    half_day: Optional[str] = None
    edge: Optional[str] = None


@dataclass(frozen=True)
class Weekdays:
    """The days of the week from ``first`` to ``last`` (0 is Monday); ``closed`` where it is said
    that nothing is open then."""

    first: int
    last: int
    closed: bool = False


@dataclass(frozen=True)
class Dialled:
    """A phone number's digits."""

    digits: str


@dataclass(frozen=True)
class Reference:
    """A document's number, such as 73/195."""

    number: str


@dataclass(frozen=True)
class Aside:
    """A comparison that is made in passing and not compared: "just like the UN"."""


Part = Union[
    When,
    Decade,
    BesideForum,
    Span,
    Quantity,
    Order,
    Placed,
    Term,
    Clock,
    Weekdays,
    Dialled,
    Reference,
    Aside,
]


@dataclass(frozen=True)
class Stated:
    """A part of a claim; ``negated`` where it is said not to be so; ``naming`` where it only
    names the event that is spoken of ("the forum of 2022")."""

    part: Part
    negated: bool = False
    naming: bool = False
