"""A message read as a claim: what it states, what it is about, and whether it was understood."""

from dataclasses import dataclass
from typing import FrozenSet, List, Optional, Sequence, Tuple

from assistant.answers.claims.dates import read_dates
from assistant.answers.claims.frames import plain_terms
from assistant.answers.claims.hours import read_hours
from assistant.answers.claims.items import Item, items_of, languages_of
from assistant.answers.claims.measures import read_measures
from assistant.answers.claims.numbers import merge_numbers
from assistant.answers.claims.parts import (
    GROUP_SIGN,
    SITE,
    Aside,
    BesideForum,
    Dialled,
    Order,
    Part,
    Placed,
    Reference,
    Side,
    Span,
    Stated,
    Term,
)
from assistant.answers.claims.sides import side_before
from assistant.answers.claims.tokens import clauses_of

# Concepts that say nothing of any fact.
NEUTRAL = frozenset(
    "filler is there you iom and polite tag report according source only exactly about already "
    "like article sign since elapsed hour relative here organisation that because confirm".split()
)
# Concepts that shape a claim, and are no matter of a fact.
SHAPE = NEUTRAL | frozenset(
    "wh request or but not mistaken self before after every more less at_least at_most half "
    "half_past quarter_past quarter_to event_eve event_morrow weekend workdays noun precede no_longer if inverted is_open being the_one on except comprises succeed modal".split()
)
TIMES = ("day", "week", "month", "hour")
FORUM = "forum"
AND = "و"  # written onto an Arabic word
# Parts of the forum by whose time another one's is told.
EVENTS = ("round_table", "policy_debate", "plenary", "informal_session")


@dataclass
class Read:
    """A clause's items, the sign behind it, and whether the next one begins a sentence."""

    items: List[Item]
    end: str
    ends_sentence: bool


def matters_of(item: Item) -> FrozenSet[str]:
    """The concepts of an item that are a matter of facts; empty for words of every sentence."""
    if item.is_(*NEUTRAL):
        return frozenset()
    return item.concepts - SHAPE


def matched(text: str) -> List[Read]:
    """The clauses of a text, its words matched with their meanings."""
    clauses = clauses_of(text)
    languages = languages_of(clauses)
    return [
        part
        for clause in clauses
        for part in _reasons_apart(
            Read(items_of(clause, languages), clause.end, clause.ends_sentence)
        )
    ]


def _reasons_apart(clause: Read) -> List[Read]:
    """A clause, and as another one what it gives as the reason ("because")."""
    at = next((n for n, item in enumerate(clause.items) if item.is_("because")), None)
    if not at or not any(item.values for item in clause.items[at:]):
        return [clause]
    reason = Read(clause.items[at + 1 :], clause.end, clause.ends_sentence)
    return [Read(clause.items[:at], "", False), *_reasons_apart(reason)]


def read_clauses(text: str, countable: FrozenSet[str]) -> List[Read]:
    """The clauses of a text with their parts read."""
    return with_parts(matched(text), countable)


def with_parts(clauses: Sequence[Read], countable: FrozenSet[str]) -> List[Read]:
    """Matched clauses with their parts read."""
    return [
        Read(_parts_read(clause.items, countable), clause.end, clause.ends_sentence)
        for clause in clauses
    ]


def _parts_read(items: List[Item], countable: FrozenSet[str]) -> List[Item]:
    items = merge_numbers(items)
    items = read_hours(read_dates(items))
    items = _read_precedence(items)
    items = _read_named(_read_beside(_read_asides(items)))
    return read_measures(items, countable)


def _read_precedence(items: List[Item]) -> List[Item]:
    """ "Tunis preceded Rabat", "سبقت تونس الرباط": the first place named is the one that came
    before the others."""
    verb = next((n for n, item in enumerate(items) if item.is_("precede")), None)
    if verb is None:
        return items
    places = [n for n, item in enumerate(items) if item.value("place") is not None]
    later = [n for n in places if n > verb][0 if places and places[0] < verb else 1 :]
    if not later:
        return items
    read = [item for n, item in enumerate(items) if n != verb]
    for n in later:
        part = Placed(str(items[n].value("place")), Side.BEFORE)
        read[n - 1] = Item(items[n].text, items[n].concepts, {}, Stated(part))
    return read


