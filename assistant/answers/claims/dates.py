"""Dates in a clause as parts of a claim, or as what only names the event that is spoken of."""

from dataclasses import replace
from typing import List

from assistant.answers.claims.date_words import is_among
from assistant.answers.claims.day_ranges import range_at
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Side, Stated, When
from assistant.answers.claims.sides import NAMED_BY_DATE, side_before
from assistant.answers.claims.single_dates import DAY_ARTICLE, single_at


def read_dates(items: List[Item]) -> List[Item]:
    """The items with every date as one item that holds its part."""
    read: List[Item] = []
    position = 0
    while position < len(items):
        found = range_at(items, position) or single_at(items, position)
        if found is None:
            read.append(items[position])
            position += 1
            continue
        part, after = found
        ranged = isinstance(part, When) and part.last is not None
        naming = isinstance(part, When) and not ranged and _names_event(read, items, after)
        side = Side.AT if naming or ranged else side_before(read)
        text = " ".join(item.text for item in items[position:after])
        read.append(Item(text, part=Stated(replace(part, side=side), naming=naming)))
        position = after
    return read


def _names_event(before: List[Item], items: List[Item], after: int) -> bool:
    """Whether a date only names the event: "the forum of 2022", "the 2022 forum"."""
    if after < len(items) and items[after].is_(*NAMED_BY_DATE):
        return True
    glue: List[str] = []
    for item in reversed(before):
        if item.is_(*NAMED_BY_DATE):
            # "The forum on the 17th" tells when it was, which an article alone leads up to.
            return glue != [DAY_ARTICLE]
        if not is_among(item, "naming_glue"):
            break
        glue.append(item.text)
    return False
