"""The yearly review of a whole registry: groups, worn words, gaps, coverage; as xlsx, HTML, JSON."""

from __future__ import annotations

from service.auditing.analysis import audit
from service.auditing.model import AuditReport, Crowd, Crowded, Gap, Group, Pair
from service.auditing.output import write_audit

__all__ = ["AuditReport", "Crowd", "Crowded", "Gap", "Group", "Pair", "audit", "write_audit"]
