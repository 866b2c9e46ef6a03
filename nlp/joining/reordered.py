"""Which names hold the same characters in another order: most of those that are found by their form.

The rule is that of `nlp.relations.reorder`, before which only other forms of one name go; it is told here of
names that are their own key, one written as the other is not. A test holds the two together.
"""

from __future__ import annotations

from nlp.compare import Verdict
from nlp.index.numeric import Array, Ints, np
from nlp.joining.characters import having, table_of
from nlp.joining.heard import ASK
from nlp.joining.texts import Texts
from nlp.profile import PAIR
from nlp.relations.reorder import LIKELY, SHORTEST, SURE, SURE_FROM

SAID = (Verdict("confusable", "reorder", LIKELY), Verdict("same", "reorder", SURE))
"""The verdicts, by length."""


def reordered(texts: Texts, one: Ints, other: Ints) -> Array:
    """Return for pairs the place in `SAID` of the verdict that is certain, or `ASK`."""
    found, lengths = np.full(len(one), ASK), texts.lengths
    sure = (lengths[one] == lengths[other]) & (lengths[one] >= SHORTEST)
    for nodes in (one, other):
        sure &= texts.plain[nodes] & texts.whole[nodes]
    some = np.flatnonzero(sure)
    a, b = texts.columns[:, one[some]], texts.columns[:, other[some]]
    same = (np.sort(a, axis=0) == np.sort(b, axis=0)).all(axis=0)
    # Words for a pair are as good as digits: what is reordered with them may be one name.
    same &= (a != b).any(axis=0) & ~having(a, table_of(PAIR))
    some = some[same]
    found[some] = lengths[one[some]] >= SURE_FROM
    return found
