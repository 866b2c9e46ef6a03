"""What each name is by itself: with nothing of its own, of what pattern, how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from nlp.index.numeric import Array, Ints, np
from nlp.joining.cuts import BEGINS
from nlp.joining.join import Join
from nlp.normalize import visible_length
from nlp.trade_words import works
from service.auditing.generic import over_generic
from service.auditing.names import known_words

_SHORTEST_FRAMED = 3
# A frame of fewer names is none.
_LEAST_NAMES = 3


@dataclass(slots=True)
class Words:
    """What was found of the names one by one.

    Attributes:
        generic: rows whose names have nothing of their own.
        unsure: those of them that may have, if it is in the name of their unit, or what their unit does.
        frames: number of names by first and last characters, of those that recur.
        lengths: number of names by number of characters.
    """

    generic: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    frames: dict[str, int] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)


def words_of(join: Join) -> Words:
    """Return what the names are one by one; a microsecond or two each."""
    texts = join.texts
    generic = over_generic(join, known_words(texts))
    live = texts.live()
    rows = live[generic[texts.node[live]]]
    nodes = texts.node[rows]
    unsure = rows[_single_pieces(join, nodes) | _tell_work(join, nodes)]
    return Words(rows.tolist(), unsure.tolist(), _frames(join), _lengths(join))


def _single_pieces(join: Join, nodes: Ints) -> Array:
    """Return for some nodes whether two single characters stand side by side as words of their own."""
    texts, codes = join.texts, join.cuts.codes[:, nodes]
    last = texts.ends[:, nodes]
    begins = np.vstack([codes & BEGINS > 0, np.zeros((1, len(nodes)), np.bool_)])
    single = begins[:-1] & (begins[1:] | last)
    beside = single[1:] & single[:-1] & ~last[:-1]
    found: Array = beside.any(axis=0) | np.isin(nodes, texts.alone)
    return found


def _tell_work(join: Join, nodes: Ints) -> Array:
    """Return for some nodes whether they may hold a worn word that is the work of some units."""
    columns = join.texts.columns
    begins = [ord(word[0]) << 16 | ord(word[1]) for word in works()]
    found = np.zeros(len(nodes), np.bool_)
    for one, other in pairwise(columns):
        found |= np.isin(one[nodes].astype(np.uint32) << np.uint32(16) | other[nodes], begins)
    return found


def _frames(join: Join) -> dict[str, int]:
    """Return the frames of several names, those first that come first."""
    texts = join.texts
    lengths = texts.lengths.astype(np.int64)
    nodes = np.flatnonzero(lengths >= _SHORTEST_FRAMED)
    columns, last = texts.columns, lengths[nodes] - 1
    said = [columns[0, nodes], columns[1, nodes], columns[last - 1, nodes], columns[last, nodes]]
    named = ((node, texts.text(node)) for node in texts.alone.tolist())
    alone = {node: text for node, text in named if len(text) >= _SHORTEST_FRAMED}
    others = [[ord(text[at]) for text in alone.values()] for at in (0, 1, -2, -1)]
    letters, numbers = _numbered({*texts.characters.tolist(), *chain.from_iterable(others)})
    first, second, before, end = (
        numbers[np.append(one, np.array(other, np.int64))]
        for one, other in zip(said, others, strict=True)
    )
    nodes = np.append(nodes, np.array([*alone], np.int64))
    rows = texts.counts()[nodes]
    kinds = (("{}…", (first, second)), ("…{}", (before, end)), ("…{}", (end,)))
    found = [
        (node, kind, frame.format("".join(letters[one] for one in some)), count)
        for kind, (frame, characters) in enumerate(kinds)
        for some, count, node in _recurring(characters, nodes, rows)
    ]
    return {frame: count for _, _, frame, count in sorted(found)}


def _numbered(characters: Collection[int]) -> tuple[str, Array]:
    """Return characters in order, and a table of their places there by code point.

    Places have two bytes, as long as there are no more characters: by such much is sorted much sooner.
    """
    known = sorted(characters)
    places = np.zeros(max(known, default=0) + 1, np.min_scalar_type(len(known)))
    places[known] = np.arange(len(known))
    return "".join(map(chr, known)), places


def _recurring(
    characters: Sequence[Array], nodes: Ints, rows: Ints
) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Yield characters of several names, in how many rows they stand, and the first node of these.

    Args:
        characters: for each character that is looked at, which each name has.
        nodes: the names.
        rows: in how many rows each is.
    """
    order = np.lexsort(characters[::-1])
    characters = [column[order] for column in characters]
    new = np.logical_or.reduce([column[1:] != column[:-1] for column in characters])
    starts = np.flatnonzero(np.append(True, new))[: len(order)]
    counts = np.add.reduceat(rows[order], starts)
    firsts = np.minimum.reduceat(nodes[order], starts)
    several = np.flatnonzero(counts >= _LEAST_NAMES)
    some = zip(*(column[starts[several]].tolist() for column in characters), strict=True)
    return zip(some, counts[several].tolist(), firsts[several].tolist(), strict=True)


def _lengths(join: Join) -> dict[str, int]:
    """Return how many names are how long; those that are no plain ideographs are measured one by one."""
    texts = join.texts
    rows = texts.counts()
    found: Counter[int] = Counter()
    simple = texts.whole
    for length, count in enumerate(np.bincount(texts.lengths[simple], weights=rows[simple])):
        found[length] += int(count)
    for node in np.flatnonzero(~simple).tolist():
        found[visible_length(texts.name(node))] += int(rows[node])
    return {str(length): count for length, count in sorted(found.items()) if count}
