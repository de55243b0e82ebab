"""A fact's record: what stands in ``data/facts/<subject>.yml``, checked."""

import datetime
import json
import re
from enum import Enum
from typing import Any, Dict, List, Optional, Union

import phonenumbers
from pydantic import BaseModel, Extra, Field, ValidationError, root_validator, validator
from typing_extensions import Annotated, Literal

from assistant.facts.languages import HOME, LANGUAGES

FACT_ID = re.compile(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


class Strict(BaseModel):
    """A model that refuses fields it does not know."""

    class Config:
        extra = Extra.forbid


def _every_language(texts: Dict[str, Any]) -> Dict[str, Any]:
    missing = [language for language in LANGUAGES if not texts.get(language)]
    unknown = sorted(set(texts) - set(LANGUAGES))
    if missing or unknown:
        raise ValueError(f"missing languages {missing}, unknown languages {unknown}")
    return texts


def _partial_date(text: str) -> str:
    if not PARTIAL_DATE.match(text):
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    if len(text) == 10:
        datetime.date.fromisoformat(text)
    return text


class Count(Strict):
    """An exact number."""

    type: Literal["count"]
    count: int = Field(ge=0)


class AtLeast(Strict):
    """A lower bound: the answer says "more than"."""

    type: Literal["at_least"]
    count: int = Field(ge=0)


class Year(Strict):
    """A year of the Common Era."""

    type: Literal["year"]
    year: int = Field(ge=1000, le=2999)


class Month(Strict):
    """A month of a year, ``YYYY-MM``."""

    type: Literal["month"]
    month: str

    @validator("month")
    def _month(cls, month: str) -> str:
        if len(_partial_date(month)) != 7:
            raise ValueError(f"{month!r} is not a month: write YYYY-MM")
        return month


class Day(Strict):
    """A single day."""

    type: Literal["day"]
    day: datetime.date


class Range(Strict):
    """The days from ``first`` to ``last``, both included."""

    type: Literal["range"]
    first: datetime.date
    last: datetime.date

    @root_validator(skip_on_failure=True)
    def _in_order(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        if values["last"] < values["first"]:
            raise ValueError("the last day stands before the first")
        return values


class Place(Strict):
    """A place's name in each language."""

    type: Literal["place"]
    place: Dict[str, str]
    _languages = validator("place", allow_reuse=True)(_every_language)


class Text(Strict):
    """A name or phrase in each language."""

    type: Literal["text"]
    text: Dict[str, str]
    _languages = validator("text", allow_reuse=True)(_every_language)


class Listing(Strict):
    """Items in each language, in the same order and number."""

    type: Literal["list"]
    items: Dict[str, List[str]]

    @validator("items")
    def _same_length(cls, items: Dict[str, List[str]]) -> Dict[str, List[str]]:
        _every_language(items)
        if len({len(names) for names in items.values()}) > 1:
            raise ValueError("the languages list different numbers of items")
        return items


class Facts(Strict):
    """A list whose items are the values of other facts."""

    type: Literal["facts"]
    facts: List[str] = Field(min_items=1)


class Phone(Strict):
    """A Tunisian number as its source writes it: a subscriber's or a short emergency one."""

    type: Literal["phone"]
    number: str

    @validator("number")
    def _dialable(cls, number: str) -> str:
        if not number.isascii() or not number.replace(" ", "").isdigit():
            raise ValueError(f"{number!r}: write digits and spaces only")
        if len(number.replace(" ", "")) == 3:
            return number
        parsed = phonenumbers.parse(number, HOME)
        if not phonenumbers.is_possible_number(parsed):
            raise ValueError(f"{number!r} is not a number that can be dialled in Tunisia")
        return number


Value = Annotated[
    Union[Count, AtLeast, Year, Month, Day, Range, Place, Text, Listing, Facts, Phone],
    Field(discriminator="type"),
]


VALUE_TYPES = {
    kind.__name__
    for kind in (Count, AtLeast, Year, Month, Day, Range, Place, Text, Listing, Facts, Phone)
}


class Source(Strict):
    """Where a fact stands: a document, a section of it, and its date where it has one."""

    document: str = Field(min_length=1)
    section: str = Field(min_length=1)
    date: Optional[str] = None

    @validator("date")
    def _date(cls, date: Optional[str]) -> Optional[str]:
        return date if date is None else _partial_date(date)


class Kind(str, Enum):
    """What a fact tells: the question word that a follow-up asks for it with."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    HOW_MANY = "how_many"
    HOW_OFTEN = "how_often"
    WHY = "why"
    HOW = "how"
    WHICH = "which"
    RESULT = "result"
    PHONE = "phone"
    DANGER = "danger"


class Status(str, Enum):
    """Whether a fact is shown: retired ones are kept for their history only."""

    PUBLISHED = "published"
    TO_CONFIRM = "to_confirm"
    RETIRED = "retired"


class Mention(str, Enum):
    """What a question on this fact may name without being about something else."""

    UN = "un"
    PLACE = "place"
    COUNTRY = "country"
    FORUM = "forum"


class CardType(str, Enum):
    """How a card shows its facts: dates beside a line, or tiles to choose among."""

    TIMELINE = "timeline"
    TILES = "tiles"


class Card(Strict):
    """Facts shown as a card under the answer, where the channel can."""

    type: CardType
    facts: List[str] = Field(min_items=1)


class FactRecord(Strict):
    """One fact: a (subject, attribute) pair with its value, wording, source and dates.

    ``answer`` holds one Fluent pattern (projectfluent.org) a language. Its variables:
    ``$value`` and its parts, ``$tense`` and ``$event_year`` where ``event`` names the fact
    that says when it takes place, and ``$<subject>_<attribute>`` (the value) or
    ``$<subject>_<attribute>_answer`` (the whole answer) of any other fact.

    ``named`` holds the ids (of ``data/subjects.yml``, or ISO country codes) of the places that
    the value names. ``asked`` is false for facts that have no training examples and only stand in others'
    answers; ``featured`` ones are offered as topics; ``clarifies`` ones are offered where a
    question names their kind and nothing else; ``touches_danger`` adds a line of help.
    ``card`` shows other facts to look at under the answer.
    """

    id: str
    kind: Kind
    status: Status
    asked: bool = True
    value: Value
    mentions: List[Mention] = []
    named: List[str] = []
    event: Optional[str] = None
    touches_danger: bool = False
    featured: bool = False
    clarifies: bool = False
    card: Optional[Card] = None
    title: Dict[str, str]
    question: Dict[str, str]
    answer: Dict[str, str]
    sources: List[Source] = Field(min_items=1)
    valid_from: Optional[str] = None
    valid_until: Optional[str] = None

    _languages = validator("title", "question", "answer", allow_reuse=True)(_every_language)
    _dates = validator("valid_from", "valid_until", allow_reuse=True)(
        lambda date: date if date is None else _partial_date(date)
    )

    @validator("id")
    def _id(cls, fact_id: str) -> str:
        if not FACT_ID.match(fact_id):
            raise ValueError(f"{fact_id!r}: write <subject>.<attribute> in small letters")
        return fact_id

    @property
    def subject(self) -> str:
        """What the fact is about: the part of its id before the dot."""
        return self.id.split(".")[0]

    @property
    def attribute(self) -> str:
        """What it tells of its subject: the part of its id behind the dot."""
        return self.id.split(".")[1]

    @property
    def variable(self) -> str:
        """The name that other facts' answers use for this fact's value."""
        return self.id.replace(".", "_")

    def document(self) -> Dict[str, Any]:
        """The record as plain data, in the order and form of the YAML files."""
        return json.loads(self.json(exclude_defaults=True))


def problems_in(error: ValidationError) -> List[str]:
    """What pydantic found, as "field …: …" with the field's dotted name in the YAML."""
    problems = []
    for item in error.errors():
        # pydantic names the chosen type of a value too (value.Count.count): no field of the file.
        parts = [str(part) for part in item["loc"] if part not in VALUE_TYPES]
        problems.append(f"field {'.'.join(parts)}: {item['msg']}")
    return problems
