"""The names of a roll as columns of code units: what a join of all of them reads.

Rows with one and the same name are one node: n equal names are looked at once. Nodes are in the order of
their first rows. A name whose text does not fit into columns (too long, empty, with characters of two code
units) or may be said in very many ways is left `alone`: it is looked up by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from nlp.forms import longer_keys
from nlp.index.numeric import Array, Hashes, Ints, mixed, np, spread
from nlp.joining.characters import characters_of, having, no_ideographs, plain_table, surrogates
from nlp.joining.hashing import WIDEST, bag_of, character_values
from nlp.joining.roll import Roll
from nlp.joining.said import Classes, classes_of, said_in
from nlp.plain import DOT, apart
from nlp.profile import loose_key

# So many columns there are whatever the names: nobody need ask.
_NARROWEST = 4
# A name that may be said in more ways is looked up by itself; all ways of the others are joined.
MOST_WAYS = 64
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
    odd = (lengths == 0) | (lengths > WIDEST) | having(columns, surrogates())
    columns[:, odd] = 0
    characters = characters_of(columns)
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
    texts.whole[:] = (lengths > 0) & ~having(texts.columns, no_ideographs())
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
