"""The append-only audit log: each entry carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from service.results import AuditCheck, AuditEntry
from service.storage.counters import next_audit_number, read
from service.storage.database import Database

START = "0" * 64
"""What stands for the hash before the first entry."""

_COLUMNS = "number, at, who, action, subject, details, previous, hash"
_BATCH = 1000


def append(
    database: Database, *, who: str, action: str, subject: str, now: datetime, **details: object
) -> AuditEntry:
    """Add an entry inside the running transaction and return it."""
    last = database.one("SELECT hash FROM audit_log ORDER BY number DESC LIMIT 1")
    text = json.dumps(details, ensure_ascii=False, sort_keys=True)
    number = next_audit_number(database)
    previous = str(last[0]) if last else START
    at = now.isoformat()
    digest = _digest(number, at, who, action, subject, text, previous)
    entry = AuditEntry(number, at, who, action, subject, text, previous, digest)
    database.execute(
        f"INSERT INTO audit_log ({_COLUMNS})"  # noqa: S608 - a constant
        " VALUES (:number, :at, :who, :action, :subject, :details, :previous, :hash)",
        number=number,
        at=at,
        who=who,
        action=action,
        subject=subject,
        details=text,
        previous=previous,
        hash=digest,
    )
    return entry


def entries(
    database: Database, *, after: int = 0, limit: int = _BATCH, subject: str = ""
) -> list[AuditEntry]:
    """Return entries after a number, oldest first; of one subject if given."""
    about = " AND subject = :subject" if subject else ""
    found = database.rows(
        f"SELECT {_COLUMNS} FROM audit_log WHERE number > :after{about}"  # noqa: S608 - constants
        " ORDER BY number LIMIT :limit",
        after=after,
        limit=limit,
        **({"subject": subject} if subject else {}),
    )
    return [AuditEntry(*row) for row in found]


def everything(database: Database) -> Iterator[AuditEntry]:
    """Yield all entries, oldest first, read some at a time."""
    seen = 0
    while batch := entries(database, after=seen, limit=_BATCH):
        yield from batch
        seen = batch[-1].number


def verify(database: Database) -> AuditCheck:
    """Return whether the chain holds, and the first entry that is altered, missing or added."""
    previous, seen = START, 0
    for entry in everything(database):
        reason = _fault(entry, expected=seen + 1, previous=previous)
        if reason:
            return AuditCheck(seen, seen + 1, reason)
        previous, seen = entry.hash, entry.number
    written = read(database, "audit")
    if written != seen:
        return AuditCheck(seen, seen + 1, f"应有 {written} 条记录，只剩 {seen} 条，末尾被删去。")
    return AuditCheck(seen)


def _fault(entry: AuditEntry, *, expected: int, previous: str) -> str:
    if entry.number != expected:
        return f"缺第 {expected} 条记录。"
    if entry.previous != previous:
        return f"第 {expected} 条记录与前一条接不上。"
    actual = _digest(
        entry.number,
        entry.at,
        entry.who,
        entry.action,
        entry.subject,
        entry.details,
        entry.previous,
    )
    return "" if actual == entry.hash else f"第 {expected} 条记录的内容被改动。"


def _digest(number: int, *texts: str) -> str:
    # JSON keeps the borders between fields, so that no text can move from one to the next.
    body = json.dumps([number, *texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
