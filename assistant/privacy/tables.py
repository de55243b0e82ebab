"""The tables of ``data/privacy``, as an editor writes them, checked."""

from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, Mapping, Sequence, Type, TypeVar

from pydantic import BaseModel, Extra, ValidationError

from assistant.facts.errors import FactError, WrongRecords
from assistant.facts.record import problems_in
from assistant.facts.yaml_text import read_yaml
from assistant.privacy.folding import folded
from assistant.settings import ROOT

FOLDER = ROOT / "data" / "privacy"
Words = Sequence[str]


class _Table(BaseModel):
    """A file's table; a field that nobody reads is a mistake of its writer's."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Names(_Table):
    """``names.yml``: what stands before a name and what a name is made of."""

    cues: Mapping[str, Words]
    cues_of_others: Words
    fields: Words
    between: Words
    weak_cues: Words
    weak_cues_ar: Words
    greetings: Words
    openings: Words
    closings: Words
    first_person: Words
    particles: Words
    with_waw: Words
    childs: Words
    ends_of_origins: Words
    not_names: Words
    longest: int


class Places(_Table):
    """``places.yml``: what addresses are made of."""

    streets: Words
    doubtful_streets: Words
    english_streets: Words
    number_signs: Words
    number_ends: Words
    connectors: Words
    articles: Words
    parts: Words
    cues: Words
    fields: Words
    living: Words
    ends: Words
    boxes: Words
    distances: Words
    units: Words
    ends_of_streets: Words
    longest: int


class Numbers(_Table):
    """``numbers.yml``: what stands around numbers, and the countries whose phones are known."""

    regions: Words
    phone_cues: Words
    document_cues: Words
    document_words: Words
    joining: Words
    bank_cues: Words
    counted: Words


class Internet(_Table):
    """``internet.yml``: how addresses are spelled out, and sites where people have pages."""

    at: Words
    at_of_spelled: Words
    dot: Words
    dot_spelled: Words
    profiles: Words
    platforms: Words


class Tables(_Table):
    """All of them; ``ordinary`` are words that no name is made of."""

    names: Names
    places: Places
    numbers: Numbers
    internet: Internet
    ordinary: FrozenSet[str]


T = TypeVar("T", bound=_Table)


def _read(folder: Path, name: str, kind: Type[T]) -> T:
    path = folder / name
    try:
        return kind.parse_obj(read_yaml(path))
    except ValidationError as error:
        raise WrongRecords([f"{path}: {problem}" for problem in problems_in(error)]) from error


@lru_cache(maxsize=1)
def read_tables(folder: Path = FOLDER) -> Tables:
    """The tables, read once.

    Raises:
        FactError: a file cannot be read, or is not as it should be: it is named, and the field.
    """
    ordinary = read_yaml(folder / "ordinary.yml")
    if not isinstance(ordinary, dict):
        raise FactError(f"{folder / 'ordinary.yml'}: must hold a list of words a language")
    return Tables(
        names=_read(folder, "names.yml", Names),
        places=_read(folder, "places.yml", Places),
        numbers=_read(folder, "numbers.yml", Numbers),
        internet=_read(folder, "internet.yml", Internet),
        ordinary=frozenset(folded(word) for words in ordinary.values() for word in words),
    )
