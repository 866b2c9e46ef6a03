"""Pairs of names that may be more than fine because they share a key, of all names at once.

The kinds are those of `nlp.index.keys`; but for containment and abbreviation, which have files of their
own, whatever relation fires has its two names share one. Each function yields `packed` pairs of nodes, some
twice, some that come to nothing: judging them is left to `nlp.compare`. Sifted out is only what no relation
lets through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from nlp.forms import PLUS, without_plus
from nlp.index.numeric import (
    Array,
    Hashes,
    Ints,
    Known,
    met,
    np,
    packed,
    pairs_of_equal,
    several,
    spread,
)
from nlp.joining.characters import having, table_of
from nlp.joining.cuts import Cuts
from nlp.joining.hashing import (
    CHUNK,
    INVERSES,
    POWERS,
    UNITS,
    bag_of,
    bag_values,
    character_values,
    hashes_of,
    sums_of,
    totals_of,
)
from nlp.joining.meant import alike_in_meaning
from nlp.joining.texts import Texts
from nlp.joining.ways import ways_of
from nlp.numerals import JOINING, numbered
from nlp.profile import (
    DROPS_FROM,
    HAIR,
    LABELS,
    LEAST_BEFORE_RED,
    PAIR,
    PART_SUBSTANCE,
    RED,
    loose_key,
)
from nlp.relations.look_alike import SHORTEST, least_likeness
from nlp.relations.shared_core import FORMULA, SHARED, SHORTEST_ONE_CHARACTER, common
from nlp.shape import look_alikes

# Names of which all places are looked at in one go: what is made of them meanwhile fits into the cache.
_PORTION = 1 << 15

Pairs = Iterator[Hashes]
Stretches = tuple[Hashes, Ints, Ints, Ints]
"""Stretches of names: hashes as `window` gives them, whose they are, where they begin, where they end."""


def alike_in_form(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names of the same characters, of the same once numerals are in one form, or by another key."""
    del cuts
    nodes = np.flatnonzero(texts.lengths)
    other = np.flatnonzero(
        (~texts.plain | having(texts.columns, table_of(PAIR | {PLUS}))) & (texts.lengths > 0)
    )
    yield from pairs_of_equal(
        np.concatenate(
            [_sums(texts.columns[:, nodes], bag_values()), _folded_sums(texts, other), texts.bags]
        ),
        np.concatenate([nodes, other, texts.longer]),
    )


def _sums(columns: Array, values: Hashes) -> Hashes:
    """Return the sums of the values of all characters of texts."""
    total = np.zeros(columns.shape[1], np.uint64)
    for column in columns:
        total += values[column]
    return total


def _folded_sums(texts: Texts, nodes: Array) -> Hashes:
    """Return the same for some nodes once numerals are in one form, and plus signs out."""

    def folded(text: str) -> int:
        return bag_of(without_plus(loose_key(numbered(text))))

    alone = bag_values().copy()
    for unit in texts.characters.tolist():
        alone[unit] = folded(chr(unit))
    columns = texts.columns[:, nodes]
    found = _sums(columns, alone)
    for place in np.flatnonzero(having(columns, table_of(JOINING | {PLUS}))).tolist():
        found[place] = folded(texts.text(nodes[place]))
    return found


