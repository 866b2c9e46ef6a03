"""What a check needs to know of a registry beside the names, read when it is asked for, not before.

A check asks for the holders of a few names and the bodies of one family; reading all of them would cost
it more than the search. Of a crowd of thousands it asks for the few it shows, and of the others only how
many still hold their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from service import registry as use
from service.model import NameRow
from service.storage import Registry, brand_counts, brands, claims, holding, organizations

# Rows kept at most between changes; they are read again when needed.
_MOST_KEPT = 100_000
# Rows up to which reading them all is quicker than to ask what need not be read.
FEW = 100
# Reading the id of a brand takes so much less than its row.
_CHEAPER = 15


class NameRows(Mapping[str, NameRow]):
    """Who holds a name, by brand id."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._kept: dict[str, NameRow] = {}
        self._complete = False
        self._unsure: set[str] | None = None
        self._counted = 0

    def __getitem__(self, brand_id: str) -> NameRow:
        if brand_id not in self._kept and not self._complete:
            self.read((brand_id,))
        return self._kept[brand_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def read(self, brand_ids: Iterable[str]) -> None:
        """Read rows that will be asked for, in one query."""
        if len(self._kept) > _MOST_KEPT and not self._complete:
            self._kept.clear()
        missing = [one for one in brand_ids if one not in self._kept]
        if missing and not self._complete:
            self._kept.update((row.id, row) for row in use.name_rows_of(self.registry, missing))

    def changed(self, rows: Iterable[NameRow], removed: Iterable[str]) -> None:
        """Take over what changed in the registry."""
        for row in rows:
            self._kept[row.id] = row
            if self._unsure is not None:
                change = self._unsure.add if row.status in claims.UNSURE else self._unsure.discard
                change(row.id)
        for brand_id in removed:
            self._kept.pop(brand_id, None)

    def of_unit(self, unit: str) -> list[str]:
        """Return the ids of a unit's own brands."""
        database, scope = self.registry.database, self.registry.scope
        return holding.of_unit(database, scope, unit) if unit else []

    def all_of(self, brand_ids: Sequence[str]) -> list[NameRow]:
        """Return the rows of some brands, those that are there, in their order."""
        self.read(brand_ids)
        return [row for one in brand_ids if (row := self.get(one))]

    def count(self, brand_ids: Iterable[str], many: int, holds: Callable[[NameRow], bool]) -> int:
        """Return how many of some brands hold their names, without reading those of which it is sure.

        Args:
            brand_ids: their ids; not gone through where none of a crowd is unsure.
            many: how many they are.
            holds: whether a brand holds its name.
        """
        unsure = self._unsure_among(many) if many > FEW else self._unsure
        if unsure is None:
            return sum(map(holds, self.all_of(list(brand_ids))))
        asked = [one for one in brand_ids if one in unsure] if unsure else []
        return many - len(asked) + sum(map(holds, self.all_of(asked)))

    def _unsure_among(self, many: int) -> set[str] | None:
        """Return the brands that may hold no name, None where to read them costs more than many rows.

        What crowds ask for adds up: where they come again and again the brands are read once for all.
        """
        if self._unsure is None:
            database, scope = self.registry.database, self.registry.scope
            counts = brand_counts.of(database, scope)
            self._counted += many
            if sum(counts.get(status, 0) for status in claims.UNSURE) > _CHEAPER * self._counted:
                return None
            self._unsure = set(brands.ids_of_statuses(database, scope, claims.UNSURE))
        return self._unsure

    def forget(self) -> None:
        """Forget what was read."""
        self._kept.clear()
        self._complete = False
        self._unsure = None

    def _all(self) -> dict[str, NameRow]:
        if not self._complete:
            self._kept = {row.id: row for row in use.name_rows(self.registry)}
            self._complete = True
        return self._kept


class Bodies:
    """The tree of organisations, each looked up when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._ids: dict[str, str | None] = {}
        self._parents: dict[str, str | None] = {}

    def id_of(self, name: str) -> str | None:
        """Return the id of an organisation by its name as typed."""
        if name not in self._ids:
            found = organizations.by_name(self.registry.database, self.registry.scope, name)
            self._ids[name] = found.id if found else None
        return self._ids[name]

    def read(self, names: Iterable[str]) -> None:
        """Read the ids of organisations that will be asked for, in one query."""
        missing = [name for name in names if name not in self._ids]
        found = organizations.ids_of(self.registry.database, self.registry.scope, missing)
        self._ids.update((name, found.get(name)) for name in missing)

    def parent_of(self, organization_id: str) -> str | None:
        """Return the id of the organisation above one."""
        if organization_id not in self._parents:
            found = organizations.get(self.registry.database, organization_id)
            self._parents[organization_id] = found.parent_id if found else None
        return self._parents[organization_id]

    def changed(self) -> None:
        """Forget what was read."""
        self._ids.clear()
        self._parents.clear()
