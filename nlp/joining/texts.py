"""The names of a roll as columns of code units: what a join of all of them reads.

Rows with one and the same name are one node: n equal names are looked at once. Nodes are in the order of
their first rows. A name whose text does not fit into columns (too long, empty, with characters of two code
units) or may be said in very many ways is left `alone`: it is looked up by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import accumulate
from math import prod

import corpora
from nlp import sound
from nlp.forms import longer_keys
from nlp.index.numeric import Array, Hashes, Ints, Known, mixed, np, spread
from nlp.joining.hashing import POWERS, UNITS, WIDEST, bag_of, character_values, hashes_of
from nlp.joining.roll import Roll
from nlp.plain import DOT, apart, is_plain, of_readings, sounds
from nlp.profile import MOST_READINGS, loose_key

# So many columns there are whatever the names: nobody need ask.
_NARROWEST = 4
# A name that may be said in more ways is looked up by itself; all ways of the others are joined.
MOST_WAYS = 64
_FIRST, _LAST = 0x4E00, 0x9FFF
# Rows that are looked at letter by letter in one go: what is made of them meanwhile fits into the cache.
_CHUNK = 1 << 14


@dataclass(frozen=True, slots=True)
class Texts:
    """The nodes of a roll.

    Attributes:
        roll: where they come from.
        node: for each row its node, -1 for a row that is left out.
        first: for each node its first row.
        columns: code units by place in the text and node, zeros after the end.
        lengths: of the texts, 0 where a node is alone.
        alone: nodes that are looked up by themselves.
        ends: by place and node whether a part ends with the character.
        plain: for each node whether its key is its text, see `nlp.plain`.
        whole: for each node whether its name is ideographs and dots between them, nothing set aside.
        characters: the code units of the names that were put into columns, in order.
        longer: nodes by which `nlp.forms.longer_keys` has a key, once for each.
        bags: the `bag_of` of these keys.
    """

    roll: Roll
    node: Ints
    first: Ints
    columns: Array
    lengths: Array
    alone: Ints
    ends: Array
    plain: Array
    whole: Array
    characters: Array
    longer: Ints
    bags: Hashes

    def __len__(self) -> int:
        return len(self.first)

    def live(self) -> Ints:
        """Return the rows that are not left out, ascending."""
        return np.flatnonzero(self.node >= 0)

    def counts(self) -> Ints:
        """Return how many rows each node has."""
        return np.bincount(self.node[self.live()], minlength=len(self))

    def name(self, node: int) -> str:
        """Return the name of a node."""
        return self.roll.entry(int(self.first[node])).name

    def names(self, nodes: Ints) -> list[str]:
        """Return the names of many nodes, in their order; a microsecond each."""
        return self.roll.names(self.first[nodes])

    def classes(self) -> Classes:
        """Return how the characters of the texts are said."""
        return classes_of(self.characters.tobytes())

    def text(self, node: int) -> str:
        """Return the text of a node."""
        return self.roll.entry(int(self.first[node])).text


def texts_of(roll: Roll, left_out: Sequence[int] = ()) -> Texts:
    """Return the nodes of a roll; about two microseconds a name.

    Args:
        roll: the names.
        left_out: rows that do not count, hidden ones among them.

    Raises:
        IndexFileError: a mapped segment turns out to be damaged.
    """
    heap, offsets = roll.units()
    node, first = _nodes(heap, offsets, np.delete(np.arange(roll.size), left_out))
    starts, stops = offsets[first], offsets[first + 1] - 1
    lengths = _lengths(heap, starts)
    columns = _columns(heap, starts, lengths)
    odd = (lengths == 0) | (lengths > WIDEST) | _surrogates(columns)
    columns[:, odd] = 0
    characters = _characters_of(columns)
    odd |= said_in(columns, classes_of(characters.tobytes()).counts) > MOST_WAYS
    columns[:, odd] = 0
    lengths[odd] = 0
    texts = Texts(
        roll, node, first, columns, lengths.astype(np.uint8), np.flatnonzero(odd),
        np.zeros(columns.shape, np.bool_), np.zeros(len(first), np.bool_),
        np.zeros(len(first), np.bool_), characters, np.zeros(0, np.int64), np.zeros(0, np.uint64),
    )  # fmt: skip
    longer = _mark_parts(texts, heap, starts + lengths + 1, stops)
    nodes, bags = zip(*longer, strict=True) if longer else ((), ())
    return replace(texts, longer=np.array(nodes, np.int64), bags=np.array(bags, np.uint64))


def _mark_parts(texts: Texts, heap: Array, starts: Ints, stops: Ints) -> list[tuple[int, int]]:
    """Mark where parts end: in a name that is its text and dots, at these and at the end.

    Returns:
        `longer` and `bags`.
    """
    lengths = texts.lengths.astype(np.int64)
    filled = np.flatnonzero(lengths)
    texts.ends[lengths[filled] - 1, filled] = True
    texts.plain[:] = ~having(texts.columns, ~plain_table(texts.characters.tobytes()))
    texts.plain[texts.alone] = False
    texts.whole[:] = (lengths > 0) & ~having(texts.columns, _others())
    written = np.flatnonzero((starts < stops) & (lengths > 0))
    longer: list[tuple[int, int]] = []
    for low in range(0, len(written), _CHUNK):
        some = written[low : low + _CHUNK]
        longer += _mark_written(texts, heap, some, starts[some], stops[some])
    return longer


def _mark_written(
    texts: Texts, heap: Array, nodes: Ints, starts: Ints, stops: Ints
) -> Iterator[tuple[int, int]]:
    """Mark where parts end in names that stand as written behind their texts, and yield their longer keys."""
    lengths = texts.lengths[nodes].astype(np.int64)
    of, at = spread(starts, stops)
    dots = heap[at] == ord(DOT)
    letters = np.bincount(of[~dots], minlength=len(nodes))
    # How many letters of the name stand before each place of it.
    before = np.cumsum(~dots) - ~dots
    before -= (np.cumsum(letters) - letters)[of]
    fit = letters == lengths
    fit[of[~dots & (before >= lengths[of])]] = False
    same = np.flatnonzero(~dots & fit[of])
    fit[of[same[texts.columns[before[same], nodes[of[same]]] != heap[at[same]]]]] = False
    some = np.flatnonzero(dots & fit[of] & (before > 0))
    texts.ends[before[some] - 1, nodes[of[some]]] = True
    texts.whole[nodes[~fit]] = False
    for node in nodes[~fit]:
        parts, key, affixes = apart(texts.name(node))
        texts.plain[node] = key == "".join(parts)
        texts.ends[[end - 1 for end in accumulate(map(len, parts))], node] = True
        for longer in longer_keys(loose_key(key), affixes):
            yield node, bag_of(longer)


def _nodes(heap: Array, offsets: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Return the node of each row and the first row of each node; equal is what is equal letter by letter.

    Args:
        heap: the code units of all rows.
        offsets: where rows begin; one more for the end.
        rows: the rows that have nodes; the others get -1.
    """
    hashes = _hashes(heap, offsets)
    _, first, number = np.unique(hashes[rows], return_index=True, return_inverse=True)
    leads, heads = _verified(heap, offsets, rows, rows[first[number]])
    node = np.full(len(hashes), -1)
    node[rows] = np.searchsorted(heads, leads)
    return node, heads


