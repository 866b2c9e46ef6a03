"""What importing rows does: which are new, which alter a brand, which collide.

A row is the brand with the same key and unit. Empty cells leave what is stored as it is. Rows come a
portion at a time, so that millions of them need no more memory than some thousands; what earlier portions
did stands in the registry already, in the same transaction.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from nlp.quoting import quoted_name
from service.clock import day_of
from service.errors import BadData
from service.model import Brand, BrandDraft
from service.registry.claiming import held_message, holder_facts
from service.registry.drafting import SHARED, brand_of, checked, key_of
from service.registry.novelty import Novelty
from service.registry.stock import Stock
from service.results import RowConflict
from service.storage import Registry, claims
from service.storage import brands as table
from service.storage.identifiers import counter_of, new_ids
from service.texts import row_told

_COUNTERS = 1 << 32


class Change(NamedTuple):
    """A brand before and after a row; `before` is None for a new one."""

    row: BrandDraft
    before: Brand | None
    after: Brand


@dataclass(slots=True)
class Planner:
    """Decides row by row.

    Attributes:
        registry: open, within a writing transaction; names whose day is over are swept.
        now: the moment of the import.
        version: the change it is.
        from_nothing: whether the registry held no brand before.
        filling: whether most indexes stand back (`service.storage.filling`).
        row_told: how sentences name a row by its number.
        conflicts: the rows that cannot be taken, in the order they were found.
    """

    registry: Registry
    now: datetime
    version: int
    from_nothing: bool = False
    filling: bool = False
    row_told: Callable[[int], str] = row_told
    conflicts: list[RowConflict] = field(default_factory=list)
    _moment: str = field(init=False)
    _today: str = field(init=False)
    _novelty: Novelty = field(default_factory=Novelty)
    # Rows by the place that the counter in the id of a new brand tells; rows of brands there were before.
    _numbers: array[int] = field(default_factory=lambda: array("I"))
    _met: dict[str, int] = field(default_factory=dict)
    # Names that brands give up or will take, which the registry does not tell.
    _pledged: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._moment, self._today = self.now.isoformat(), day_of(self.now).isoformat()

    def planned(self, rows: Sequence[BrandDraft]) -> list[Change]:
        """Return what the rows of a portion change; the same brand where a row alters nothing."""
        ids = new_ids(self.now, len(rows), version=self.version + len(self._numbers))
        self._numbers.extend([row.row for row in rows])
        keyed, today = [], day_of(self.now)
        for brand_id, row in zip(ids, rows, strict=True):
            try:
                clean = checked(row, today=today)
                keyed.append((brand_id, row, clean, key_of(clean.name)))
            except BadData as error:
                self._refuse(row, error.message)
        stock = self._stock(self._known({key: None for *_, key in keyed}))
        stock.expect([(key, clean) for _, _, clean, key in keyed])
        changes = []
        for brand_id, row, clean, key in keyed:
            if change := self._placed(brand_id, row, clean, key, stock):
                changes.append(change)
        return changes

    def _known(self, keys: Iterable[str]) -> list[str]:
        """Return the keys that the registry may hold: in an empty one those that came before."""
        if not self.from_nothing:
            return list(keys)
        return [key for key in keys if not self._novelty.is_new(key)]

    def parents(self, children: Sequence[Change]) -> list[str | None]:
        """Return the ids of the parents that rows name; None, and a conflict, where there is none."""
        texts = [child.row.parent.strip() for child in children]
        database, scope = self.registry.database, self.registry.scope
        known = {one.id for one in table.of_ids(database, scope, list(set(texts)))}
        keys = {text: _key(text) for text in set(texts) - known}
        named = self._by_key(sorted({key for key in keys.values() if key}))
        found: list[str | None] = []
        for child, text in zip(children, texts, strict=True):
            parent = text if text in known else named.get(keys[text])
            if parent is None or parent == child.after.id:
                self._refuse(
                    child.row, f"上级品牌“{child.row.parent}”不在台账和本文件中，请检查名称。"
                )
                parent = None
            found.append(parent)
        return found

    def _by_key(self, keys: Sequence[str]) -> dict[str, str]:
        """Return key → id of the brand that has a name."""
        database, scope = self.registry.database, self.registry.scope
        several: dict[str, list[str]] = {}
        for brand in table.of_keys(database, scope, keys):
            several.setdefault(brand.key, []).append(brand.id)
        # One that holds no name any more, or not yet, is still the parent if it is the only one.
        only = {key: ids[0] for key, ids in several.items() if len(ids) == 1}
        return only | self._holders(keys)

    def _stock(self, keys: Sequence[str]) -> Stock:
        database, scope = self.registry.database, self.registry.scope
        known = (claims.of_keys_filling if self.filling else table.of_keys)(database, scope, keys)
        holders = self._holders(keys)
        missing = sorted({*holders.values()} - {one.id for one in known})
        more = table.of_ids(database, scope, missing)
        return Stock(known, more, holders, today=self._today, taken=self._is_taken)

    def _holders(self, keys: Sequence[str]) -> dict[str, str]:
        held = claims.holders_of(self.registry.database, self.registry.scope, keys)
        if self._pledged:
            held |= {key: self._pledged[key] for key in keys if key in self._pledged}
        return held

    def _placed(
        self, brand_id: str, row: BrandDraft, clean: BrandDraft, key: str, stock: Stock
    ) -> Change | None:
        before = stock.of(key, clean)
        if before and (earlier := self._row_of(before)) is not None:
            self._refuse_twice(row, earlier)
            return None
        scope = self.registry.scope
        after = (
            _merged(before, row, clean)
            if before
            else brand_of(
                clean,
                brand_id=brand_id,
                scope=scope,
                key=key,
                moment=self._moment,
                version=self.version,
            )
        )
        if not self._takes_name(row, after, stock):
            return None
        stock.put(after)
        if before:
            self._met[after.id] = row.row
            self._note_pledges(before, after, later=bool(row.parent.strip()))
            if after != before:
                after = after._replace(updated_at=self._moment, version=self.version)
        return Change(row, before, after)

    def _takes_name(self, row: BrandDraft, brand: Brand, stock: Stock) -> bool:
        """Return whether a row gets its name; note the collision if not."""
        if not claims.holds_name(brand, today=self._today):
            return True
        holder = stock.holders.setdefault(brand.key, brand.id)
        if holder == brand.id:
            return True
        other = stock.brands[holder]
        earlier = self._row_of(other)
        if earlier is not None and other.key == brand.key:
            self._refuse_twice(row, earlier)
        else:
            self._refuse(row, held_message(row.name, other), holder=holder_facts(other))
        return False

    def _note_pledges(self, before: Brand, after: Brand, *, later: bool) -> None:
        """Keep a name from the rows to come that a row lets go, or whose brand is written at the end."""
        held = claims.claims_of([before, after], today=day_of(self.now))
        if len(held) == 1 or (held and later):
            self._pledged[after.key] = after.id

    def _is_taken(self, brand: Brand) -> bool:
        return self._row_of(brand) is not None

    def _row_of(self, brand: Brand) -> int | None:
        """Return the row of this import that is a brand, None for one that no row has been."""
        if brand.id in self._met:
            return self._met[brand.id]
        if brand.version != self.version:
            return None
        return self._numbers[(counter_of(brand.id) - self.version) % _COUNTERS]

    def _refuse_twice(self, row: BrandDraft, earlier: int) -> None:
        where = f"本文件{self.row_told(earlier)}" if earlier else "本次的前一条"
        self._refuse(row, f"{quoted_name(row.name)}与{where}的名称重复，请保留一条。", earlier)

    def _refuse(
        self,
        row: BrandDraft,
        message: str,
        earlier: int = 0,
        holder: dict[str, str] | None = None,
    ) -> None:
        self.conflicts.append(
            RowConflict(row.row, row.name, row.unit, message, earlier, holder or {})
        )


def _key(text: str) -> str:
    """Return the key of what may be a name, empty for what cannot be one."""
    try:
        return key_of(text)
    except BadData:
        return ""


def _merged(before: Brand, row: BrandDraft, clean: BrandDraft) -> Brand:
    """Return the brand with the cells of a row that are not empty."""
    given = {
        name: getattr(clean, name)
        for name in ("name", *SHARED)
        if getattr(row, name) is not None and getattr(clean, name) != ""
    }
    if row.status is None:
        given.pop("retired_until", None)
    return before._replace(**given)
