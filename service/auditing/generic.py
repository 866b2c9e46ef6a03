"""Which names have nothing of their own: what `nlp.breadth` says; only those in doubt are asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from nlp import breadth
from nlp.genericness import CROWDED, PICTURE, Frequencies, published
from nlp.index.numeric import Array, Ints, np
from nlp.joining.characters import plain_table
from nlp.joining.cuts import BEGINS
from nlp.joining.join import Join
from nlp.ordinary import edges

# Names that are looked at in one go.
_CHUNK = 1 << 16


def over_generic(join: Join, known: Frequencies | None) -> Array:
    """Return for each node whether `breadth` calls it over-generic; about a microsecond each."""
    texts = join.texts
    telling = ~_crowded(known or published(), texts.characters.tobytes())
    found, doubtful = np.zeros((2, len(texts)), np.bool_)
    for low in range(0, len(texts), _CHUNK):
        some = slice(low, low + _CHUNK)
        found[some], doubtful[some] = _told(join, some, telling)
    doubtful[texts.alone] = True
    for node in np.flatnonzero(doubtful).tolist():
        found[node] = breadth.over_generic(texts.name(node), known)
    return found


def _told(join: Join, some: slice, telling: Array) -> tuple[Array, Array]:
    """Return of some nodes which are over-generic for certain, and of which that is in doubt."""
    columns = np.ascontiguousarray(join.texts.columns[:, some].T)
    numbers = np.ascontiguousarray(join.cuts.numbers(some).T)
    picture = (join.cuts.worn > 0) & (join.cuts.worn <= PICTURE)
    own = (numbers == 0) & (columns > 0)
    begins = own & np.ascontiguousarray(join.cuts.codes[:, some].T & BEGINS > 0)
    follows = np.zeros(own.shape, np.bool_)
    follows[:, :-1] = own[:, 1:] & ~begins[:, 1:]
    node, start = np.nonzero(begins)
    end = np.nonzero(own & ~follows)[1]
    told = np.cumsum(telling[columns] & own, axis=1, dtype=np.uint8)
    tells = told[node, end] > np.where(start > 0, told[node, start - 1], 0)
    certain = np.zeros(len(columns), np.bool_)
    certain[node[tells & ~_as_ordinary(columns, node, start, end)]] = True
    doubtful = own.any(axis=1)
    return ~doubtful & ~picture[numbers].any(axis=1), doubtful & ~certain


def _as_ordinary(columns: Array, node: Ints, start: Ints, end: Ints) -> Array:
    """Return for pieces whether they both begin and end as what is ordinary does."""
    longer, last = end > start, columns.shape[1] - 1
    found = np.ones(len(start), np.bool_)
    for (alone, pairs), at, first in zip(_edges(), (start, end), (start, end - 1), strict=True):
        some = np.flatnonzero(found)
        places = np.maximum(first[some], 0)
        one, other = (columns[node[some], np.minimum(places + step, last)] for step in (0, 1))
        pair = one.astype(np.uint32) << np.uint32(16) | other
        place = np.minimum(np.searchsorted(pairs, pair), len(pairs) - 1)
        paired = longer[some] & (pairs[place] == pair)
        found[some] = alone[columns[node[some], at[some]]] | paired
    return found


@cache
def _edges() -> tuple[tuple[Array, Array], ...]:
    """Return for either end of what is ordinary a table of characters, and pairs of them as numbers."""
    return tuple(map(_edge, edges()))


def _edge(texts: Iterable[str]) -> tuple[Array, Array]:
    alone, pairs = np.zeros(1 << 16, np.bool_), []
    for text in texts:
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        if len(text) == len(units) == 1:
            alone[units] = True
        elif len(text) == len(units):  # others stand in no columns
            pairs.append(int(units[0]) << 16 | int(units[1]))
    return alone, np.array(sorted(pairs), np.uint32)


def _crowded(known: Frequencies, characters: bytes) -> Array:
    """Return for each code unit whether a word that holds it may be crowded, or be no word.

    A word stands in no more names than its characters; twice as many for one with numerals, which counts
    as written and in digits.
    """
    found = ~plain_table(characters)
    for one in memoryview(characters).cast("H"):
        found[one] |= 2 * known.share(chr(one)) >= CROWDED if one else True
    return found
