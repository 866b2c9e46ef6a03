"""The moment, in UTC as it is kept, and the day: that of this place, as the calendar on the wall has it."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return this moment."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return this day."""
    return day_of(now())


def day_of(moment: dt.datetime | str) -> dt.date:
    """Return the day of this place that a moment, or its ISO text, falls on; days are never those of UTC."""
    found = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return found.astimezone().date()
