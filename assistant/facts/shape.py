"""What a record is made of, read from its pydantic types: for forms and spreadsheets."""

import datetime
import typing
from enum import Enum
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Tuple, Type, Union

from pydantic import BaseModel

from assistant.facts.languages import LANGUAGES
from assistant.facts.record import FactRecord, Value

TYPE = "type"  # the field by which a value says what it is
VALUE = "value"


class Shape(str, Enum):
    """How a part of a record is written."""

    TEXT = "text"
    LINES = "lines"  # texts, one a line
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    RECORDS = "records"  # a list of what has parts itself


class Part(NamedTuple):
    """A part of a record, by its dotted name in the YAML (``answer.fr``, ``value.count``).

    ``needed``: it must not be left out; ``default``: what a flag is where it is left out;
    ``language``: it is written in that one.
    """

    name: str
    shape: Shape
    needed: bool
    choices: Tuple[str, ...] = ()
    language: Optional[str] = None
    parts: Tuple["Part", ...] = ()
    default: Optional[bool] = None


def value_types() -> Dict[str, Type[BaseModel]]:
    """The types of values by the names that records give them."""
    union = typing.get_args(Value)[0]
    return {kind.__fields__[TYPE].type_.__args__[0]: kind for kind in typing.get_args(union)}


def parts_of(value_type: str) -> List[Part]:
    """The parts of a record with a value of a type, in the files' order."""
    return list(_parts(FactRecord, "", value_types()[value_type]))


def _parts(model: Type[BaseModel], before: str, value: Type[BaseModel]) -> Iterator[Part]:
    hints = typing.get_type_hints(model)
    for name, field in model.__fields__.items():
        if name == VALUE and model is FactRecord:
            yield Part(f"{VALUE}.{TYPE}", Shape.CHOICE, True, tuple(value_types()))
            yield from _parts(value, f"{VALUE}.", value)
        elif name != TYPE or typing.get_origin(hints[name]) is not typing.Literal:
            for part in _part(f"{before}{name}", hints[name], bool(field.required), value):
                yield part._replace(default=field.default) if part.shape is Shape.FLAG else part


def _part(name: str, hint: Any, needed: bool, value: Type[BaseModel]) -> Iterator[Part]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Union:  # Optional
        inner = next(each for each in arguments if each is not type(None))
        yield from _part(name, inner, False, value)
    elif origin is not None and issubclass(origin, typing.Mapping):
        several = typing.get_origin(arguments[1]) is not None
        shape = Shape.LINES if several else Shape.TEXT
        for language in LANGUAGES:
            yield Part(f"{name}.{language}", shape, needed, language=language)
    elif origin is not None:
        yield _several(name, arguments[0], needed, value)
    elif issubclass(hint, BaseModel):
        for part in _parts(hint, f"{name}.", value):
            yield part._replace(needed=False)
    else:
        yield _single(name, hint, needed)


def _several(name: str, hint: Any, needed: bool, value: Type[BaseModel]) -> Part:
    if issubclass(hint, Enum):
        return Part(name, Shape.CHOICES, needed, _names(hint))
    if issubclass(hint, BaseModel):
        return Part(name, Shape.RECORDS, needed, parts=tuple(_parts(hint, "", value)))
    return Part(name, Shape.LINES, needed)


def _single(name: str, hint: Any, needed: bool) -> Part:
    if issubclass(hint, Enum):
        return Part(name, Shape.CHOICE, needed, _names(hint))
    shapes = {bool: Shape.FLAG, int: Shape.NUMBER, datetime.date: Shape.DAY}
    return Part(name, shapes.get(hint, Shape.TEXT), needed)


def _names(kind: Type[Enum]) -> Tuple[str, ...]:
    return tuple(each.value for each in kind)


def part_in(document: Mapping[str, Any], name: str) -> Any:
    """What a record's plain data holds under a dotted name; None where it holds nothing."""
    found: Any = document
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def set_part(document: Dict[str, Any], name: str, value: Any) -> None:
    """Set a part of a record's plain data, in place."""
    *steps, last = name.split(".")
    for step in steps:
        document = document.setdefault(step, {})
    document[last] = value
