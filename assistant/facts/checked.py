"""What records and their values share: unknown fields are refused, and nothing changes later."""

import datetime
from types import MappingProxyType
from typing import Any, Mapping, Sequence, TypeVar

from pydantic import BaseModel, Extra, validator

from assistant.facts.errors import Sentence
from assistant.facts.languages import LANGUAGES
from assistant.facts.partial_dates import partial_date

Items = TypeVar("Items", bound=Sequence[Any])
Texts = TypeVar("Texts", bound=Mapping[str, Any])


def frozen(value: Any) -> Any:
    """Plain data that nobody can change: tuples for lists, read-only views for mappings."""
    if isinstance(value, (list, tuple)):
        return tuple(frozen(item) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    return value


class Checked(BaseModel):
    """A model that refuses fields it does not know, and that cannot be changed, nor what it holds:
    one snapshot's records are read by many replies at a time."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False
        json_encoders = {MappingProxyType: dict}

    _frozen = validator("*", allow_reuse=True)(frozen)


def every_language(texts: Texts) -> Texts:
    """Texts that stand in every language.

    Raises:
        ValueError: one is missing or empty, or a language is not known.
    """
    missing = [language for language in LANGUAGES if not _something(texts.get(language))]
    unknown = sorted(set(texts) - set(LANGUAGES))
    if missing or unknown:
        raise ValueError(
            Sentence(
                "missing languages {missing}, unknown languages {unknown}",
                missing=missing,
                unknown=unknown,
            )
        )
    return texts


def _something(text: Any) -> bool:
    return bool(text.strip() if isinstance(text, str) else text)


def some(items: Items) -> Items:
    """Items, of which there is at least one.

    Raises:
        ValueError: there is none.
    """
    if not items:
        raise ValueError(Sentence("must not be empty"))
    return items


def whole_number(number: Any) -> Any:
    """What is no truth value and no fraction, which pydantic would make a number of.

    Raises:
        ValueError: it is one of these.
    """
    if isinstance(number, (bool, float)):
        raise ValueError(Sentence("{number!r} is not a whole number", number=number))
    return number


def whole_day(day: Any) -> Any:
    """A day as ``YYYY-MM-DD`` or a date; pydantic alone would count numbers from 1970.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime):
        day = day.isoformat()
    if not isinstance(day, str) or len(partial_date(day)) != 10:
        raise ValueError(Sentence("{day!r} is not a day: write YYYY-MM-DD", day=day))
    return day
