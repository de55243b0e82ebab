"""The office's days, by the setting ``office_zone``."""

import datetime
from typing import Tuple
from zoneinfo import ZoneInfo

QUARTER = 6  # hours: of a day, a quarter


def today(zone: ZoneInfo) -> datetime.date:
    """The office's day now."""
    return datetime.datetime.now(zone).date()


def day_and_quarter(moment: float, zone: ZoneInfo) -> Tuple[datetime.date, int]:
    """The office's day, and the quarter of it, at a moment in seconds of the epoch."""
    local = datetime.datetime.fromtimestamp(moment, zone)
    return local.date(), local.hour // QUARTER
