"""Pairs of names that may be alike in meaning, of all names at once; see `nlp.joining.kinds`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpora
from nlp import meaning
from nlp.index.numeric import Array, Hashes, Known, met, mixed, np, pairs_of_equal, spread
from nlp.joining.characters import table_of
from nlp.joining.cuts import Cuts
from nlp.joining.hashing import CHUNK, INVERSES, character_values, hashes_of, sums_of, window
from nlp.joining.said import value_of
from nlp.joining.texts import Texts


def alike_in_meaning(texts: Texts, cuts: Cuts) -> Iterator[Hashes]:
    """Yield names with a word of one group of the thesaurus in one place, the rest said alike."""
    del cuts
    keys, nodes, heard = [], [], texts.classes().heard
    for low in range(0, max(len(texts), 1), CHUNK):
        columns, lengths = texts.columns[:, low : low + CHUNK], texts.lengths[low : low + CHUNK]
        for found, some in _meanings(columns, lengths.astype(np.int64), heard):
            keys.append(found)
            nodes.append(low + some)
    yield from pairs_of_equal(np.concatenate(keys), np.concatenate(nodes))


def _meanings(columns: Array, lengths: Array, values: Hashes) -> Iterator[tuple[Hashes, Array]]:
    """Yield the keys of some names, and whose they are; `values` are those of syllables by code unit."""
    known, starts, groups, begins = _thesaurus()
    sums = sums_of(columns, character_values())
    heard = sums_of(columns, values)
    for start in range(len(columns)):
        leads = np.flatnonzero(begins[columns[start]])
        for end in range(start + 1, min(start + meaning.MAX_WORD_LENGTH, len(columns)) + 1):
            some = leads[lengths[leads] >= end]
            some = some[(lengths[some] > end - start) | (end - start > 1)]
            one, word = met(window(sums, start, end, some), known)
            of, at = spread(starts[word], starts[word + 1])
            some = some[one][of]
            size = lengths[some]
            rest = (heard[size, some] - heard[end, some]) * INVERSES[end]
            key = mixed(heard[start, some] + np.uint64(start)) * np.uint64(3)
            yield key + mixed(rest + (size - end).astype(np.uint64)) + groups[at], some


@cache
def _thesaurus() -> tuple[Known, Array, Hashes, Array]:
    """Return the words by hash, where the groups of each begin, numbers of the groups, first characters."""
    lines = corpora.rows("lexicons/thesaurus.tsv")
    words = sorted({word for words, _ in lines for word in words.split()})
    words = [word for word in words if max(word) < "\U00010000"]
    groups, starts = [], [0]
    for word in words:
        groups += [value_of(f"<{group}>") for group in sorted(meaning.groups(word))]
        starts.append(len(groups))
    begins = table_of(word[0] for word in words)
    return Known(hashes_of(words)), np.array(starts), np.array(groups, np.uint64), begins
