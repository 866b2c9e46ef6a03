"""Style profiles: page, fonts, sizes and lines of a kind of document, read from `templates/styles/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import templates
from service.errors import BadData, NotFound

DEFAULT = "gbt9704"
ROLES = (
    *("title", "subtitle", "heading1", "heading2", "heading3", "heading4", "body", "label"),
    *("table", "table-head"),
)
"""What a profile gives a font and a size."""


@dataclass(frozen=True, slots=True)
class Face:
    """The look of one role: East Asian font, size and exact line in points, bold."""

    font: str
    size: float
    line: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A style profile.

    Attributes:
        latin: font of letters and digits.
        line: exact line pitch in points; spacing: added to each character, in points.
        lines, characters: how many fill a page and a line.
        top, bottom, left, right: margins in millimetres; footer: page edge to the foot of the number.
        number: font and size of the page number.
        faces: look of each of `ROLES`.
    """

    id: str
    title: str
    source: str
    latin: str
    line: float
    spacing: float
    lines: int
    characters: int
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    number: Face
    faces: Mapping[str, Face] = field(hash=False)

    def __hash__(self) -> int:
        return hash((self.id, self.title))


def profiles() -> tuple[str, ...]:
    """Return the ids of the shipped profiles, sorted."""
    return templates.names("styles", ".toml")


def find_profile(name: str = DEFAULT) -> Profile:
    """Return a shipped profile by id, or an office's own from a path that ends in .toml.

    Raises:
        NotFound: there is none of this name.
        BadData: the file is no profile; the message says what is wrong.
    """
    if name.endswith(".toml"):
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as trouble:
            raise NotFound(f"读不到版式文件“{name}”，请检查路径。", path=name) from trouble
        return read_profile(text, name)
    if name not in profiles():
        raise NotFound(f"没有名为“{name}”的版式，可用：{'、'.join(profiles())}。", profile=name)
    return _shipped(name)


@cache
def _shipped(name: str) -> Profile:
    return read_profile(templates.text(f"styles/{name}.toml"), name)


def read_profile(text: str, name: str) -> Profile:
    """Return a profile from its TOML text; what it leaves out is as in GB/T 9704.

    Raises:
        BadData: not TOML, an unknown key, or a figure that is none.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise BadData(f"版式文件“{name}”不是有效的 TOML（{trouble}），请检查。") from trouble
    table = (
        given if name == DEFAULT else _merged(tomllib.loads(templates.text(_DEFAULT_FILE)), given)
    )
    try:
        return _profile(table)
    except (KeyError, TypeError, ValueError) as trouble:
        raise BadData(
            f"版式文件“{name}”有缺项或写错的项（{trouble}），请对照自带的版式。"
        ) from trouble


_DEFAULT_FILE = f"styles/{DEFAULT}.toml"


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = base.get(key)
        merged[key] = (
            _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return merged


def _profile(table: dict[str, Any]) -> Profile:
    page, line = table.pop("page"), float(table["line"])
    styles, number = table.pop("style"), table.pop("number")
    unknown = set(styles) - set(ROLES)
    if unknown:
        raise ValueError("、".join(sorted(unknown)))
    return Profile(
        id=str(table["id"]),
        title=str(table["title"]),
        source=str(table["source"]),
        latin=str(table["latin"]),
        line=line,
        spacing=float(table["spacing"]),
        lines=int(table["lines"]),
        characters=int(table["characters"]),
        top=float(page["top"]),
        bottom=float(page["bottom"]),
        left=float(page["left"]),
        right=float(page["right"]),
        footer=float(page["footer"]),
        number=_face(number, 20),
        faces={role: _face(styles[role], line) for role in ROLES},
    )


def _face(given: dict[str, Any], line: float) -> Face:
    return Face(
        font=str(given["font"]),
        size=float(given["size"]),
        line=float(given.get("line", line)),
        bold=bool(given.get("bold", False)),
    )
