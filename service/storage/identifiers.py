"""Identifiers: UUIDv7, so that they sort by time of creation and are never reused after a restore."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

_RANDOM_BITS = 42
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_ids(now: datetime, count: int, *, version: int) -> list[str]:
    """Return `count` UUIDv7 texts, ascending, so that rows of a file keep their order.

    The number of the change is counted in, so that what is made later sorts later even when the clock
    stands still.
    """
    # Whole numbers, since seconds as a float can lose the last millisecond.
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1) & ((1 << 48) - 1)
    return [
        _identifier(milliseconds, version + i, secrets.randbits(_RANDOM_BITS)) for i in range(count)
    ]


def counter_of(identifier: str) -> int:
    """Return the counter in an id: the number of its change, and of its row in an import, added up."""
    number = int(identifier.replace("-", ""), 16)
    return (number >> 64 & 0xFFF) << 20 | number >> _RANDOM_BITS & 0xFFFFF


def new_id(now: datetime, *, version: int) -> str:
    """Return one UUIDv7 text."""
    return new_ids(now, 1, version=version)[0]


def _identifier(milliseconds: int, counter: int, noise: int) -> str:
    """Lay out RFC 9562 §5.7: 48 bits of time, 12 + 20 bits of counter, 42 random bits."""
    high = (milliseconds << 16) | (7 << 12) | (counter >> 20 & 0xFFF)
    low = (0b10 << 62) | ((counter & 0xFFFFF) << _RANDOM_BITS) | noise
    text = f"{high << 64 | low:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