def _read_asides(items: List[Item]) -> List[Item]:
    """ "Same as the UN" is one item, made in passing."""
    read: List[Item] = []
    position = 0
    while position < len(items):
        end = position + 1
        if items[position].is_("like") and not items[position].value("place"):
            while end < len(items) and items[end].is_("filler"):
                end += 1
            if end < len(items) and (
                items[end].is_("un", "iom") or items[end].value("org") or items[end].value("place")
            ):
                read.append(Item("like", part=Stated(Aside())))
                position = end + 1
                continue
        read.append(items[position])
        position += 1
    return read


def _read_beside(items: List[Item]) -> List[Item]:
    """ "The day before the forum", "after the round tables": a time told by another event's."""
    read: List[Item] = []
    passed = 0
    for position, item in enumerate(items):
        if position < passed:
            continue
        eve, morrow = item.is_("event_eve"), item.is_("event_morrow")
        told = any(other.is_(*EVENTS) for other in items[:position])
        before = item.is_("before") or (told and item.is_("precede"))
        after = item.is_("after") or (told and item.is_("succeed"))
        if item.part is None and (eve or morrow):
            side = Side.BEFORE if eve else Side.AFTER
            read.append(Item(item.text, part=Stated(BesideForum(side, next_day=True))))
        elif item.part is None and (before or after):
            event, behind = _event_behind(items, position)
            if not event:
                read.append(item)
                continue
            day = position > 0 and items[position - 1].is_("day") and read[-1].part is None
            if day:
                read.pop()
            side = Side.BEFORE if before else Side.AFTER
            part = BesideForum(side, day, "" if event == FORUM else event)
            read.append(Item(item.text, part=Stated(part)))
            # The event stays a matter of the claim where all of it is the fact's.
            passed = behind if part.event else position + 1
        else:
            read.append(item)
    return read


def _event_behind(items: List[Item], position: int) -> Tuple[str, int]:
    """The event that a time is told by behind a position, and the position behind it."""
    for behind, item in enumerate(items[position + 1 :], position + 2):
        event = next((name for name in (*EVENTS, FORUM) if item.is_(name)), "")
        if event and item.part is None:
            return event, behind
        if not item.is_("filler", "begin", "end", "held", "opened"):
            break
    return "", position


def _read_named(items: List[Item]) -> List[Item]:
    """Places, orders, phone numbers, references and terms as items that hold their parts."""
    read: List[Item] = []
    for position, item in enumerate(items):
        part = None if item.part or _counts_time(items, position) else _named_part(item, read)
        read.append(Item(item.text, item.concepts, item.values, Stated(part)) if part else item)
    return read


def _counts_time(items: Sequence[Item], position: int) -> bool:
    """Whether an ordinal tells which of several days or the like is meant ("the first day")."""
    if items[position].value("ordinal") is None:
        return False
    before = [item for item in items[:position] if not item.is_("filler") or item.is_(*TIMES)]
    beside = [*before[-1:], *items[position + 1 : position + 2]]
    return any(item.is_(*TIMES) for item in beside)


def _side_of_last(before: Sequence[Item], item: Item) -> Optional[Side]:
    """The side of the place that this one is joined to: "before Algeria and Morocco"."""
    joined = bool(before) and before[-1].is_("and")
    last = before[-2] if joined and len(before) > 1 else before[-1] if before else None
    if not joined and not item.text.startswith(AND):
        return None
    part = last.part.part if last is not None and last.part else None
    return part.side if isinstance(part, Placed) and part.side is not Side.AT else None


def _named_part(item: Item, before: Sequence[Item]) -> Optional[Part]:
    place, phone, reference = (item.value(kind) for kind in ("place", "phone", "reference"))
    if place is not None:
        side = _side_of_last(before, item) or side_before(before)
        return Placed(str(place), side if side in (Side.BEFORE, Side.AFTER) else Side.AT)
    if phone is not None:
        return Dialled(str(phone))
    if reference is not None:
        return Reference(str(reference))
    ordinal = item.number("ordinal")
    if ordinal is not None:
        return Order(ordinal)
    every = next((name for name in sorted(item.concepts) if name.startswith("every_n")), None)
    if every:
        return Span(int(every.split(GROUP_SIGN)[1]), "year", every=True)
    grouped = sorted(name for name in item.concepts if GROUP_SIGN in name)
    if grouped and not item.is_(*NEUTRAL):
        group, name = grouped[0].split(GROUP_SIGN)
        return Placed(name) if group == SITE else Term(grouped[0], tuple(grouped[1:]))
    plain = sorted(item.concepts & plain_terms())
    return Term(plain[0]) if plain and not item.is_(*NEUTRAL) else None
