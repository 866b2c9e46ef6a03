"""The library of paragraph units, headings and plans, read from `corpora/speech/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpora


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph unit: what it is for, its topic, the kind of unit it suits (empty for all), its text."""

    purpose: str
    topic: str
    unit_type: str
    text: str

    @property
    def id(self) -> str:
        """A name for the trace: purpose, topic and how it begins."""
        return f"{self.purpose}/{self.topic}/{self.text[:6]}"


@cache
def units() -> tuple[Unit, ...]:
    """Return all units, in the order of the file."""
    return tuple(Unit(*row[:4]) for row in corpora.rows("speech/units.tsv"))


@cache
def headings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return headings of the second level: (purpose, family) → topic → heading; a family is parallel."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for purpose, family, topic, heading in corpora.rows("speech/headings.tsv"):
        found.setdefault((purpose, family), {})[topic] = heading
    return found


@cache
def part_headings() -> Mapping[str, Mapping[str, str]]:
    """Return headings of the first level: family → purpose → heading with `{theme}`."""
    found: dict[str, dict[str, str]] = {}
    for purpose, family, heading in corpora.rows("speech/parts.tsv"):
        found.setdefault(family, {})[purpose] = heading
    return found


@cache
def sentences(file: str, key: str) -> tuple[str, ...]:
    """Return the texts of `openings`, `links`, `closings` or `frames` for a key, `*` ones last."""
    rows = list(corpora.rows(f"speech/{file}.tsv"))
    own = [text for name, text in rows if name == key]
    return (*own, *(text for name, text in rows if name == "*"))


@cache
def plan(meeting_type: str) -> Mapping[str, Any]:
    """Return the plan of a kind of meeting: its parts, and topics by purpose."""
    found: Mapping[str, Any] = corpora.table("speech/plans.toml")[meeting_type]
    return found
