"""What is done to the values of a kind of document before its body is filled: counts, sums, composing.

A kind names a function by path, so that only what a document needs is loaded. An office's own template
may use these kinds, never a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

from service.drafting.fields import Problem


@dataclass(frozen=True, slots=True)
class Prepared:
    """Values ready for the body, and what was noticed on the way."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: where its function is, and the names it adds to the fields."""

    function: str
    adds: frozenset[str]


KINDS: dict[str, Kind] = {
    "letter": Kind(
        "service.letters.prepare:prepare",
        frozenset(
            {"aspects", "counts", "rows", "parties", "bands", "targets", "quarterly", "veto_effect"}
            | {"noun", "lead", "attachments_named", "valid", "terms", "flat", "scored"}
        ),
    ),
    "application": Kind(
        "service.applications.prepare:prepare",
        frozenset({"title", "facts", "meaning", "deeds", "gains", "insights", "plans"}),
    ),
    "winners": Kind(
        "service.applications.notices:prepare", frozenset({"groups", "counts", "days"})
    ),
    "speech": Kind(
        "service.speeches.prepare:prepare",
        frozenset({"title", "speaker_line", "speech", "composed"}),
    ),
}
"""Kinds beside `plain`, which adds nothing."""


def prepared_names(kind: str) -> frozenset[str]:
    """Return the names that a kind adds to those of the fields."""
    return KINDS[kind].adds if kind in KINDS else frozenset()


def prepare(kind: str, values: Mapping[str, Any]) -> Prepared:
    """Return the values of a document with what its kind adds."""
    if kind not in KINDS:
        return Prepared(values)
    function: Callable[[Mapping[str, Any]], Prepared] = resolve_name(KINDS[kind].function)
    return function(values)
