"""Times of day and days of the week in a clause."""

from functools import lru_cache
from typing import FrozenSet, List, Optional, Sequence, Tuple

from assistant.answers.claims.claim_tables import plain_words
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Clock, Stated, Weekdays

HOUR = 60  # minutes
ARABIC_TO = "لل"  # "to the", written onto the day
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
HALF_DAYS = {"daypart.morning": "am", "daypart.afternoon": "pm", "daypart.evening": "pm"}
TO_AT = frozenset(["a"])  # French "à" is "at" as often as "to"
OPENS = ("opened", "begin", "hours")
CLOSES = ("closed", "end")
# English "open" is a state only behind a form of "be"; other languages' words by themselves.
STATE, BEING, VERB = "is_open", "being", "open"


def read_hours(items: List[Item]) -> List[Item]:
    """The items with times of day and days of the week as items that hold their parts."""
    items = _read_clocks(items)
    return _read_weekdays(items)


def _read_clocks(items: List[Item]) -> List[Item]:
    read: List[Item] = []
    position = 0
    while position < len(items):
        found = _clock_at(items, position)
        if found is None:
            read.append(items[position])
            position += 1
            continue
        clock, after = found
        text = " ".join(item.text for item in items[position:after])
        while read and read[-1].is_("hour") and not read[-1].is_("states"):
            read.pop()
        edge = _edge(read)
        read.append(Item(text, part=Stated(Clock(clock.minutes, clock.half_day, edge))))
        position = after
    return _states_at(read)


def _states_at(items: List[Item]) -> List[Item]:
    """The items with the only time of a clause as one at which something is open, where that is
    what is said: "you are open at ten"."""
    clocks = [
        (n, item.part.part)
        for n, item in enumerate(items)
        if item.part and isinstance(item.part.part, Clock)
    ]
    if len(clocks) != 1 or not _tells_state(items):
        return items
    ((at, clock),) = clocks
    before = [item for item in items[:at] if not item.is_("hour", "daypart.morning")][-2:]
    bounded = any(
        item.is_("begin", "end", "since", "before", "after") or item.text in _range_words() - TO_AT
        for item in before
    )
    if bounded or clock.edge == "close":
        return items
    part = Clock(clock.minutes, clock.half_day, "inside")
    return [*items[:at], Item(items[at].text, part=Stated(part)), *items[at + 1 :]]


def _tells_state(items: Sequence[Item]) -> bool:
    """Whether a clause says that something is open, rather than that it opens."""
    states = [item for item in items if item.is_(STATE)]
    verb = any(item.text == VERB for item in states)
    return bool(states) and not (verb and not any(item.is_(BEING) for item in items))


def _clock_at(items: List[Item], start: int) -> Optional[Tuple[Clock, int]]:
    written = items[start].value("clock")
    if isinstance(written, tuple):
        minutes, half_day = written
        after = start + 1
    else:
        past = 30 if items[start].is_("half_past") else 0
        at = start + 1 if past else start
        hour = _hour(items, at)
        if hour is None:
            return None
        after = at + 1
        told = bool(past) or (start > 0 and items[start - 1].is_("hour"))
        if after < len(items) and items[after].is_("hour") and not items[after].is_("filler"):
            after, told = after + 1, True
        minutes_behind = items[after].number() if after < len(items) else None
        if told and minutes_behind is not None and items[after - 1].is_("hour"):
            past, after = minutes_behind, after + 1
        elif after < len(items) and items[after].is_("half", "half_past"):
            past, after, told = 30, after + 1, True
        elif after < len(items) and items[after].is_("quarter_past"):
            past, after, told = 15, after + 1, True
        elif after < len(items) and items[after].is_("quarter_to"):
            past, after, told = -15, after + 1, True
        half_day = None
        if not told and not _part_of_day(items, after)[0]:
            return None
        minutes = hour * HOUR + past
    named, behind = _part_of_day(items, after)
    if named:
        return Clock(minutes, half_day or named), behind
    return Clock(minutes, half_day), after


def _hour(items: List[Item], position: int) -> Optional[int]:
    """An hour as a number or, as Arabic does, an ordinal."""
    if position >= len(items):
        return None
    value = items[position].number()
    if value is None:
        value = items[position].number("ordinal")
    return value if value is not None and 0 <= value <= 24 else None


def _part_of_day(items: List[Item], position: int) -> Tuple[Optional[str], int]:
    """The half of the day that is named at a position, and the position behind it."""
    at = position
    while at < len(items) and at - position < 2 and items[at].is_("filler"):
        at += 1
    if at < len(items):
        for name, half_day in HALF_DAYS.items():
            if items[at].is_(name):
                return half_day, at + 1
    return None, position


def _edge(before: Sequence[Item]) -> Optional[str]:
    """Whether something opens or closes at the time that follows these items; a second time
    behind "to" closes what opened at the first."""
    for distance, item in enumerate(reversed(before)):
        if item.part is not None and isinstance(item.part.part, Clock):
            between = before[len(before) - distance :]
            return "close" if any(word.text in _range_words() for word in between) else None
        if item.is_(*CLOSES):
            return "close"
        if item.is_(*OPENS):
            return "open"
    return None


@lru_cache(maxsize=1)
def _range_words() -> FrozenSet[str]:
    """The words between the first and the last of a range."""
    return plain_words("calendar", "range_to") | {"-"}


def _read_weekdays(items: List[Item]) -> List[Item]:
    read: List[Item] = []
    closed = any(item.is_("closed") for item in items) and not any(
        item.part is not None and isinstance(item.part.part, Clock) for item in items
    )
    position = 0
    while position < len(items):
        first = _weekday(items, position)
        if items[position].is_("weekend"):
            part, after = Weekdays(SATURDAY, SUNDAY, closed), position + 1
        elif items[position].is_("workdays"):
            part, after = Weekdays(MONDAY, FRIDAY, closed), position + 1
        elif first is None:
            read.append(items[position])
            position += 1
            continue
        else:
            part, after = _weekdays(items, position, first, closed)
        text = " ".join(item.text for item in items[position:after])
        read.append(Item(text, part=Stated(part)))
        position = after
    return read


def _weekday(items: List[Item], position: int) -> Optional[int]:
    """The day of the week at a position; "one of" is written as Sunday is, without the article."""
    item = items[position]
    if item.is_("filler") and "ال" not in item.text[:3]:
        return None
    return item.number("weekday")


def _weekdays(items: List[Item], start: int, first: int, closed: bool) -> Tuple[Weekdays, int]:
    at = start + 1
    if at < len(items) and items[at].text in _range_words():
        last_at = at + 1
        while last_at < len(items) and items[last_at].text in _range_words():
            last_at += 1
        last = _weekday(items, last_at) if last_at < len(items) else None
        if last is not None and last > first:
            return Weekdays(first, last, closed), last_at + 1
    if at < len(items) and items[at].text.startswith(ARABIC_TO):
        last = _weekday(items, at)
        if last is not None and last > first:
            return Weekdays(first, last, closed), at + 1
    return Weekdays(first, first, closed), at
