"""The table of organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from service.model import Organization, OrganizationKind, Status
from service.storage.brands import one_of
from service.storage.database import Database, Row
from service.storage.lists import among

_COLUMNS = "id, name, kind, parent_id, level, region, area, unit_type"
_values = attrgetter(*_COLUMNS.split(", "))


def insert(
    database: Database, scope: str, organizations: Sequence[Organization], *, origin: int = 0
) -> None:
    """Store new organisations, parents before children.

    Args:
        database: an open database.
        scope: the scope they belong to.
        organizations: what to store; their texts must be storable.
        origin: the change that an import adds them with, 0 for none.
    """
    rows = []
    for one in organizations:
        key, name, kind, *rest = _values(one)
        rows.append((scope, origin, key, name, kind.value, *rest))
    database.insert_rows("organizations", ("scope", "origin", *_COLUMNS.split(", ")), rows)


def update(database: Database, one: Organization) -> None:
    """Store an organisation that exists already."""
    database.execute(
        "UPDATE organizations SET name = :name, kind = :kind, parent_id = :parent_id, level = :level,"
        " region = :region, area = :area, unit_type = :unit_type WHERE id = :id",
        **{**one._asdict(), "kind": str(one.kind)},
    )


def everything(database: Database, scope: str) -> list[Organization]:
    """Return all organisations of a scope, oldest first."""
    found = database.rows(
        f"SELECT {_COLUMNS} FROM organizations WHERE scope = :scope ORDER BY id",  # noqa: S608
        scope=scope,
    )
    return [_organization(row) for row in found]


def names(database: Database, scope: str) -> Iterator[str]:
    """Yield the names of all organisations of a scope, in no order, without holding them."""
    rows = database.stream("SELECT name FROM organizations WHERE scope = :scope", scope=scope)
    return (str(name) for (name,) in rows)


def page(
    database: Database, scope: str, *, above: str, after: str, limit: int
) -> list[Organization]:
    """Return organisations of a scope in the order of their ids.

    Args:
        database: an open database.
        scope: the scope they belong to.
        above: id of the one they stand right below; empty for all.
        after: id they come after; empty from the first on.
        limit: how many at most.
    """
    below = " AND parent_id = :above" if above else ""
    found = database.rows(
        f"SELECT {_COLUMNS} FROM organizations WHERE scope = :scope AND id > :after{below}"  # noqa: S608
        " ORDER BY id LIMIT :limit",
        scope=scope,
        after=after,
        limit=limit,
        **({"above": above} if above else {}),
    )
    return [_organization(row) for row in found]


def by_name(database: Database, scope: str, name: str) -> Organization | None:
    """Return an organisation by its name as typed."""
    row = database.one(
        f"SELECT {_COLUMNS} FROM organizations WHERE scope = :scope AND name = :name",  # noqa: S608
        scope=scope,
        name=name,
    )
    return _organization(row) if row else None


def ids_of(database: Database, scope: str, names: Sequence[str]) -> dict[str, str]:
    """Return name → id of those of some organisations, by their names as typed, that are there."""
    found: dict[str, str] = {}
    for wanted, these in among(database, "name", names):
        sql = f"SELECT name, id FROM organizations WHERE scope = :scope AND {wanted}"  # noqa: S608
        found.update((name, one) for name, one in database.rows(sql, scope=scope, **these))
    return found


def parents_of(database: Database, organization_ids: Sequence[str]) -> dict[str, str]:
    """Return id → id of the one above of those of some organisations that have one above them."""
    found: dict[str, str] = {}
    for wanted, these in among(database, "id", organization_ids):
        sql = f"SELECT id, parent_id FROM organizations WHERE parent_id IS NOT NULL AND {wanted}"  # noqa: S608
        found.update((one, above) for one, above in database.rows(sql, **these))
    return found


def none_there(database: Database, scope: str) -> bool:
    """Return whether a scope has no organisation."""
    sql = "SELECT 1 FROM organizations WHERE scope = :scope LIMIT 1"
    return database.one(sql, scope=scope) is None


def get(database: Database, organization_id: str) -> Organization | None:
    """Return an organisation by id."""
    row = database.one(
        f"SELECT {_COLUMNS} FROM organizations WHERE id = :id",  # noqa: S608
        id=organization_id,
    )
    return _organization(row) if row else None


def remove_unused(database: Database, ids: Sequence[str], *, origin: int = 0) -> None:
    """Take out those of these organisations that nothing refers to; of one origin if that is not 0."""
    added = f" AND origin = {origin:d}" if origin else ""
    database.execute_many(
        f"DELETE FROM organizations WHERE id = :id{added}"  # noqa: S608 - a number
        " AND NOT EXISTS (SELECT 1 FROM brands WHERE organization_id = :id)"
        " AND NOT EXISTS (SELECT 1 FROM organizations o WHERE o.parent_id = :id)",
        [{"id": one} for one in ids],
    )


def branch_counts(
    database: Database,
    scope: str,
    by: Sequence[str],
    *,
    covered: Sequence[Status],
    completed: Sequence[Status],
) -> list[tuple[tuple[str, ...], int, int, int]]:
    """Return groups, the branches of each, those with a brand of some states, and of some other states.

    Args:
        database: an open database.
        scope: the scope of the organisations.
        by: columns that make a group, of `region`, `area`, `unit_type` and `level`; none makes one of all.
        covered: the states that the second number counts.
        completed: those that the third counts.
    """
    places = [f"o.{one} AS {one}, " for one in by]
    group = f" GROUP BY {', '.join(by)}" if by else ""
    found = database.rows(
        f"SELECT COUNT(*), SUM(covered), SUM(completed){''.join(f', {one}' for one in by)} FROM ("  # noqa: S608
        f"SELECT {''.join(places)}{_any_of(covered)} AS covered, {_any_of(completed)} AS completed"
        " FROM organizations o LEFT JOIN brands b ON b.organization_id = o.id AND b.scope = o.scope"
        f" WHERE o.scope = :scope AND o.kind = 'branch' GROUP BY o.id) AS branches{group}",
        scope=scope,
    )
    return [
        (tuple(place), all_, int(some), int(done)) for all_, some, done, *place in found if all_
    ]


def _any_of(statuses: Sequence[Status]) -> str:
    return f"MAX(CASE WHEN b.{one_of(statuses)} THEN 1 ELSE 0 END)"


def _organization(row: Row) -> Organization:
    key, name, kind, *rest = row
    return Organization(key, name, OrganizationKind(kind), *rest)
