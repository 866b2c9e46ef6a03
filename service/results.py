"""What is told of a registry: imports, the log, pages of brands, counts and coverage."""

from __future__ import annotations

from typing import NamedTuple

from service.model import Brand, Status


class AuditEntry(NamedTuple):
    """One line of the append-only log; `hash` covers all other fields and `previous`."""

    number: int
    at: str
    who: str
    action: str
    subject: str
    details: str
    previous: str
    hash: str


class AuditCheck(NamedTuple):
    """Whether the chain holds; `broken` is the number of the first bad entry, `reason` Chinese."""

    entries: int
    broken: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        """True when no entry is altered, missing or added."""
        return self.broken is None


class Import(NamedTuple):
    """One import of a file; `undone_at` is empty while it stands."""

    id: str
    file_hash: str
    file_name: str
    who: str
    at: str
    added: int
    updated: int
    unchanged: int
    undone_at: str = ""


class RowConflict(NamedTuple):
    """A row whose name another brand, or an earlier row, already holds.

    Attributes:
        row: 1-based row of the source file.
        holder_row: the earlier row of the same file, or 0.
        holder: name, unit, status and id of the holder.
    """

    row: int
    name: str
    unit: str
    message: str
    holder_row: int
    holder: dict[str, str]


class ImportResult(NamedTuple):
    """What an import did, or would do (`id` empty for a preview).

    Attributes:
        repeated: the same file had been imported already, so nothing was changed.
        conflicts: only in a preview; an import with conflicts is refused whole.
    """

    id: str
    added: int
    updated: int
    unchanged: int
    repeated: bool = False
    conflicts: tuple[RowConflict, ...] = ()


class BrandFilter(NamedTuple):
    """Which brands to list; empty means any. `text` is looked for in name, key and unit."""

    text: str = ""
    unit: str = ""
    status: Status | None = None
    brand_type: str = ""
    level: str = ""
    organization_id: str = ""
    parent_id: str = ""


class Page(NamedTuple):
    """A page of brands, in order of creation.

    Attributes:
        next_cursor: None on the last one; before it a page may be short, even empty.
        total: how many brands the filter lets through, None if that was too long to count.
    """

    brands: tuple[Brand, ...]
    next_cursor: str | None
    total: int | None


class Coverage(NamedTuple):
    """Coverage and completion (S4-10, decisions): fractions 0-1 of all branches, None if no branch.

    Attributes:
        group: area, region, unit type … or empty for all.
        covered: branches with a brand at least applied for.
        completed: branches with an accepted (registered or transferred) brand.
    """

    group: str
    branches: int
    covered: int
    completed: int

    @property
    def coverage(self) -> float | None:
        """Covered over all branches."""
        return self.covered / self.branches if self.branches else None

    @property
    def completion(self) -> float | None:
        """Completed over all branches."""
        return self.completed / self.branches if self.branches else None


class Counts(NamedTuple):
    """How many brands there are: in all, by status."""

    total: int
    by_status: dict[str, int]
