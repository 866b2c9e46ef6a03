"""Which brand a row of an import is: that of its name and unit, one in force or one whose day is over.

A unit may reserve a name, let the day pass, and register it later: then there are two brands of one name and
unit, and two rows of a file, of which each is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from service.model import Brand, BrandDraft, Status

_Same = tuple[str, str]
_MAY_END = (Status.RESERVED, Status.RETIRED)


class Stock:
    """What the registry holds of the names of a portion of rows, the portion's own rows in it by and by.

    Attributes:
        brands: by id.
        holders: id of the brand that holds a name, by key.

    Args:
        known: the brands of these names.
        more: others that hold one of them.
        holders: as above.
        today: ISO day.
        taken: whether an earlier row of the import is a brand.
    """

    def __init__(
        self,
        known: Sequence[Brand],
        more: Iterable[Brand],
        holders: dict[str, str],
        *,
        today: str,
        taken: Callable[[Brand], bool],
    ) -> None:
        self._today, self._taken, self.holders = today, taken, holders
        self._ended: dict[tuple[_Same, str], Brand] = {}
        self._same: dict[_Same, Brand] = {}
        self.brands = {one.id: one for one in known}
        for one in known:
            self.put(one)
        self.brands |= {one.id: one for one in more}
        # The brand in force stands for the row, not one of the same name that ended long ago.
        self._same |= {
            (self.brands[i].key, self.brands[i].unit): self.brands[i] for i in holders.values()
        }
        self._rows: Sequence[tuple[str, BrandDraft]] = ()
        self._said: set[tuple[_Same, str]] | None = None

    def expect(self, rows: Sequence[tuple[str, BrandDraft]]) -> None:
        """Hear which rows will be asked for, by key: a brand is left to the row that says what it is."""
        self._rows, self._said = rows, None

    def _is_said(self, same: _Same, end: str) -> bool:
        """Return whether a row is expected that says just this; few imports ever ask."""
        if self._said is None:
            self._said = {((key, row.unit), self._end(row)) for key, row in self._rows}
        return (same, end) in self._said

    def of(self, key: str, row: BrandDraft) -> Brand | None:
        """Return the brand that a row is, None for a new one."""
        same = key, row.unit
        found = self._same.get(same)
        if row.status not in _MAY_END and (found is None or found.status not in _MAY_END):
            return found  # as nearly all are
        end = self._end(row)
        if end and (exact := self._ended.get((same, end))):
            return exact
        if found is None or (other := self._end(found)) == end:
            return found
        # One in force and one that has ended: the row alters it, unless another row is it.
        return None if self._is_said(same, other) or self._taken(found) else found

    def put(self, brand: Brand) -> None:
        """Take a brand as a row has made it."""
        same = brand.key, brand.unit
        self.brands[brand.id] = brand
        if end := self._end(brand):
            self._ended[same, end] = brand
            before = self._same.get(same)
            if before and before.id != brand.id and not self._end(before):
                return  # what is in force stands for the name
        self._same[same] = brand

    def _end(self, one: Brand | BrandDraft) -> str:
        """Return the state and the day of what has ended, empty for what has not."""
        if one.status not in _MAY_END:
            return ""
        day = one.reserved_until if one.status is Status.RESERVED else one.retired_until
        return f"{one.status} {day}" if "" < day < self._today else ""
