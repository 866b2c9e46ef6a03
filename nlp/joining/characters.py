"""Tables of what code units are, and what texts in columns have of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from nlp.index.numeric import Array, np
from nlp.joining.hashing import UNITS
from nlp.plain import is_plain

FIRST, LAST = 0x4E00, 0x9FFF
"""The ideographs of the basic block."""


def having(columns: Array, table: Array) -> Array:
    """Return for each text whether it has a character for which a table by code unit is true."""
    found = np.zeros(columns.shape[1], np.bool_)
    for column in columns:
        found |= table[column]
    return found


def table_of(characters: Iterable[str]) -> Array:
    """Return a table by code unit that is true for some characters; those of two units are left out."""
    table = np.zeros(UNITS, np.bool_)
    table[[ord(one) for one in characters if one < "\U00010000"]] = True
    return table


@cache
def surrogates() -> Array:
    """Return for each code unit whether it is half of a character."""
    table = np.zeros(UNITS, np.bool_)
    table[0xD800:0xE000] = True
    return table


@cache
def no_ideographs() -> Array:
    """Return for each code unit whether it is no ideograph of the basic block; false for zero."""
    table = np.ones(UNITS, np.bool_)
    table[0] = table[FIRST : LAST + 1] = False
    return table


def characters_of(columns: Array) -> Array:
    """Return the code units that stand in columns, in order."""
    table = np.zeros(UNITS, np.bool_)
    for column in columns:
        table[column] = True
    return np.flatnonzero(table).astype(np.uint16)


@lru_cache(maxsize=4)
def plain_table(characters: bytes) -> Array:
    """Return for each of some code units whether a name of such has its text for a key; true for zero."""
    table = np.zeros(UNITS, np.bool_)
    table[0] = True
    ideographs = [one for one in memoryview(characters).cast("H") if FIRST <= one <= LAST]
    table[ideographs] = [is_plain(chr(one)) for one in ideographs]
    return table
