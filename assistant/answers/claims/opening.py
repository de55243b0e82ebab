"""Times of day and days of the week compared with when something is open."""

from typing import FrozenSet, Optional, Sequence, Union

from assistant.answers.claims.parts import Clock, Weekdays

HALF_DAY = 12 * 60  # minutes
# What is open beyond this is open in the afternoon, or in the evening.
EARLIEST = 6 * 60  # an hour before this one is one of the afternoon
AFTERNOON, EVENING = 14 * 60, 18 * 60


def compare_opening(
    part: Union[Clock, Weekdays], clocks: Sequence[int], weekdays: FrozenSet[int]
) -> Optional[bool]:
    """Whether a stated time is when something opens or closes, stated days those it is open on.

    Args:
        clocks: the opening and the closing time in minutes; nothing is compared without both.
    """
    if isinstance(part, Weekdays):
        return _days(part, weekdays) if weekdays else None
    if len(clocks) != 2:
        return None
    opens, closes = clocks
    if part.edge == "open":
        return opens in _minutes(part)
    if part.edge == "close":
        return closes in _minutes(part)
    if part.edge == "inside":
        return opens <= _by_day(part) <= closes
    return True if {opens, closes} & _minutes(part) else None


def compare_part_of_day(name: str, clocks: Sequence[int]) -> Optional[bool]:
    """Whether something is open in the morning, afternoon or evening."""
    if len(clocks) != 2:
        return None
    opens, closes = clocks
    return {
        "daypart.morning": opens < HALF_DAY,
        "daypart.afternoon": closes > AFTERNOON,
        "daypart.evening": None if closes > EVENING else False,
    }.get(name)


def _by_day(part: Clock) -> int:
    """The time of day that is meant by an hour at which something may be open."""
    late = part.half_day == "pm" or (part.half_day is None and part.minutes < EARLIEST)
    return part.minutes + HALF_DAY if late and part.minutes < HALF_DAY else part.minutes


def _minutes(part: Clock) -> FrozenSet[int]:
    """What a stated time may be: in the morning or the afternoon, where it does not say."""
    if part.half_day == "pm":
        return frozenset([part.minutes if part.minutes >= HALF_DAY else part.minutes + HALF_DAY])
    if part.half_day is None and part.minutes <= HALF_DAY:
        return frozenset([part.minutes, part.minutes + HALF_DAY])
    return frozenset([part.minutes])


def _days(part: Weekdays, weekdays: FrozenSet[int]) -> Optional[bool]:
    stated = set(range(part.first, part.last + 1))
    if part.closed:
        return not stated & weekdays
    return stated <= weekdays
