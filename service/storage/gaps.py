"""Which brands lack which of the six elements (S4-12), counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.model import ELEMENTS, Brand, Status
from service.storage.brands import COLUMNS, from_row, one_of
from service.storage.database import Database

_ALL = ", ".join(COLUMNS)
_LACKING = "(" + " OR ".join(f"{column} = ''" for column in ELEMENTS) + ")"
_SUMS = ", ".join(f"SUM(CASE WHEN {column} = '' THEN 1 ELSE 0 END)" for column in ELEMENTS)


class Gaps(NamedTuple):
    """Brands that lack some of the six elements (S4-12).

    Attributes:
        brands: how many there are.
        missing: how many lack an element, by its Chinese name.
        listed: the first of them.
    """

    brands: int
    missing: dict[str, int]
    listed: tuple[Brand, ...]


def gaps(database: Database, scope: str, statuses: Sequence[Status], *, limit: int) -> Gaps:
    """Return how many brands of some states lack which elements, and the first `limit` of them."""
    where = f"WHERE scope = :scope AND {one_of(statuses)} AND {_LACKING}"
    counted = f"SELECT COUNT(*), {_SUMS} FROM brands {where}"  # noqa: S608 - constants
    listed = f"SELECT {_ALL} FROM brands {where} ORDER BY id LIMIT :limit"  # noqa: S608 - constants
    brands, *counts = (int(number or 0) for number in database.rows(counted, scope=scope)[0])
    missing = {label: n for label, n in zip(ELEMENTS.values(), counts, strict=True) if n}
    rows = database.rows(listed, scope=scope, limit=limit)
    return Gaps(brands, missing, tuple(map(from_row, rows)))
