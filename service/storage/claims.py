"""Names that brands hold: who has which in a scope, for good or for a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from service.model import Brand, Status
from service.storage import brands as table
from service.storage.database import Database, Row
from service.storage.lists import among

UNSURE = (Status.DRAFTED, Status.RESERVED, Status.RETIRED)
"""Of these statuses a brand holds no name, or one until a day; of another it holds its name for good."""
UNNAMED = table.one_of(UNSURE)
"""The condition that a brand may hold no name: few do; the others are found by the names they hold."""
_ALL = ", ".join(table.COLUMNS)


class Claim(NamedTuple):
    """A name held in a scope, for good or until the end of a day."""

    scope: str
    key: str
    brand_id: str
    until: str


def claims_of(brands: Sequence[Brand], *, today: date) -> list[Claim]:
    """Return what brands hold: a draft nothing, a reserved or retired one until its day is over."""
    this_day = today.isoformat()
    return [
        Claim(brand.scope, brand.key, brand.id, until)
        for brand in brands
        if (until := _held_until(brand, this_day)) is not None
    ]


def holds_name(brand: Brand, *, today: str) -> bool:
    """Return whether a brand holds its name on a day, as ISO text."""
    return _held_until(brand, today) is not None


def _held_until(brand: Brand, today: str) -> str | None:
    """Return the last day on which a brand holds its name, empty for no end, None for not today."""
    status = brand.status
    if status is Status.REGISTERED:
        return ""
    if status is Status.DRAFTED:
        return None
    until = ""
    if status is Status.RESERVED:
        until = brand.reserved_until
    elif status is Status.RETIRED:
        until = brand.retired_until
    return None if "" < until < today else until


def claim(database: Database, brands: Sequence[Brand], *, today: date) -> bool:
    """Take the names that brands hold instead of what they held; false if one is another's.

    What former names of theirs still hold for a time stays.
    """
    release(database, brands)
    wanted = claims_of(brands, today=today)
    return take(database, wanted, today=today) == len(wanted)


def release(database: Database, brands: Sequence[Brand]) -> None:
    """Let go what brands hold, but not what former names of theirs still hold for a time."""
    database.execute_many(
        "DELETE FROM name_claims WHERE brand_id = :brand_id AND (until = '' OR key = :key)",
        [{"brand_id": b.id, "key": b.key} for b in brands],
    )


def sweep(database: Database, *, today: date) -> None:
    """Let go the names whose day is over."""
    database.execute(
        "DELETE FROM name_claims WHERE until <> '' AND until < :today", today=today.isoformat()
    )


def take_free(database: Database, brands: Sequence[Brand], *, today: date) -> None:
    """Take the names of new brands that nobody holds, as was looked up in this transaction."""
    # Plain tuples are sorted sooner than named ones.
    rows = map(tuple, claims_of(brands, today=today))
    # In the order of the primary key: a server takes ten thousand of them in with two fifths less work.
    database.insert_rows("name_claims", Claim._fields, sorted(rows))


def take(database: Database, claims: Sequence[Claim], *, today: date) -> int:
    """Take names, after those whose day is over are swept; returns how many were still to be had.

    The primary key decides, not a look before.
    """
    sweep(database, today=today)
    return database.execute_many(
        "INSERT INTO name_claims (scope, key, brand_id, until) VALUES (:scope, :key, :brand_id, :until)"
        " ON CONFLICT DO NOTHING",
        [claim._asdict() for claim in claims],
    )


def holder(database: Database, scope: str, key: str, *, today: date) -> Brand | None:
    """Return the brand that holds a name today."""
    columns = ", ".join(f"b.{column}" for column in table.COLUMNS)
    row = database.one(
        f"SELECT {columns} FROM name_claims c JOIN brands b ON b.id = c.brand_id"  # noqa: S608
        " WHERE c.scope = :scope AND c.key = :key AND (c.until = '' OR c.until >= :today)",
        scope=scope,
        key=key,
        today=today.isoformat(),
    )
    return table.from_row(row) if row else None


def holders(database: Database, scope: str, *, today: date) -> dict[str, str]:
    """Return key → brand id for all names held today."""
    found = database.rows(
        "SELECT key, brand_id FROM name_claims"
        " WHERE scope = :scope AND (until = '' OR until >= :today)",
        scope=scope,
        today=today.isoformat(),
    )
    return {str(key): str(brand_id) for key, brand_id in found}


def any_claim(database: Database, scope: str) -> bool:
    """Return whether a name of a scope is held."""
    sql = "SELECT 1 FROM name_claims WHERE scope = :scope LIMIT 1"
    return database.one(sql, scope=scope) is not None


def holders_of(database: Database, scope: str, keys: Sequence[str]) -> dict[str, str]:
    """Return key → brand id for those of some names that are held, swept before."""
    found: dict[str, str] = {}
    for wanted, these in among(database, "key", keys):
        sql = f"SELECT key, brand_id FROM name_claims WHERE scope = :scope AND {wanted}"  # noqa: S608
        found.update((key, one) for key, one in database.rows(sql, scope=scope, **these))
    return found


def of_keys_filling(database: Database, scope: str, keys: Sequence[str]) -> list[Brand]:
    """Return what `of_keys` does while a registry is filled: by the names held, not by the index of keys."""
    held = table.of_ids(database, scope, list(holders_of(database, scope, keys).values()))
    others: list[Row] = []
    for wanted, these in among(database, "key", keys):
        others += database.rows(
            f"SELECT {_ALL} FROM brands WHERE scope = :scope AND {UNNAMED} AND {wanted}",  # noqa: S608
            scope=scope,
            **these,
        )
    found = {one.id: one for one in (*held, *map(table.from_row, others))}
    return sorted(found.values(), key=attrgetter("id"))