def alike_in_parts(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names that have a part in common which has enough of its own, or is all but a label."""
    yield from _owned_in_common(texts, *_of_portions(_parts, texts, cuts))


def _parts(texts: Texts, cuts: Cuts, portion: slice) -> Stretches:
    """Return such parts of some names."""
    ends, labels = texts.ends[:, portion], table_of(LABELS)
    nodes = np.flatnonzero(ends.sum(axis=0) > 1)
    ends, lengths = ends[:, nodes], texts.lengths[portion][nodes]
    columns, numbers = texts.columns[:, portion][:, nodes], cuts.numbers(portion)[:, nodes]
    sums, own = sums_of(columns, character_values()), cuts.hundredths[numbers].cumsum(axis=0)
    start, before = np.zeros(len(nodes), np.int64), np.zeros(len(nodes), np.int64)
    found = []
    for place in range(len(ends)):
        some = np.flatnonzero(ends[place])
        told = own[place, some] - before[some] >= 100 * PART_SUBSTANCE
        length, size = place + 1 - start[some], lengths[some]
        label = columns[np.where(start[some] == 0, size - 1, 0), some]
        labelled = (length > 1) & (length == size - 1) & labels[label]
        enough = some[told | labelled]
        begin, end = start[enough], np.full(len(enough), place + 1)
        key = (sums[place + 1, enough] - sums[begin, enough]) * INVERSES[begin]
        key += (end - begin).astype(np.uint64)
        found.append((key, portion.start + nodes[enough], begin, end))
        start[some], before[some] = place + 1, own[place, some]
    return _together(found)


def alike_in_heart(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names that are the same without worn words at both ends, if that is enough and not all."""
    yield from _owned_in_common(texts, *_of_portions(_hearts, texts, cuts))


def _hearts(texts: Texts, cuts: Cuts, portion: slice) -> Stretches:
    """Return what some names are without those words."""
    columns, numbers = texts.columns[:, portion], cuts.numbers(portion)
    own = (numbers == 0) & (columns > 0)
    start = own.argmax(axis=0)
    end = len(own) - own[::-1].argmax(axis=0)
    last = np.take_along_axis(columns, (end - 1)[np.newaxis], axis=0)[0]
    end -= (last == ord(RED)) & (end - start > LEAST_BEFORE_RED)
    some = np.flatnonzero(own.any(axis=0) & (end - start < texts.lengths[portion]))
    sums = np.zeros((len(own) + 1, len(some)), np.int64)
    sums[1:] = cuts.hundredths[numbers[:, some]].cumsum(axis=0)
    each = np.arange(len(some))
    some = some[sums[end[some], each] - sums[start[some], each] >= 100 * PART_SUBSTANCE]
    start, end, each = start[some], end[some], each[: len(some)]
    values = sums_of(columns[:, some], character_values())
    keys = (values[end, each] - values[start, each]) * INVERSES[start]
    return keys + (end - start).astype(np.uint64), portion.start + some, start, end


def _of_portions(
    ask: Callable[[Texts, Cuts, slice], Stretches], texts: Texts, cuts: Cuts
) -> Stretches:
    """Return what is found in all names, asked for portion by portion."""
    starts = range(0, max(len(texts), 1), _PORTION)
    return _together([ask(texts, cuts, slice(low, low + _PORTION)) for low in starts])


def _together(found: Sequence[Stretches]) -> Stretches:
    keys, nodes, start, end = map(np.concatenate, zip(*found, strict=True))
    return keys, nodes, start, end


def _owned_in_common(texts: Texts, keys: Hashes, nodes: Ints, start: Ints, end: Ints) -> Pairs:
    """Yield names with a stretch in common by which somebody is recognised (`is_owned`).

    Args:
        texts: the names.
        keys: of `Stretches` the hashes.
        nodes: whose they are.
        start: where they begin.
        end: where they end.
    """
    some = several(keys)
    keys, nodes, start, end = keys[some], nodes[some], start[some], end[some]
    telling, letter = np.zeros(len(keys), np.bool_), ~table_of(FORMULA)
    for place, column in enumerate(texts.columns):
        telling |= (start <= place) & (place < end) & letter[column[nodes]]
    owned = telling & ~np.isin(keys, hashes_of(common()))
    yield from pairs_of_equal(keys[owned], nodes[owned])


def alike_in_sound(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names in the same near-sound classes, one at an end of the longer left aside."""
    ways = ways_of(texts)
    full, size, nodes = ways.full, ways.size, ways.nodes
    yield from pairs_of_equal(full + size, nodes)
    known = Known(full + size)
    long = np.flatnonzero(size >= DROPS_FROM)
    less = size[long] - np.uint64(1)
    enough = np.maximum(cuts.own, 0) >= 1 - HAIR
    for found in (
        (full[long] - ways.first[long]) * INVERSES[1],
        full[long] - ways.last[long] * POWERS[less.astype(np.int64)],
    ):
        one, other = met(found + less, known)
        one, other = nodes[long[one]], nodes[other]
        keep = enough[one] | enough[other]
        yield packed(one[keep], other[keep])


def alike_but_one(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names in which one character differs, not the first, and enough of their own is shared."""
    values, total = character_values(), totals_of(texts.columns)
    weights = cuts.weights
    for place in range(1, len(texts.columns)):
        some = np.flatnonzero(texts.lengths > max(place, SHORTEST_ONE_CHARACTER - 1))
        spare = cuts.own[some] - weights[cuts.numbers()[place, some]]
        some = some[spare >= SHARED - HAIR]
        left = total[some] - values[texts.columns[place, some]] * POWERS[place]
        yield from pairs_of_equal(left + texts.lengths[some], some)


def alike_in_look(texts: Texts, cuts: Cuts) -> Pairs:
    """Yield names in which one character differs and looks like the other."""
    del cuts
    values, total = character_values(), totals_of(texts.columns)
    nodes = np.flatnonzero(texts.lengths)
    known = Known(total[nodes] + texts.lengths[nodes])
    starts, others, scores = _looks()
    for low in range(0, len(texts), CHUNK):
        lengths = texts.lengths[low : low + CHUNK]
        for place, column in enumerate(texts.columns[:, low : low + CHUNK]):
            some = np.flatnonzero((lengths > place) & (lengths >= SHORTEST))
            of, at = spread(starts[column[some]], starts[column[some].astype(np.int64) + 1])
            of = some[of]
            enough = scores[at] >= _least()[lengths[of]]
            of, at = of[enough], at[enough]
            change = (values[others[at]] - values[column[of]]) * POWERS[place]
            one, other = met(total[low + of] + change + lengths[of], known)
            yield packed(low + of[one], nodes[other])


@cache
def _looks() -> tuple[Array, Array, Array]:
    """Return for each code unit the later ones that look like it: where they begin, they, how much."""
    starts, others, scores = [0], [], []
    for one in range(UNITS):
        for other, score in look_alikes(chr(one)).items():
            if one < ord(other) < UNITS:
                others.append(ord(other))
                scores.append(score)
        starts.append(len(others))
    return np.array(starts), np.array(others), np.array(scores)


@cache
def _least() -> Array:
    return np.array([least_likeness(length) for length in range(256)])


KINDS: dict[str, Callable[[Texts, Cuts], Pairs]] = {
    "form": alike_in_form,
    "parts": alike_in_parts,
    "heart": alike_in_heart,
    "sound": alike_in_sound,
    "one": alike_but_one,
    "look": alike_in_look,
    "meaning": alike_in_meaning,
}
"""The ways in which two names may be alike."""
