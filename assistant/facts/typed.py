"""The types of a fact's value, each checked."""

import datetime
from typing import Any, Dict, Mapping, Sequence, Union

import phonenumbers
from pydantic import Field, root_validator, validator
from typing_extensions import Annotated, Literal

from assistant.facts.checked import Checked, every_language, some, whole_day, whole_number
from assistant.facts.errors import Sentence
from assistant.facts.languages import HOME
from assistant.facts.partial_dates import EARLIEST, LATEST, partial_date


class Count(Checked):
    """An exact number."""

    type: Literal["count"]
    count: int = Field(ge=0)
    _whole = validator("count", pre=True, allow_reuse=True)(whole_number)


class AtLeast(Checked):
    """A lower bound: the answer says "more than"."""

    type: Literal["at_least"]
    count: int = Field(ge=0)
    _whole = validator("count", pre=True, allow_reuse=True)(whole_number)


class Year(Checked):
    """A year of the Common Era."""

    type: Literal["year"]
    year: int = Field(ge=EARLIEST, le=LATEST)
    _whole = validator("year", pre=True, allow_reuse=True)(whole_number)


class Month(Checked):
    """A month of a year, ``YYYY-MM``."""

    type: Literal["month"]
    month: str

    @validator("month")
    def _month(cls, month: str) -> str:
        if len(partial_date(month)) != 7:
            raise ValueError(Sentence("{month!r} is not a month: write YYYY-MM", month=month))
        return month


class Day(Checked):
    """A single day."""

    type: Literal["day"]
    day: datetime.date
    _whole = validator("day", pre=True, allow_reuse=True)(whole_day)


class Range(Checked):
    """The days from ``first`` to ``last``, both included."""

    type: Literal["range"]
    first: datetime.date
    last: datetime.date
    _whole = validator("first", "last", pre=True, allow_reuse=True)(whole_day)

    @root_validator(skip_on_failure=True)
    def _in_order(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        if values["last"] < values["first"]:
            raise ValueError(Sentence("the last day stands before the first"))
        return values


class Place(Checked):
    """A place's name in each language."""

    type: Literal["place"]
    place: Mapping[str, str]
    _languages = validator("place", allow_reuse=True)(every_language)


class Text(Checked):
    """A name or phrase in each language."""

    type: Literal["text"]
    text: Mapping[str, str]
    _languages = validator("text", allow_reuse=True)(every_language)


class Listing(Checked):
    """Items in each language, in the same order and number."""

    type: Literal["list"]
    items: Mapping[str, Sequence[str]]

    @validator("items")
    def _same_length(cls, items: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
        every_language(items)
        if len({len(names) for names in items.values()}) > 1:
            raise ValueError(Sentence("the languages list different numbers of items"))
        return items


class Facts(Checked):
    """A list whose items are the values of other facts."""

    type: Literal["facts"]
    facts: Sequence[str]
    _some = validator("facts", allow_reuse=True)(some)


class Phone(Checked):
    """A Tunisian number as its source writes it: a subscriber's or a short emergency one."""

    type: Literal["phone"]
    number: str

    @validator("number")
    def _dialable(cls, number: str) -> str:
        if not number.isascii() or not number.replace(" ", "").isdigit():
            raise ValueError(Sentence("{number!r}: write digits and spaces only", number=number))
        if len(number.replace(" ", "")) == 3:
            return number
        try:
            possible = phonenumbers.is_possible_number(phonenumbers.parse(number, HOME))
        except phonenumbers.NumberParseException:
            possible = False
        if not possible:
            raise ValueError(
                Sentence("{number!r} is not a number that can be dialled in Tunisia", number=number)
            )
        return number


Value = Annotated[
    Union[Count, AtLeast, Year, Month, Day, Range, Place, Text, Listing, Facts, Phone],
    Field(discriminator="type"),
]
