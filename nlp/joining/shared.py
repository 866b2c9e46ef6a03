"""What is said of pairs of names found by what they share of their own: a part, or all but worn words.

To be found so is all that `nlp.relations.shared_core` asks (`nlp.joining.kinds` leaves out what is nobody's),
and of the relations before it only containment needs no other key. So names that nothing else ties, and of
which neither holds the other, are judged by how they were found. A test holds this to the rule itself.
"""

from __future__ import annotations

from nlp.compare import Verdict
from nlp.index.numeric import Array, Ints, np
from nlp.joining.heard import ASK
from nlp.joining.held import contained
from nlp.joining.texts import Texts
from nlp.joining.ways import many_ways
from nlp.relations.shared_core import HEART, PART

SAID = (Verdict("confusable", "shared-core", HEART), Verdict("confusable", "shared-core", PART))
"""The verdicts: on a shared heart, on a shared part, which goes before."""


def shared_alike(texts: Texts, one: Ints, other: Ints, parts: Array) -> Array:
    """Return for pairs that only a part or a heart ties their verdict's place in `SAID`, or `ASK`.

    Args:
        texts: the names.
        one: a node of each pair.
        other: the other.
        parts: whether the two share a part.
    """
    lengths = texts.lengths
    swap = lengths[one] > lengths[other]
    short, long = np.where(swap, other, one), np.where(swap, one, other)
    sure = lengths[short] > 0
    for nodes in (short, long):
        # Of names said in very many ways more is asked than how they were found.
        several, at = np.unique(nodes, return_inverse=True)
        sure &= ~many_ways(texts, several)[at]
    sure[sure] = ~contained(texts, short[sure], long[sure])
    return np.where(sure, parts, ASK)
