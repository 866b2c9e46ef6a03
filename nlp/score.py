"""The score of a name: five criteria of twenty points, each with its reason.

The criteria are the sources' (S0-11, S2-08); the points are this product's own and shown as such. A
criterion loses points for findings of its rules (`corpora/score.toml`), and for a fact that is missing
it says so instead of guessing. The gravest finding caps the total, whatever the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import corpora
from nlp.breadth import Breadth
from nlp.rules import CheckContext, Finding, rule


class Criterion(NamedTuple):
    """One criterion: its points, 0–20, and why, in Chinese."""

    id: str
    title: str
    points: int
    reason: str


class Score(NamedTuple):
    """The score of a name.

    Attributes:
        total: sum of the criteria, 0–100, capped where a finding speaks against the name.
        criteria: in fixed order.
        note: why the total is not the sum, in Chinese; empty where it is.
    """

    total: int
    criteria: tuple[Criterion, ...]
    note: str = ""


def score(findings: Sequence[Finding], breadth: Breadth, context: CheckContext) -> Score:
    """Return the score of a name from what was found about it."""
    criteria = tuple(
        _criterion(key, entry, findings, breadth, context) for key, entry in _criteria().items()
    )
    total = sum(criterion.points for criterion in criteria)
    severities = {finding.severity for finding in findings}
    for severity, cap in _table()["caps"].items():
        if severity in severities and total > cap["most"]:
            return Score(cap["most"], criteria, cap["note"])
    return Score(total, criteria)


def no_score(reason: str) -> Score:
    """Return the score of a text that is no name at all: nothing, for one reason."""
    criteria = (Criterion(key, entry["title"], 0, reason) for key, entry in _criteria().items())
    return Score(0, tuple(criteria))


def _criterion(
    key: str,
    entry: dict[str, Any],
    findings: Sequence[Finding],
    breadth: Breadth,
    context: CheckContext,
) -> Criterion:
    held = [finding for finding in findings if _costs(finding, key)]
    lost = sum(_table()["deductions"][finding.severity] for finding in held)
    points = max(0, entry["points"] - lost)
    if held:
        reason = "；".join(dict.fromkeys(finding.message.rstrip("。") for finding in held)) + "。"
    else:
        reason = _praise(key, entry, breadth, context)
    return Criterion(key, entry["title"], points, reason)


def _costs(finding: Finding, key: str) -> bool:
    """Whether a finding costs points under a criterion."""
    found = rule(finding.rule)
    return found is not None and found.criterion == key


def _praise(key: str, entry: dict[str, Any], breadth: Breadth, context: CheckContext) -> str:
    """Return why nothing was taken off."""
    if key == "work" and not context.work:
        return str(entry["untold"])
    return str(entry.get("praise", breadth.reason))


@cache
def _criteria() -> dict[str, dict[str, Any]]:
    return {key: entry for key, entry in _table().items() if "title" in entry}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return corpora.table("score.toml")
