"""Who makes a change, and whether two names are one person's."""

import unicodedata
from typing import NamedTuple


class Person(NamedTuple):
    """Who makes a change; ``signed_in``: known by more than a name that anybody may give."""

    name: str
    signed_in: bool = False


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, however they are written."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
