"""What a group of messages may become."""

from enum import Enum
from typing import NamedTuple, Optional


class Became(str, Enum):
    """What messages become: examples of a fact, a new fact, out of scope (of a kind), danger (of a
    kind), or nothing, where they are not for the assistant."""

    EXAMPLE = "example"
    NEW_FACT = "new_fact"
    OUT_OF_SCOPE = "out_of_scope"
    DANGER = "danger"
    NOT_FOR_US = "not_for_us"


class Filing(NamedTuple):
    """What somebody decided: under which label of ``data/nlu`` the messages are examples, where
    they are; what a new fact has to tell."""

    by: str
    became: Became
    label: Optional[str] = None
    note: Optional[str] = None
