"""The groups that pairs of rows tie, of millions of pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.compare import LEVELS
from nlp.index.numeric import Array, Ints, np
from service.auditing.findings import Told, rank


@dataclass(frozen=True, slots=True)
class Ties:
    """The groups of pairs.

    Attributes:
        places: the pairs of the strongest and largest groups, group by group, strongest pair first, as
            places in what was told.
        sizes: how many of them each group has.
        number: how many groups there are.
        members: how many rows are in a group.
    """

    places: Ints
    sizes: list[int]
    number: int
    members: int


def tied(told: Told, most: int, most_pairs: int) -> Ties:
    """Return the groups that pairs tie: those of the strongest level first, of these the largest.

    Args:
        told: the pairs.
        most: most groups.
        most_pairs: most pairs of a group.
    """
    rows = told.rows()
    one, other = (np.searchsorted(rows, some) for some in (told.one, told.other))
    root = _roots(len(rows), one, other)
    levels = np.array([LEVELS.index(verdict.level) for verdict in told.said])[told.codes]
    scores = np.array([verdict.score for verdict in told.said])[told.codes]
    strongest = np.full(len(rows), len(LEVELS))
    np.minimum.at(strongest, root[one], levels)
    heads = np.unique(root)
    sizes = np.bincount(root, minlength=len(rows))
    ranked = heads[np.lexsort((heads, -sizes[heads], strongest[heads]))]
    place = np.full(len(rows), len(ranked))
    place[ranked] = np.arange(len(ranked))
    group = place[root[one]]
    order = np.lexsort((-scores, levels, group))
    order = order[group[order] < most]
    order = order[rank(group[order]) < most_pairs]
    return Ties(order, np.bincount(group[order]).tolist(), len(ranked), len(rows))


def _roots(size: int, one: Array, other: Array) -> Ints:
    """Return for each of some things the first of those that pairs tie it to, itself included."""
    root = np.arange(size)
    while len(one):
        a, b = root[one], root[other]
        apart = a != b
        one, other = one[apart], other[apart]
        np.minimum.at(root, np.maximum(a, b)[apart], np.minimum(a, b)[apart])
        while not np.array_equal(above := root[root], root):
            root = above
    return root
