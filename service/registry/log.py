"""Reading the audit log, and finding out whether somebody tampered with it."""

from __future__ import annotations

from collections.abc import Iterator

from service.results import AuditCheck, AuditEntry
from service.storage import Registry, audit_log
from service.storage.counters import read


def audit_entries(
    registry: Registry, *, after: int = 0, limit: int = 1000, subject: str = ""
) -> list[AuditEntry]:
    """Return log entries after a number, oldest first; of one brand or import if given."""
    return audit_log.entries(registry.database, after=after, limit=limit, subject=subject)


def all_audit_entries(registry: Registry) -> Iterator[AuditEntry]:
    """Yield all log entries, oldest first."""
    return audit_log.everything(registry.database)


def last_audit_number(registry: Registry) -> int:
    """Return the number of the last log entry, 0 if there is none."""
    return read(registry.database, "audit")


def verify_audit_log(registry: Registry) -> AuditCheck:
    """Return whether the chain of hashes holds, and the first broken entry; linear in the log."""
    with registry.database.reading():
        return audit_log.verify(registry.database)
