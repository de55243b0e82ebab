"""Values, differences and changes of facts as the pages show them."""

import difflib
import re
from typing import Any, List, Mapping, NamedTuple, Optional

from django.utils.translation import gettext

from assistant.desk.facts.documents import Difference, differences
from assistant.desk.facts.labels import DONE, choice_label, part_label
from assistant.facts.tables import HistoryRow

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
SAME, GONE, NEW = "same", "gone", "new"


class Piece(NamedTuple):
    """Some words that stayed, went or came."""

    what: str
    text: str


class Shown(NamedTuple):
    """A part that changed, with what it is called and its words before and after."""

    label: str
    pieces: List[Piece]
    language: Optional[str]


class ShownChange(NamedTuple):
    """A line of the history."""

    row: HistoryRow
    done: str
    parts: List[Shown]
    can_restore: bool


def value_text(part: str, value: Any) -> str:
    """A part's value as a text."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, (list, tuple)):
        return "\n".join(choice_label(part, str(item)) for item in value)
    if part in ("status", "kind", "value.type", "card.type"):
        return choice_label(part, str(value))
    return str(value)


def shown_differences(
    before: Optional[Mapping[str, Any]], after: Optional[Mapping[str, Any]]
) -> List[Shown]:
    """What two states of a record differ in."""
    return [shown(each) for each in differences(before, after)]


def shown(difference: Difference) -> Shown:
    """A part that changed, word by word."""
    before, after = (
        value_text(difference.part, value) for value in (difference.before, difference.after)
    )
    language = difference.part.rsplit(".", 1)[-1]
    return Shown(
        part_label(difference.part),
        pieces(before, after),
        language if language in ("fr", "en", "ar") else None,
    )


def pieces(before: str, after: str) -> List[Piece]:
    """The words of two texts: those of both, of the first alone, of the second alone."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: List[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece(SAME, "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            found.append(Piece(GONE, "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Piece(NEW, "".join(new[new_from:new_to])))
    return found


def shown_history(rows: List[HistoryRow]) -> List[ShownChange]:
    """A fact's history, newest first. Its newest state is not to be put back: it stands."""
    newest = next((row.id for row in reversed(rows) if row.what != "withdraw"), None)
    return [
        ShownChange(
            row,
            gettext(DONE.get(row.what, row.what)),
            [] if row.what == "add" else shown_differences(row.before, row.after),
            row.id != newest and row.what != "withdraw",
        )
        for row in reversed(rows)
    ]
