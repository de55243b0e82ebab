"""What is found in a text, and the words that stand for it."""

from enum import Enum
from typing import Iterable, List, NamedTuple


class Kind(str, Enum):
    """What something personal is. Its placeholder is the same in every language, so that whoever
    reads a conversation knows it for one, and a search finds them all."""

    PHONE = "phone"
    NUMBER = "number"  # of six digits or more, not known for anything else
    EMAIL = "email"
    LINK = "link"
    CARD = "card"
    BANK = "bank"
    DOCUMENT = "id"
    HANDLE = "handle"
    NAME = "name"
    ADDRESS = "address"

    @property
    def placeholder(self) -> str:
        """What is written in its place."""
        return f"[{self.value}]"


class Found(NamedTuple):
    """Something personal, and where it stands (in characters, ``after`` not included)."""

    kind: Kind
    first: int
    after: int


def without_overlaps(found: Iterable[Found]) -> List[Found]:
    """What was found, in the text's order; of two that overlap the earlier found is kept, as far
    as the other lies within it, and else both as one."""
    kept: List[Found] = []
    for each in sorted(found, key=lambda item: (item.first, -item.after)):
        if kept and each.first < kept[-1].after:
            kept[-1] = kept[-1]._replace(after=max(kept[-1].after, each.after))
        else:
            kept.append(each)
    return kept
