"""How many brands there are of each status, kept level by whatever writes brands.

Writers come one after another (`counters.next_change`), so no count is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter

from service.model import Brand
from service.storage.database import Database
from service.storage.lists import among


def of(database: Database, scope: str) -> dict[str, int]:
    """Return status → number of brands, those there are none of left out."""
    found = database.rows(
        "SELECT status, total FROM brand_counts WHERE scope = :scope AND total > 0 ORDER BY status",
        scope=scope,
    )
    return {str(status): int(total) for status, total in found}


def added(database: Database, brands: Sequence[Brand]) -> None:
    """Count brands that are there now."""
    _change(database, Counter(map(attrgetter("scope", "status"), brands)))


def leaving(database: Database, brand_ids: Sequence[str]) -> None:
    """Count no longer the brands with some ids as they stand; to be called before they are altered."""
    found: Counter[tuple[str, str]] = Counter()
    for wanted, these in among(database, "id", brand_ids):
        sql = f"SELECT scope, status FROM brands WHERE {wanted}"  # noqa: S608 - parameters
        found.subtract((str(scope), str(status)) for scope, status in database.rows(sql, **these))
    _change(database, found)


def _change(database: Database, by: Mapping[tuple[str, str], int]) -> None:
    for (scope, status), number in by.items():
        database.execute(
            "INSERT INTO brand_counts (scope, status, total) VALUES (:scope, :status, :number)"
            " ON CONFLICT (scope, status) DO UPDATE SET total = brand_counts.total + excluded.total",
            scope=scope,
            status=str(status),
            number=number,
        )
