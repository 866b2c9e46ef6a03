"""Identifiers: UUIDv7, so that they sort by time of creation and are never reused after a restore."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime, timedelta
from os import urandom

_RANDOM_BITS = 42
_RANDOM = (1 << _RANDOM_BITS) - 1
_VARIANT = 0b10 << 62
# Bits of the counter that stand before the random ones.
_LOW_BITS = 20
_LOW = (1 << _LOW_BITS) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_ids(now: datetime, count: int, *, version: int) -> list[str]:
    """Return `count` UUIDv7 texts, ascending, so that rows of a file keep their order.

    The number of the change is counted in, so that what is made later sorts later even when the clock
    stands still.
    """
    # Whole numbers, since seconds as a float can lose the last millisecond.
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1) & ((1 << 48) - 1)
    noise = array("Q", urandom(8 * count))
    highs = range(version >> _LOW_BITS, (version + count >> _LOW_BITS) + 1)
    heads = {high: _head(milliseconds, high) for high in highs}
    return [
        heads[counter >> _LOW_BITS] + _tail(counter, some)
        for counter, some in enumerate(noise, version)
    ]


def counter_of(identifier: str) -> int:
    """Return the counter in an id: the number of its change, and of its row in an import, added up."""
    number = int(identifier.replace("-", ""), 16)
    return (number >> 64 & 0xFFF) << _LOW_BITS | number >> _RANDOM_BITS & _LOW


def new_id(now: datetime, *, version: int) -> str:
    """Return one UUIDv7 text."""
    return new_ids(now, 1, version=version)[0]


def _head(milliseconds: int, high: int) -> str:
    """Lay out the first half of RFC 9562 §5.7: 48 bits of time, the version, 12 bits of the counter."""
    return f"{milliseconds >> 16:08x}-{milliseconds & 0xFFFF:04x}-7{high & 0xFFF:03x}-"


def _tail(counter: int, noise: int) -> str:
    """Lay out its second half: the variant, 20 bits of the counter, 42 random ones."""
    low = f"{_VARIANT | (counter & _LOW) << _RANDOM_BITS | noise & _RANDOM:016x}"
    return f"{low[:4]}-{low[4:]}"
