"""Standards and limits of notices: which elements an application needs, how long its parts may be."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpora
from service.errors import NotFound, WrongUse

ABOUT = 0.1
"""How far 左右 reaches: ±10 % (DECISION)."""
_LIMIT = re.compile(r"(\d{1,6})字?(以内|之内|以下|左右|上下|)")


@dataclass(frozen=True, slots=True)
class Element:
    """A required element and the fields any of which gives it."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A set of elements, e.g. 六要素."""

    id: str
    title: str
    source: str
    elements: tuple[Element, ...]

    def missing(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of the elements that an application does not have."""
        return tuple(
            element.name
            for element in self.elements
            if not any(values.get(field) or values.get(field) == 0 for field in element.fields)
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be, in words as Word counts them; 0 is no bound; `about` allows ±10 %."""

    title: str
    field: str = ""
    least: int = 0
    most: int = 0
    about: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that pass; the most is 0 where there is none."""
        if self.about:
            low = self.least or self.most
            return math.ceil(low * (1 - ABOUT)), math.floor(self.most * (1 + ABOUT))
        return self.least, self.most

    def trouble(self, count: int) -> str:
        """Return what is wrong with a length, as the end of a Chinese sentence; empty if nothing."""
        low, high = self.bounds
        asked = f"{self.most} 字左右" if self.about else f"{self.most} 字以内"
        if high and count > high:
            return f"有 {count} 字，要求 {asked}，超出 {count - high} 字，请删减。"
        if count < low:
            return f"只有 {count} 字，要求不少于 {low} 字，请充实。"
        return ""


@cache
def standards() -> tuple[Standard, ...]:
    """Return the shipped standards; the first is the default."""
    return tuple(
        Standard(
            one["id"],
            one["title"],
            one["source"],
            tuple(Element(e["name"], tuple(e["fields"])) for e in one["element"]),
        )
        for one in corpora.table("applications/standards.toml")["standard"]
    )


def find_standard(name: str) -> Standard:
    """Return a standard by id.

    Raises:
        NotFound: there is none; the message names what there is.
    """
    for one in standards():
        if one.id == name:
            return one
    known = "、".join(f"{one.id}（{one.title}）" for one in standards())
    raise NotFound(f"没有名为“{name}”的认定标准，可用：{known}。", standard=name)


@cache
def presets() -> Mapping[str, tuple[Limit, bool]]:
    """Return the shipped limits by id, each with whether it is looked at without being asked for."""
    return {
        one["id"]: (
            Limit(
                one["title"],
                one.get("field", ""),
                one.get("least", 0),
                one["most"],
                one.get("about", False),
            ),
            one.get("active", False),
        )
        for one in corpora.table("applications/presets.toml")["preset"]
    }


@cache
def active_limits() -> tuple[Limit, ...]:
    """Return the limits that hold unless a notice says otherwise."""
    return tuple(limit for limit, active in presets().values() if active)


def find_limit(text: str, *, title: str = "") -> Limit:
    """Return a limit by the id of a preset, or as notices write it: 3000, 3000字以内, 500字左右.

    Raises:
        WrongUse: neither.
    """
    if text in presets():
        return presets()[text][0]
    match = _LIMIT.fullmatch(text.replace("，", "").replace(",", "").strip())
    if match is None or not int(match[1]):
        known = "、".join(presets())
        raise WrongUse(f"“{text}”不是字数要求，请写成“3000字以内”“500字左右”，或选用：{known}。")
    return Limit(title, "", 0, int(match[1]), match[2] in ("左右", "上下"))


@cache
def _levels() -> tuple[tuple[str, str, int], ...]:
    rows = [(w, level, int(rank)) for w, level, rank in corpora.rows("applications/levels.tsv")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[2])))


def level_of(*texts: str) -> tuple[int, str]:
    """Return rank (1 highest, 9 unknown) and name of the level that the first telling text names."""
    for text in texts:
        for word, level, rank in _levels():
            if text and word in text:
                return rank, level
    return 9, ""


def brand_type(text: str, own: Sequence[str] = ()) -> str:
    """Return one of the four types for a spelling of it, or of the office's own; empty if it is none."""
    said = text.strip()
    if own:
        return next((one for one in own if one.removesuffix("类") == said.removesuffix("类")), "")
    known: dict[str, str] = _types()
    return known.get(said, "")


@cache
def _types() -> dict[str, str]:
    return {spelling: name for spelling, name, _ in corpora.rows("applications/types.tsv")}
