"""How texts in columns are said: character by character, and where a phrase says them otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

import corpora
from nlp import sound
from nlp.index.numeric import Array, Hashes, Known, np
from nlp.joining.characters import FIRST, LAST, having, no_ideographs, table_of
from nlp.joining.hashing import POWERS, UNITS, character_values, hashes_of
from nlp.plain import of_readings


def said_in(columns: Array, counts: Array) -> Array:
    """Return in how many ways texts may be said, character by character."""
    ways = np.ones(columns.shape[1])
    for column in columns:
        ways *= counts[column]
    return ways


@dataclass(frozen=True, slots=True)
class Classes:
    """How characters are said alone.

    Attributes:
        counts: for each code unit the number of its near-sound classes, 1 beyond the ideographs.
        syllables: for each code unit the number of its toneless syllables.
        values: numbers of the classes, by their order and code unit.
        said: their toneless syllables, as places in `names`, by order and code unit; 0 for none or unknown.
        names: the syllables, nothing first.
        heard: a number for the first syllable of each code unit.
    """

    counts: Array
    syllables: Array
    values: Hashes
    said: Array
    names: tuple[str, ...]
    heard: Hashes


@lru_cache(maxsize=4)
def classes_of(characters: bytes) -> Classes:
    """Return the classes of some code units, two bytes each."""
    counts, syllables = np.ones(UNITS, np.uint8), np.ones(UNITS, np.uint8)
    units = [one for one in memoryview(characters).cast("H") if 0 < one <= LAST]
    said = {one: of_readings(sound.units(chr(one))[0].readings) for one in units}
    ideographs = [ways for one, (ways, _) in said.items() if one >= FIRST]
    names = ("", *sorted({name for ways in ideographs for name in ways if name.isascii()}))
    places = {name: place for place, name in enumerate(names)}
    most = max((len(ways) for ways, _ in said.values()), default=1)
    values, heard = np.zeros((most, UNITS), np.uint64), np.zeros(UNITS, np.uint64)
    syllable = np.zeros((most, UNITS), np.uint16)
    for one, (ways, classes) in said.items():
        syllable[: len(ways), one] = [places.get(name, 0) for name in ways]
        counts[one], syllables[one] = len(classes), len(ways)
        values[: len(classes), one] = [value_of(name.decode()) for name in classes]
    every = [one for one in memoryview(characters).cast("H") if one]
    heard[every] = [value_of(sound.heard(chr(one))[0]) for one in every]
    return Classes(counts, syllables, values, syllable, names, heard)


@cache
def value_of(name: str) -> int:
    """Return the number of a syllable or class; by its letters, so that all processes agree."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@cache
def _phrases() -> tuple[Known, int, Array, Array]:
    """Return the phrases that are said as their characters are not.

    Returns:
        The phrases by hash, the length of the longest, tables of their first and of their second characters.
    """
    phrases = [phrase for phrase, _ in corpora.rows("sound/phrases.tsv")]
    begins, follows = (table_of(one[place] for one in phrases) for place in (0, 1))
    return Known(hashes_of(phrases)), max(map(len, phrases)), begins, follows


def said_together(columns: Array) -> Array:
    """Return for each text whether its sound may hang on more than its characters one by one."""
    found = having(columns, no_ideographs())
    known, longest, begins, follows = _phrases()
    values = character_values()
    for start in range(len(columns) - 1):
        some = np.flatnonzero(begins[columns[start]] & follows[columns[start + 1]])
        hashes = np.zeros(len(some), np.uint64)
        for place, column in enumerate(columns[start : start + longest]):
            hashes += values[column[some]] * POWERS[place]
            at, _ = known.find(hashes + np.uint64(place + 1))
            found[some[at]] = True
    return found
