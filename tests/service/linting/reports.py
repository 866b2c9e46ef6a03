"""What a report says, for the tests of lint."""

from __future__ import annotations

from service.linting.report import Report


def rules(report: Report) -> set[str]:
    """Return the rules that found something."""
    return {finding.rule for finding in report.findings}
