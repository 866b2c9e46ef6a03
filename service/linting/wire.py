"""The report as JSON: `pinwen.lint/1`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpora import SEVERITIES
from service.linting.report import Finding, Place, Report

SCHEMA = "pinwen.lint/1"


def report(found: Report, *, name: str = "") -> dict[str, Any]:
    """Return a report as JSON values; keys are stable within a version of the schema."""
    counts = {
        severity: sum(f.severity == severity for f in found.findings) for severity in SEVERITIES
    }
    return {
        "schema": SCHEMA,
        "file": name,
        "clean": found.clean,
        "counts": counts,
        "facts": dict(found.facts),
        "findings": [_finding(one) for one in found.findings],
        "passed": [asdict(one) for one in found.passed],
        "not_applicable": [asdict(one) for one in found.not_applicable],
        "needs_rendering": [asdict(one) for one in found.needs_rendering],
        "needs_paper": [asdict(one) for one in found.needs_paper],
        "deviations": [asdict(one) for one in found.deviations],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "clause": one.clause,
        "strength": one.strength,
        "severity": one.severity,
        "deviates": one.deviates,
        "element": one.element,
        "message": one.message,
        "suggestion": one.suggestion,
        "expected": one.expected,
        "found": one.found,
        "sources": list(one.sources),
        "places": [_place(place) for place in one.places],
    }


def _place(one: Place) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "number": one.number,
        "text": one.text,
        "span": list(one.span) if one.span else None,
    }
