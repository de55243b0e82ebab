"""A fact's record: what stands in ``data/facts/<subject>.yml``, checked."""

import datetime
import json
import re
from enum import Enum
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from pydantic import Field, ValidationError, validator
from pydantic.error_wrappers import ErrorWrapper, get_exc_type
from pydantic.utils import ROOT_KEY

from assistant.facts.checked import Checked, every_language, some, whole_number
from assistant.facts.errors import Sentence
from assistant.facts.partial_dates import last_day, partial_date
from assistant.facts.typed import (
    AtLeast,
    Count,
    Day,
    Facts,
    Listing,
    Month,
    Phone,
    Place,
    Range,
    Text,
    Value,
    Year,
)

# A record's types are its own words too: whoever reads records finds them here.
__all__ = [
    "AtLeast",
    "Card",
    "CardType",
    "Count",
    "Day",
    "FactRecord",
    "Facts",
    "Kind",
    "Listing",
    "Mention",
    "Month",
    "Phone",
    "Place",
    "Range",
    "Source",
    "Status",
    "Text",
    "Value",
    "Year",
    "problems_in",
]

FACT_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class Source(Checked):
    """Where a fact stands: a document, a section of it, and its date where it has one."""

    document: str = Field(min_length=1)
    section: str = Field(min_length=1)
    date: Optional[str] = None

    @validator("date")
    def _date(cls, date: Optional[str]) -> Optional[str]:
        return date if date is None else partial_date(date)


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


class Card(Checked):
    """Facts shown as a card under the answer, where the channel can."""

    type: CardType
    facts: Sequence[str]
    _some = validator("facts", allow_reuse=True)(some)


class FactRecord(Checked):
    """One fact: a (subject, attribute) pair with its value, wording, source and dates.

    ``answer`` holds one Fluent pattern (projectfluent.org) a language. Its variables:
    ``$value`` and its parts, ``$tense`` and ``$event_year`` where ``event`` names the fact
    that says when it takes place, and ``$<subject>_<attribute>`` (the value) or
    ``$<subject>_<attribute>_answer`` (the whole answer) of any other fact.

    ``named`` holds the ids (of ``data/subjects.yml``, or ISO country codes) of the places that
    the value names; ``states`` the terms (of ``data/claims``) that hold of the fact and stand in
    its answer, not in its value. ``recurs`` names the fact that tells how many years lie between
    an event and the next. ``asked`` is false for facts that have no training examples and only stand in others'
    answers; ``featured`` ones are offered as topics; ``clarifies`` ones are offered where a
    question names their kind and nothing else; ``touches_danger`` adds a line of help.
    ``card`` shows other facts to look at under the answer. ``review_months`` after somebody last
    looked at the fact, it is due again (``assistant.facts.due``).
    """

    id: str
    kind: Kind
    status: Status
    asked: bool = True
    value: Value
    mentions: Sequence[Mention] = ()
    named: Sequence[str] = ()
    states: Sequence[str] = ()
    event: Optional[str] = None
    recurs: Optional[str] = None
    touches_danger: bool = False
    featured: bool = False
    clarifies: bool = False
    card: Optional[Card] = None
    title: Mapping[str, str]
    question: Mapping[str, str]
    answer: Mapping[str, str]
    sources: Sequence[Source]
    valid_from: Optional[str] = None
    valid_until: Optional[str] = None
    review_months: Optional[int] = Field(None, ge=1, le=120)

    _whole = validator("review_months", pre=True, allow_reuse=True)(whole_number)
    _languages = validator("title", "question", "answer", allow_reuse=True)(every_language)
    _some = validator("sources", allow_reuse=True)(some)
    _dates = validator("valid_from", "valid_until", allow_reuse=True)(
        lambda date: date if date is None else partial_date(date)
    )

    @validator("id")
    def _id(cls, fact_id: str) -> str:
        if not FACT_ID.fullmatch(fact_id):
            raise ValueError(
                Sentence("{fact!r}: write <subject>.<attribute> in small letters", fact=fact_id)
            )
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

    def has_expired(self, today: datetime.date) -> bool:
        """Whether the fact held until a day that is over (``2024``: until the end of 2024)."""
        return self.valid_until is not None and last_day(self.valid_until) < today

    def document(self) -> Dict[str, Any]:
        """The record as plain data, in the order and form of the YAML files."""
        document: Dict[str, Any] = json.loads(self.json(exclude_defaults=True))
        return document


VALUE_TYPES = {
    kind.__name__
    for kind in (Count, AtLeast, Year, Month, Day, Range, Place, Text, Listing, Facts, Phone)
}
# Where pydantic's own words say too little to those who write records.
REASONS = {
    "value_error.extra": Sentence("there is no such field"),
    "value_error.missing": Sentence("is missing"),
    "type_error.dict": Sentence("must be a record with fields"),
    "value_error.discriminated_union.missing_discriminator": Sentence("must name its type"),
}


class FieldProblem(NamedTuple):
    """What is wrong with a field: its dotted name in the YAML, empty for the record as a whole."""

    field: str
    reason: Sentence


def problems_in(error: ValidationError) -> List[str]:
    """What pydantic found, as "field …: …" with the field's dotted name in the YAML."""
    return [
        f"field {field}: {reason}" if field else f"is wrong: {reason}"
        for field, reason in field_problems(error)
    ]


def field_problems(error: ValidationError) -> List[FieldProblem]:
    """What pydantic found, by field."""
    return list(_field_problems(error.raw_errors, ()))


def _field_problems(found: Sequence[Any], within: Tuple[Any, ...]) -> Iterator[FieldProblem]:
    for item in found:
        if not isinstance(item, ErrorWrapper):
            yield from _field_problems(item, within)
            continue
        place = (*within, *item.loc_tuple())
        if isinstance(item.exc, ValidationError):
            yield from _field_problems(item.exc.raw_errors, place)
        else:
            # pydantic names the chosen type of a value too (value.Count.count): no field of the file.
            parts = [str(part) for part in place if part not in {*VALUE_TYPES, ROOT_KEY}]
            yield FieldProblem(".".join(parts), _reason(item.exc))


def _reason(error: Exception) -> Sentence:
    kind = get_exc_type(error.__class__)
    if kind in REASONS:
        return REASONS[kind]
    if error.args and isinstance(error.args[0], Sentence):
        return error.args[0]
    template = getattr(error, "msg_template", None)  # pydantic's own
    return Sentence(template, **vars(error)) if template else Sentence("{said}", said=error)