def _hashes(heap: Array, offsets: Ints) -> Hashes:
    """Return a hash of each row; none is empty, for each has its end."""
    found, values = np.zeros(len(offsets) - 1, np.uint64), character_values()
    powers = mixed(np.arange(int(np.diff(offsets).max(initial=0))))
    for low in range(0, len(found), _CHUNK):
        starts = offsets[low : low + _CHUNK + 1]
        units = heap[starts[0] : starts[-1]]
        place = np.arange(len(units)) - np.repeat(starts[:-1] - starts[0], np.diff(starts))
        hashes = values[units] * powers[place]
        found[low : low + _CHUNK] = np.add.reduceat(hashes, starts[:-1] - starts[0])
    return found


def _verified(heap: Array, offsets: Ints, rows: Ints, leads: Ints) -> tuple[Ints, Ints]:
    """Return for each row the first with its name, and these: of one hash some may not have one name."""
    at_all = np.flatnonzero(leads != rows)
    again, like = rows[at_all], leads[at_all]
    size = np.diff(offsets)
    differ = size[again] != size[like]
    of, at = spread(offsets[again], np.where(differ, offsets[again], offsets[again + 1]))
    other = at - offsets[again[of]] + offsets[like[of]]
    differ[of[heap[at] != heap[other]]] = True
    leads[at_all[differ]] = again[differ]
    heads = np.zeros(len(offsets), np.bool_)
    heads[leads] = True
    return leads, np.flatnonzero(heads)


def _lengths(heap: Array, starts: Ints) -> Ints:
    """Return the lengths of texts: to the end of the row, or to the zero before the name as written."""
    zeros = np.flatnonzero(heap == 0)
    found: Ints = zeros[np.searchsorted(zeros, starts)] - starts
    return found


def _columns(heap: Array, starts: Ints, lengths: Ints) -> Array:
    widest = min(int(lengths.max(initial=1)), WIDEST)
    columns = np.zeros((max(widest, _NARROWEST), len(starts)), np.uint16)
    for place in range(widest):
        some = np.flatnonzero(lengths > place)
        columns[place, some] = heap[starts[some] + place]
    return columns


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


def _surrogates(columns: Array) -> Array:
    found = np.zeros(columns.shape[1], np.bool_)
    for column in columns:
        found |= (column >= 0xD800) & (column < 0xE000)
    return found


def said_in(columns: Array, counts: Array) -> Array:
    """Return in how many ways texts may be said, character by character."""
    ways = np.ones(columns.shape[1])
    for column in columns:
        ways *= counts[column]
    return ways


@cache
def _others() -> Array:
    """Return for each code unit whether it is no ideograph of the basic block; false for zero."""
    table = np.ones(UNITS, np.bool_)
    table[0] = table[_FIRST : _LAST + 1] = False
    return table


def _characters_of(columns: Array) -> Array:
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
    ideographs = [one for one in memoryview(characters).cast("H") if _FIRST <= one <= _LAST]
    table[ideographs] = [is_plain(chr(one)) for one in ideographs]
    return table


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
    units = [one for one in memoryview(characters).cast("H") if 0 < one <= _LAST]
    said = {one: of_readings(sound.units(chr(one))[0].readings) for one in units}
    ideographs = [ways for one, (ways, _) in said.items() if one >= _FIRST]
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
    found = having(columns, _others())
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


def many_ways(texts: Texts, nodes: Ints) -> Array:
    """Return for some nodes whether a profile may not hold all the ways in which each may be said."""
    columns = texts.columns[:, nodes]
    found: Array = said_in(columns, texts.classes().syllables) > MOST_READINGS
    for place in np.flatnonzero(said_together(columns)).tolist():
        ways = prod(len(syllables) for syllables, _ in sounds(texts.text(int(nodes[place]))))
        found[place] = ways > MOST_READINGS
    return found
