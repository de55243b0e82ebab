"""The office's days, by the setting ``office_zone``."""

import datetime
from zoneinfo import ZoneInfo


def today(zone: ZoneInfo) -> datetime.date:
    """The office's day now."""
    return datetime.datetime.now(zone).date()


def day_and_minute(moment: float, zone: ZoneInfo) -> "tuple[datetime.date, int]":
    """The office's day, and the minute of it, at a moment in seconds of the epoch."""
    local = datetime.datetime.fromtimestamp(moment, zone)
    return local.date(), local.hour * 60 + local.minute
