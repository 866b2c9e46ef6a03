"""Registered names that are alike in letters to one of which somebody is not sure: a search, no judgement.

All brands of the scope are looked through, whatever their status, as when they are listed: a clerk who has
half a name in memory wants to find it, in use or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from service.book.names import NameBook
from service.bounds import LEAST_LIKENESS, LIKENESS, MOST_LIKENESS, MOST_SIMILAR, SIMILAR
from service.errors import BadData
from service.model import NameRow
from service.naming import normalize_name


class Similar(NamedTuple):
    """A brand whose name is alike in letters.

    Attributes:
        likeness: of the match keys, the normalised Indel similarity, 0–1.
    """

    brand: NameRow
    likeness: float


@dataclass(frozen=True, slots=True)
class SimilarNames:
    """What is alike in letters to a name.

    Attributes:
        name: as it was asked.
        key: its match key.
        at_least: the least likeness that was asked for.
        items: the most alike first, as many as were asked for.
        total: how many there are.
    """

    name: str
    key: str
    at_least: float
    items: tuple[Similar, ...]
    total: int


def similar_names(
    name: str, book: NameBook, *, at_least: float = LIKENESS, limit: int = SIMILAR
) -> SimilarNames:
    """Return the brands whose names are alike in letters to a name.

    Raises:
        UnacceptableName: the name is empty or holds characters no name may hold.
        BadData: a likeness or a number that may not be asked for.
    """
    if not LEAST_LIKENESS <= at_least <= MOST_LIKENESS:
        message = f"相似度须在 {LEAST_LIKENESS}–{MOST_LIKENESS} 之间，例如 {LIKENESS}。"
        raise BadData(message, field="at_least")
    if not 1 <= limit <= MOST_SIMILAR:
        raise BadData(f"列出的个数须在 1–{MOST_SIMILAR} 之间。", field="limit")
    key = normalize_name(name).key
    found = book.searched(lambda index: index.alike(key, at_least, most=limit))
    shown = {one.id: one for one in found.names}
    rows = book.rows.all_of(list(shown))
    # One that was renamed a moment ago is left out: what is told is of the name that was found.
    items = (Similar(row, shown[row.id].likeness) for row in rows if row.name == shown[row.id].name)
    return SimilarNames(name, key, at_least, tuple(items), found.total)
