"""Taking over the tree of organisations from a list: all rows or none, the same list twice is once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from service.errors import BadData
from service.model import Organization, OrganizationKind
from service.registry.organizations import kind_of
from service.storage import Registry, audit_log
from service.storage import organizations as table
from service.storage.counters import next_change
from service.storage.identifiers import new_ids
from service.texts import row_told

_GIVEN = ("level", "region", "area", "unit_type")


class OrganizationDraft(NamedTuple):
    """An organisation as a list gives it; empty means “not said”, `parent` is a name, `row` is 1-based."""

    name: str
    parent: str = ""
    kind: OrganizationKind | None = None
    level: str = ""
    region: str = ""
    area: str = ""
    unit_type: str = ""
    row: int = 0


class OrganizationProblem(NamedTuple):
    """Why a row cannot be taken, in Chinese."""

    row: int
    message: str


class OrganizationResult(NamedTuple):
    """How many organisations are new, altered, as before; any problem keeps all of them out."""

    added: int
    updated: int
    unchanged: int
    problems: tuple[OrganizationProblem, ...] = ()


def import_organizations(
    registry: Registry,
    drafts: Sequence[OrganizationDraft],
    *,
    who: str,
    now: datetime,
    dry_run: bool = False,
    row_told: Callable[[int], str] = row_told,
) -> OrganizationResult:
    """Add or alter organisations by name; what a row does not say stays; linear in rows and tree.

    A parent may stand in the registry or anywhere in the list.

    Args:
        registry: an open registry.
        drafts: in the order of the list.
        who: for the log.
        now: the moment.
        dry_run: whether nothing is written.
        row_told: how sentences name a row by its number.
    """
    database = registry.database
    if dry_run:
        with database.reading():
            return _planned(registry, drafts, now=now, version=0, row_told=row_told)[0]
    with database.writing():
        version = next_change(database)
        result, added, updated = _planned(
            registry, drafts, now=now, version=version, row_told=row_told
        )
        if result.problems or not (added or updated):
            return result
        table.insert(database, registry.scope, list(_parents_first(added)))
        for one in updated:
            table.update(database, one)
        audit_log.append(
            database,
            who=who,
            action="organization-import",
            subject="",
            now=now,
            added=result.added,
            updated=result.updated,
        )
    return result


def _planned(
    registry: Registry,
    drafts: Sequence[OrganizationDraft],
    *,
    now: datetime,
    version: int,
    row_told: Callable[[int], str],
) -> tuple[OrganizationResult, list[Organization], list[Organization]]:
    """Return the outcome, the new organisations and the altered ones."""
    before = {one.name: one for one in table.everything(registry.database, registry.scope)}
    after = dict(before)
    problems = list(_twice(drafts, row_told))
    ids = new_ids(now, len(drafts), version=version)
    for draft, key in zip(drafts, ids, strict=True):
        kind = draft.kind or kind_of(draft.name)
        after.setdefault(draft.name, Organization(key, draft.name, kind))
    for draft in drafts:
        if draft.parent and draft.parent not in after:
            message = f"上级党组织“{draft.parent}”不在册，也不在本表中，请检查名称。"
            problems.append(OrganizationProblem(draft.row, message))
        else:
            after[draft.name] = _merged(after, draft)
    problems += _circles(after, drafts)
    added = [one for name, one in after.items() if name not in before]
    updated = [one for name, one in after.items() if name in before and one != before[name]]
    count = 0 if problems else len({draft.name for draft in drafts}) - len(added) - len(updated)
    found = tuple(sorted(problems, key=lambda one: one.row))
    return OrganizationResult(len(added), len(updated), count, found), added, updated


def _merged(known: dict[str, Organization], draft: OrganizationDraft) -> Organization:
    given = {field: getattr(draft, field) for field in _GIVEN if getattr(draft, field)}
    one = known[draft.name]._replace(**given)
    if draft.kind:
        one = one._replace(kind=draft.kind)
    return one._replace(parent_id=known[draft.parent].id) if draft.parent else one


def _twice(
    drafts: Iterable[OrganizationDraft], row_told: Callable[[int], str]
) -> Iterable[OrganizationProblem]:
    rows: dict[str, int] = {}
    for draft in drafts:
        if draft.name in rows:
            where = row_told(rows[draft.name])
            message = f"党组织“{draft.name}”与{where}重复，请保留一行。"
            yield OrganizationProblem(draft.row, message)
        rows.setdefault(draft.name, draft.row)


def _circles(
    known: dict[str, Organization], drafts: Iterable[OrganizationDraft]
) -> Iterable[OrganizationProblem]:
    """Yield the rows whose organisation would stand below itself; each organisation is walked once."""
    above = {one.id: one.parent_id for one in known.values()}
    sound: set[str] = set()
    for draft in drafts:
        path: dict[str, None] = {}
        step: str | None = known[draft.name].id
        while step is not None and step not in sound and step not in path:
            path[step] = None
            step = above.get(step)
        if step is not None and step in path:
            yield OrganizationProblem(
                draft.row, f"“{draft.name}”隶属于自己或自己的下级，请检查上级党组织。"
            )
        else:
            sound.update(path)


def _parents_first(added: Sequence[Organization]) -> Iterable[Organization]:
    """Yield organisations so that each stands after its parent."""
    fresh = {one.id: one for one in added}
    told: set[str] = set()
    for one in added:
        path = []
        step: Organization | None = one
        while step is not None and step.id not in told:
            path.append(step)
            told.add(step.id)
            step = fresh.get(step.parent_id or "")
        yield from reversed(path)


def kind_named(text: str) -> OrganizationKind | None:
    """Return the kind that a word says, None for no word.

    Raises:
        BadData: the word is none of the kinds.
    """
    if not text:
        return None
    known = {label: kind for kind, label in KIND_NAMES.items()} | {str(k): k for k in KIND_NAMES}
    if text not in known:
        listed = "、".join(KIND_NAMES.values())
        raise BadData(f"不认识的组织类别“{text}”，可填：{listed}。", field="kind")
    return known[text]


KIND_NAMES = {
    OrganizationKind.COMMITTEE: "党委",
    OrganizationKind.GENERAL_BRANCH: "党总支",
    OrganizationKind.BRANCH: "党支部",
    OrganizationKind.MUNICIPAL_COMMITTEE: "机关工委",
    OrganizationKind.UNIT: "单位",
}
"""What the kinds are called."""
