"""The organisation tree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from service.errors import BadData, Conflict, NotFound
from service.model import Organization, OrganizationKind
from service.registry import cursors
from service.storage import Registry, audit_log
from service.storage import organizations as table
from service.storage.counters import next_change
from service.storage.identifiers import new_id

# The ending of a name says what the organisation is; longer endings first.
_ENDINGS = (
    ("机关工委", OrganizationKind.MUNICIPAL_COMMITTEE),
    ("党总支", OrganizationKind.GENERAL_BRANCH),
    ("总支部", OrganizationKind.GENERAL_BRANCH),
    ("总支部委员会", OrganizationKind.GENERAL_BRANCH),
    ("支部", OrganizationKind.BRANCH),
    ("支部委员会", OrganizationKind.BRANCH),
    ("党委", OrganizationKind.COMMITTEE),
    ("委员会", OrganizationKind.COMMITTEE),
)


def kind_of(name: str) -> OrganizationKind:
    """Return what an organisation is by the ending of its name, `unit` if that does not say."""
    for end, kind in _ENDINGS:
        if name.endswith(end):
            return kind
    return OrganizationKind.UNIT


def add_organization(
    registry: Registry,
    name: str,
    *,
    who: str,
    now: datetime,
    kind: str = "",
    parent_id: str | None = None,
    level: str = "",
    region: str = "",
    area: str = "",
    unit_type: str = "",
) -> Organization:
    """Add an organisation below its parent and return it; the kind is told by the name if not given.

    Raises:
        BadData: no name, or an unknown kind.
        NotFound: no such parent.
        Conflict: the name is taken.
    """
    name = name.strip()
    if not name:
        raise BadData("请填写党组织名称。", field="name")
    if kind and kind not in [str(one) for one in OrganizationKind]:
        raise BadData(f"不认识的组织类别“{kind}”。", field="kind")
    chosen = OrganizationKind(kind) if kind else kind_of(name)
    with registry.database.writing():
        version = next_change(registry.database)
        one = Organization(
            new_id(now, version=version), name, chosen, parent_id, level, region, area, unit_type
        )
        _require_parent(registry, parent_id)
        if table.by_name(registry.database, registry.scope, name):
            raise Conflict(f"党组织“{name}”已在册。", name=name)
        table.insert(registry.database, registry.scope, [one])
        audit_log.append(
            registry.database,
            who=who,
            action="organization-add",
            subject=one.id,
            now=now,
            name=name,
            parent=parent_id,
        )
    return one


def change_organization(
    registry: Registry, organization_id: str, changes: dict[str, str], *, who: str, now: datetime
) -> Organization:
    """Change fields of an organisation (name, kind, parent_id, level, region, area, unit_type).

    Raises:
        NotFound: no such organisation or parent.
        Conflict: the name is taken, or the organisation would stand below itself.
    """
    database = registry.database
    with database.writing():
        next_change(database)
        before = get_organization(registry, organization_id)
        unknown = set(changes) - set(before._fields) | (set(changes) & {"id"})
        if unknown:
            raise BadData(f"党组织没有“{min(unknown)}”一项。", field=min(unknown))
        after = before._replace(**_typed(changes))
        _require_parent(registry, after.parent_id)
        _require_no_circle(registry, after)
        other = table.by_name(database, registry.scope, after.name)
        if other and other.id != after.id:
            raise Conflict(f"党组织“{after.name}”已在册。", name=after.name)
        table.update(database, after)
        audit_log.append(
            database,
            who=who,
            action="organization-change",
            subject=after.id,
            now=now,
            changes=dict(changes),
        )
    return after


def get_organization(registry: Registry, organization_id: str) -> Organization:
    """Return an organisation by id; NotFound if there is none."""
    found = table.get(registry.database, organization_id)
    if found is None:
        raise NotFound("没有这个党组织，请检查编号。", id=organization_id)
    return found


def find_organization(registry: Registry, text: str) -> Organization:
    """Return an organisation by its name as typed, or by id; NotFound if there is none."""
    found = table.by_name(registry.database, registry.scope, text.strip())
    found = found or table.get(registry.database, text.strip())
    if found is None:
        raise NotFound(f"没有叫“{text}”的党组织，请检查名称，或查看党组织的上下级。", name=text)
    return found


def list_organizations(registry: Registry) -> list[Organization]:
    """Return all organisations, oldest first."""
    return table.everything(registry.database, registry.scope)


def unit_names(registry: Registry) -> Iterator[str]:
    """Yield the names of all organisations, of which each unit that holds a brand is one; none is held."""
    return table.names(registry.database, registry.scope)


def page_of_organizations(
    registry: Registry, *, above: str = "", limit: int = 50, cursor: str | None = None
) -> tuple[list[Organization], str | None]:
    """Return a page of organisations in the order of their ids, and the cursor of the next one if any.

    Args:
        registry: an open registry.
        above: id of the one they stand right below; empty for all.
        limit: how many at most.
        cursor: of the page before.

    Raises:
        BadData: a cursor that is not one of ours.
    """
    database, after = registry.database, cursors.after(cursor)
    found = table.page(database, registry.scope, above=above, after=after, limit=limit + 1)
    shown = found[:limit]
    return shown, cursors.mark(shown[-1].id) if len(found) > limit else None


def organization_tree(registry: Registry) -> list[tuple[int, Organization]]:
    """Return (depth, organisation), each parent right before what stands below it."""
    below: dict[str | None, list[Organization]] = {}
    for one in list_organizations(registry):
        below.setdefault(one.parent_id, []).append(one)
    tree: list[tuple[int, Organization]] = []
    waiting = [(0, one) for one in reversed(below.get(None, []))]
    while waiting:
        depth, one = waiting.pop()
        tree.append((depth, one))
        waiting += [(depth + 1, child) for child in reversed(below.get(one.id, []))]
    return tree


def place_unit(registry: Registry, unit: str, *, now: datetime, version: int) -> str | None:
    """Return the id of the organisation named `unit`, made now if there is none; None for no unit.

    To be called inside a writing transaction.
    """
    if not unit:
        return None
    found = table.by_name(registry.database, registry.scope, unit)
    if found:
        return found.id
    one = Organization(new_id(now, version=version), unit, kind_of(unit))
    table.insert(registry.database, registry.scope, [one])
    return one.id


def _typed(changes: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(changes)
    if "kind" in changes:
        if changes["kind"] not in [str(one) for one in OrganizationKind]:
            raise BadData(f"不认识的组织类别“{changes['kind']}”。", field="kind")
        typed["kind"] = OrganizationKind(changes["kind"])
    if "parent_id" in changes:
        typed["parent_id"] = changes["parent_id"] or None
    return typed


def _require_parent(registry: Registry, parent_id: str | None) -> None:
    if parent_id is not None:
        get_organization(registry, parent_id)


def _require_no_circle(registry: Registry, one: Organization) -> None:
    step = one.parent_id
    while step is not None:
        if step == one.id:
            raise Conflict("党组织不能隶属于自己或自己的下级。", id=one.id)
        step = table.parents_of(registry.database, [step]).get(step)
