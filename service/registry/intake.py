"""Writing an import: a portion of rows at a time, parents at the end, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from service.clock import day_of
from service.collecting import no_collection
from service.errors import Conflict
from service.model import Brand, BrandDraft, FormerName, Organization
from service.registry.beside import Beside
from service.registry.novelty import Novelty
from service.registry.organizations import kind_of
from service.registry.planning import Change, Planner
from service.results import Import, ImportResult
from service.storage import Registry, brand_counts, claims, decisions, history, organizations
from service.storage import brands as table
from service.storage import imports as imports_table
from service.storage.filling import StoodBack, is_empty, stand_again, stand_back
from service.storage.identifiers import new_ids
from service.texts import row_told

# Rows that are looked up and written together: some megabytes.
PORTION = 10_000


@dataclass(slots=True)
class Intake:
    """An import under way.

    Attributes:
        registry: open, within a writing transaction.
        one: the import as it is listed; its counts are those of the end.
        now: the moment.
        version: the change it is.
        beside: what follows the import.
        row_told: how sentences name a row by its number.
    """

    registry: Registry
    one: Import
    now: datetime
    version: int
    beside: Beside = field(default_factory=Beside)
    row_told: Callable[[int], str] = row_told
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    _planner: Planner = field(init=False)
    _children: list[Change] = field(default_factory=list)
    _units: int = 0
    _no_bodies: bool = False
    _bodies: Novelty = field(default_factory=Novelty)
    _begun: bool = False
    _stood_back: StoodBack | None = None

    def __post_init__(self) -> None:
        database, scope = self.registry.database, self.registry.scope
        empty = not brand_counts.of(database, scope) and not claims.any_claim(database, scope)
        self._planner = Planner(
            self.registry, self.now, self.version, from_nothing=empty, row_told=self.row_told
        )
        self._no_bodies = organizations.none_there(database, scope)

    def take(self, rows: Iterable[BrandDraft], *, skip: bool) -> ImportResult:
        """Write all rows that can be taken; returns the counts and the rows that cannot.

        Args:
            rows: read once, a portion at a time.
            skip: whether the rows that can be taken are to stay even if others cannot.
        """
        claims.sweep(self.registry.database, today=day_of(self.now))
        imports_table.insert(
            self.registry.database, self.registry.scope, self.one, version=self.version
        )
        left = iter(rows)
        while self._take_portion(left):
            pass
        self.beside.all_added()
        self._stand_again()
        self._settle_parents(skip=skip)
        conflicts = sorted(self._planner.conflicts, key=lambda conflict: conflict.row)
        return ImportResult(
            self.one.id, self.added, self.updated, self.unchanged, conflicts=tuple(conflicts)
        )

    def _take_portion(self, rows: Iterator[BrandDraft]) -> bool:
        """Write the next rows; false when there are none."""
        with no_collection():
            portion = list(islice(rows, PORTION))
            if len(portion) == PORTION:
                self._stand_back()
            changes = self._planner.planned(portion)
            self._children += [change for change in changes if _has_parent(change)]
            new = [change for change in changes if change.before is None]
            brands = [change.after for change in new]
            self._add(brands)
            self.beside.added([change.row.row for change in new], brands)
            self._alter([c for c in changes if c.before and not _has_parent(c)])
        return bool(portion)

    def _stand_back(self) -> None:
        """Let indexes stand back if this is the first of many rows of an empty registry."""
        if self._planner.from_nothing and not self._begun and is_empty(self.registry.database):
            self._stood_back = stand_back(self.registry.database)
            self._planner.filling = True
        self._begun = True

    def _stand_again(self) -> None:
        if self._stood_back:
            stand_again(self.registry.database, self._stood_back)
            self._planner.filling = False

    def _add(self, brands: Sequence[Brand]) -> None:
        if not brands:
            return
        database, places = self.registry.database, self._places(brands)
        table.insert(database, brands, origin=self.version, places=places)
        claims.take_free(database, brands, today=day_of(self.now))
        self.added += len(brands)

    def _places(self, brands: Sequence[Brand]) -> dict[str, str]:
        """Return unit → organisation id for the units of new brands, made now where there is none."""
        units = list(dict.fromkeys(brand.unit for brand in brands if brand.unit))
        database, scope = self.registry.database, self.registry.scope
        asked = [u for u in units if not self._bodies.is_new(u)] if self._no_bodies else units
        known = organizations.ids_of(database, scope, asked)
        fresh = [unit for unit in units if unit not in known]
        made = new_ids(self.now, len(fresh), version=self.version + self._units)
        self._units += len(fresh)
        bodies = [Organization(i, n, kind_of(n)) for i, n in zip(made, fresh, strict=True)]
        organizations.insert(database, scope, bodies, origin=self.version)
        return known | dict(zip(fresh, made, strict=True))

    def _alter(self, changes: Sequence[Change]) -> None:
        pairs = [(c.before, c.after) for c in changes if c.before is not None]
        altered = [(before, after) for before, after in pairs if before != after]
        self.unchanged += len(pairs) - len(altered)
        if not altered:
            return
        self.updated += len(altered)
        database, today = self.registry.database, day_of(self.now)
        table.alter(database, altered)
        moved = [
            new
            for old, new in altered
            if claims.claims_of([old], today=today) != claims.claims_of([new], today=today)
        ]
        if not claims.claim(database, moved, today=today):
            raise Conflict("导入的名称与台账冲突，未导入任何一行，请重新预览。", id=self.one.id)
        imports_table.add_rows(database, self.one.id, earlier=[old for old, _ in altered])
        for old, new in altered:
            if old.name != new.name:
                self._note_rename(old)

    def _note_rename(self, old: Brand) -> None:
        one, why = self.one, f"导入 {self.one.file_name}"
        former = FormerName(old.id, old.name, old.unit, one.at, one.who, why)
        history.insert(self.registry.database, former, version=self.version)
        decisions.reopen(self.registry.database, old.id, at=one.at)

    def _settle_parents(self, *, skip: bool) -> None:
        """Tie brands to their parents, which may stand in the same file, below their children too."""
        children = self._children
        while True:
            parents = self._planner.parents(children)
            lost = [c for c, parent in zip(children, parents, strict=True) if parent is None]
            bound = [(c, p) for c, p in zip(children, parents, strict=True) if p is not None]
            children = [child for child, _ in bound]
            gone = [child.after.id for child in lost if child.before is None]
            if not (skip and gone):
                break
            self._leave_out(gone)  # and look again: what is left out is nobody's parent
        new = [(c.after.id, parent) for c, parent in bound if c.before is None]
        table.set_parents(self.registry.database, new)
        moment = self.now.isoformat()
        self._alter([_under(c, parent, moment, self.version) for c, parent in bound if c.before])

    def _leave_out(self, brand_ids: Sequence[str]) -> None:
        self.beside.give_up()
        database, scope = self.registry.database, self.registry.scope
        brands = table.of_ids(database, scope, brand_ids)
        table.forget(database, brand_ids)
        units = sorted({b.organization_id for b in brands if b.organization_id})
        organizations.remove_unused(database, units, origin=self.version)
        self.added -= len(brands)


def _has_parent(change: Change) -> bool:
    parent = change.row.parent
    return bool(parent and parent.strip())


def _under(change: Change, parent: str, moment: str, version: int) -> Change:
    if change.before is None or change.before.parent_id == parent:
        return change
    after = change.after._replace(parent_id=parent, updated_at=moment, version=version)
    return change._replace(after=after)
