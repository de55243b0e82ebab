"""What the staff has to see to: facts to confirm, that hold no longer, or were long not looked at."""

import calendar
import datetime
from enum import Enum
from typing import Iterator, List, Mapping, NamedTuple, Optional, Set

from assistant.facts.in_danger import shown_in_danger
from assistant.facts.partial_dates import last_day
from assistant.facts.record import FactRecord, Status
from assistant.facts.rows import Stored

# How many months after the last look a fact is looked at again, where its record says nothing.
REVIEW_MONTHS = 12
REVIEW_MONTHS_IN_DANGER = 6
SOON = 30  # days


class Why(str, Enum):
    """Why a fact is due."""

    WAITING = "waiting"  # a change waits for a second person
    EXPIRED = "expired"
    EXPIRES = "expires"
    TO_CONFIRM = "to_confirm"
    REVIEW = "review"


class Due(NamedTuple):
    """A fact to see to, why, and the day since when or until when; None: at any time."""

    record: FactRecord
    why: Why
    day: Optional[datetime.date]

    def is_late(self, today: datetime.date) -> bool:
        """Whether the day has passed."""
        return self.day is not None and self.day < today


def review_day(
    record: FactRecord, looked_at: Optional[datetime.datetime], in_danger: bool
) -> Optional[datetime.date]:
    """The day on which a fact is to be looked at again; None where nobody ever looked."""
    if looked_at is None:
        return None
    usual = REVIEW_MONTHS_IN_DANGER if in_danger else REVIEW_MONTHS
    return months_after(looked_at.date(), record.review_months or usual)


def due(
    facts: Mapping[str, Stored],
    waiting: Set[str],
    today: datetime.date,
    within: int = SOON,
) -> List[Due]:
    """What is due today or within so many days, the most pressing first."""
    in_danger = shown_in_danger({fact: stored.record for fact, stored in facts.items()})
    found = [
        each
        for fact, stored in facts.items()
        if stored.record.status is not Status.RETIRED
        for each in _due(
            stored, fact in waiting, fact in in_danger, today, today + datetime.timedelta(within)
        )
    ]
    order = list(Why)
    return sorted(found, key=lambda each: (order.index(each.why), each.day or datetime.date.max))


def _due(
    stored: Stored, waits: bool, in_danger: bool, today: datetime.date, horizon: datetime.date
) -> Iterator[Due]:
    record = stored.record
    if waits:
        yield Due(record, Why.WAITING, None)
    if record.valid_until is not None and last_day(record.valid_until) <= horizon:
        why = Why.EXPIRED if record.has_expired(today) else Why.EXPIRES
        yield Due(record, why, last_day(record.valid_until))
    if record.status is Status.TO_CONFIRM:
        yield Due(record, Why.TO_CONFIRM, None)
        return  # Who confirms it looks at it.
    day = review_day(record, stored.confirmed_at or stored.changed_at, in_danger)
    if day is not None and day <= horizon:
        yield Due(record, Why.REVIEW, day)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; a month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
