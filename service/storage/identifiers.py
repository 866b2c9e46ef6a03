"""Identifiers: UUIDv7, so that they sort by time of creation and are never reused after a restore."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

_RANDOM_BITS = 42
_BYTES = -(-_RANDOM_BITS // 8)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_ids(now: datetime, count: int, *, version: int) -> list[str]:
    """Return `count` UUIDv7 texts, ascending, so that rows of a file keep their order.

    The number of the change is counted in, so that what is made later sorts later even when the clock
    stands still.
    """
    # Whole numbers, since seconds as a float can lose the last millisecond.
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1) & ((1 << 48) - 1)
    noise = secrets.token_bytes(_BYTES * count)
    return [
        _identifier(milliseconds, version + i, noise[_BYTES * i : _BYTES * (i + 1)])
        for i in range(count)
    ]


def counter_of(identifier: str) -> int:
    """Return the counter in an id: the number of its change, and of its row in an import, added up."""
    number = int(identifier.replace("-", ""), 16)
    return (number >> 64 & 0xFFF) << 20 | number >> _RANDOM_BITS & 0xFFFFF


def new_id(now: datetime, *, version: int) -> str:
    """Return one UUIDv7 text."""
    return new_ids(now, 1, version=version)[0]


def _identifier(milliseconds: int, counter: int, noise: bytes) -> str:
    """Lay out RFC 9562 §5.7: 48 bits of time, 12 + 20 bits of counter, 42 random bits."""
    low = (0b10 << 62) | ((counter & 0xFFFFF) << _RANDOM_BITS)
    low |= int.from_bytes(noise, "big") & ((1 << _RANDOM_BITS) - 1)
    return (
        f"{milliseconds >> 16:08x}-{milliseconds & 0xFFFF:04x}-7{counter >> 20 & 0xFFF:03x}"
        f"-{low >> 48:04x}-{low & 0xFFFFFFFFFFFF:012x}"
    )
