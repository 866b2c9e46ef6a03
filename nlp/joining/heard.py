"""What is said of pairs of names that share nothing but a sound: most of all pairs among many names.

Names that no other key ties are judged by their sound alone, for all relations before it need another key;
only containment goes before, of which `nlp.joining.held` tells. The rule is that of
`nlp.relations.homophone`, asked of all pairs at once; where the sound hangs on more than the characters one
by one it is left to `nlp.compare.judge`. A test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice, permutations, product

from nlp import sound
from nlp.compare import Verdict
from nlp.index.numeric import Array, Ints, np
from nlp.joining.cuts import Cuts
from nlp.joining.held import contained
from nlp.joining.said import said_in, said_together
from nlp.joining.texts import Texts
from nlp.profile import MOST_READINGS
from nlp.relations.homophone import LEAST_OWN, LESS_NEAR, NEAR, SAME, WIDESPREAD

SAID = (
    Verdict("confusable", "homophone", LESS_NEAR),
    Verdict("confusable", "homophone", NEAR),
    Verdict("same", "homophone", SAME),
)
"""The verdicts, weakest first."""
FINE, ASK = -1, -2
"""Nothing ties the names; that hangs on more than columns tell."""

# How near two syllables are: not at all, by a rare merger, by a widespread one, the same.
_APART, _RARE, _WIDE, _SAME = range(4)


def heard_alike(texts: Texts, cuts: Cuts, one: Ints, other: Ints) -> Array:
    """Return for pairs that only a sound ties their verdict's place in `SAID`, or `FINE`, or `ASK`.

    Of those that are `plainly_said` nothing is asked; that one holds the other is not told.

    Args:
        texts: the names.
        cuts: their cuts.
        one: a node of each pair.
        other: the other; the two share no key but those of `nlp.joining.kinds.alike_in_sound`.
    """
    lengths = texts.lengths.astype(np.int64)
    swap = lengths[one] > lengths[other]
    short, long = np.where(swap, other, one), np.where(swap, one, other)
    extra = lengths[long] - lengths[short]
    found = np.full(len(one), ASK)
    sure = plainly_said(texts, short) & plainly_said(texts, long)
    same = np.flatnonzero(sure & (extra == 0))
    found[same] = _nearness(texts, short[same], long[same], 0) - 1
    more = np.flatnonzero(sure & (extra == 1))
    found[more] = FINE
    # Names of worn words only are welcome to sound alike.
    more = more[np.maximum(cuts.own[short[more]], cuts.own[long[more]]) >= LEAST_OWN]
    more = more[~contained(texts, short[more], long[more])]
    first, second = (_nearness(texts, short[more], long[more], start) for start in (0, 1))
    # Of a name with more in it the sound is near at most.
    found[more] = np.minimum(np.where(first > _APART, first, second), _WIDE) - 1
    return found


def said_the_same(texts: Texts, one: Ints, other: Ints) -> Array:
    """Return for pairs whether they are said with the same syllables for certain.

    Their verdict is the last of `SAID`, whatever else ties them, unless they are alike in form or look.

    Args:
        texts: the names.
        one: a node of each pair.
        other: the other, of another text.
    """
    found = plainly_said(texts, one) & plainly_said(texts, other)
    found &= texts.lengths[one] == texts.lengths[other]
    found[found] = _nearness(texts, one[found], other[found], 0) == _SAME
    return found


def plainly_said(texts: Texts, nodes: Ints) -> Array:
    """Return which nodes are said character by character, in no more ways than a profile holds."""
    columns = texts.columns[:, nodes]
    ways = said_in(columns, texts.classes().syllables)
    found: Array = (texts.lengths[nodes] > 0) & ~said_together(columns) & (ways <= MOST_READINGS)
    return found


def _nearness(texts: Texts, short: Ints, long: Ints, start: int) -> Array:
    """Return how near the furthest two characters are, the longer name's from a place on."""
    classes = texts.classes()
    said, counts, table = classes.said, classes.syllables, _table(classes.names)
    found = np.full(len(short), _SAME, np.uint8)
    for place in range(len(texts.columns) - start):
        a, b = texts.columns[place, short], texts.columns[place + start, long]
        some = np.flatnonzero((a > 0) & (a != b) & (found > _APART))
        a, b = a[some], b[some]
        near = table[said[0][a], said[0][b]]
        # Most characters are said in one way only.
        for one, other in islice(product(range(len(said)), repeat=2), 1, None):
            more = np.flatnonzero((counts[a] > one) & (counts[b] > other))
            heard = table[said[one][a[more]], said[other][b[more]]]
            near[more] = np.maximum(near[more], heard)
        found[some] = np.minimum(found[some], near)
    return found


@lru_cache(maxsize=4)
def _table(names: tuple[str, ...]) -> Array:
    """Return how near any two of some syllables are."""
    table = np.zeros((len(names), len(names)), np.uint8)
    alike = defaultdict(list)
    for place, name in enumerate(names):
        if name:
            table[place, place] = _SAME
            alike[sound.fold_near(name)].append(place)
    for places in alike.values():
        for one, other in permutations(places, 2):
            near = sound.nearness(names[one], names[other])
            strength = near.strength if near else 0.0
            table[one, other] = _WIDE if strength >= WIDESPREAD else _RARE if near else _APART
    return table
