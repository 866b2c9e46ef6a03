"""The moment, in UTC as it is kept, and the day: that of this place, as the calendar on the wall has it."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return this moment."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return this day."""
    return now().astimezone().date()
