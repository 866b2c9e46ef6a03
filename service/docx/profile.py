"""Style profiles: page, fonts, sizes and lines of a kind of document, read from `templates/styles/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import templates
from service.docx.profile_faults import ROLES, profile_faults
from service.docx.units import MM_PER_POINT
from service.errors import BadData, NotFound

DEFAULT = "gbt9704"


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

    @property
    def number_below(self) -> float:
        """Millimetres from the foot of the text to the dashes of the page number, to a tenth.

        The dashes stand in the middle of the number's line; seven at the distances of the standard.
        """
        return round(self.bottom - self.footer - self.number.line / 2 * MM_PER_POINT, 1)


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

    How many lines fill a page and characters a line follows from the rest where it is not told; so does
    how far from the edge the page number is.

    Raises:
        BadData: not TOML, unknown keys, or figures that are none; every fault is told, one a line.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        place = re.search(r"at line (\d+)", str(trouble))
        line = f"第 {place[1]} 行" if place else "末尾"
        raise BadData(
            f"版式文件“{name}”{line}写法有误，请检查等号、引号和方括号，一项只写一次。"
        ) from trouble
    if told := list(profile_faults(given)):
        raise BadData("\n".join(f"版式文件“{name}”{one}" for one in told))
    if name == DEFAULT:
        return _profile(given)
    table = _merged(tomllib.loads(templates.text(_DEFAULT_FILE)), given)
    made = _profile(table)
    page = given.get("page", {})
    if "bottom" in page and "footer" not in page:
        made = replace(made, footer=_footer_below(made))
    if made.left + made.right > _A4[0] - _LEAST or made.top + made.bottom > _A4[1] - _LEAST:
        raise BadData(f"版式文件“{name}”的页边距加起来太大，放不下正文，请改小。")
    return replace(
        made,
        lines=given.get("lines", _fitting(_A4[1] - made.top - made.bottom, made.line)),
        characters=given.get(
            "characters",
            _fitting(_A4[0] - made.left - made.right, made.faces["body"].size + made.spacing),
        ),
    )


_A4 = (210, 297)
# Millimetres that must be left for text.
_LEAST = 50


def _footer_below(made: Profile) -> float:
    """Return where the page number stands as far below the text as the standard has it, in millimetres.

    At a page edge too near for that it stands as low as its line allows.
    """
    usual = find_profile()
    line = made.number.line * MM_PER_POINT
    below = made.bottom - (usual.bottom - usual.footer)
    return round(min(max(below, 0.0), max(made.bottom - line, 0.0)), 1)


def _fitting(room: float, pitch: float) -> int:
    """Return how many of a pitch in points fit into a room in millimetres."""
    return int(room / MM_PER_POINT / pitch)


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
    page, line = table["page"], float(table["line"])
    styles = table["style"]
    return Profile(
        id=table["id"],
        title=table["title"],
        source=table["source"],
        latin=table["latin"],
        line=line,
        spacing=float(table["spacing"]),
        lines=table["lines"],
        characters=table["characters"],
        top=float(page["top"]),
        bottom=float(page["bottom"]),
        left=float(page["left"]),
        right=float(page["right"]),
        footer=float(page["footer"]),
        number=_face(table["number"], 20),
        faces={role: _face(styles[role], line) for role in ROLES},
    )


def _face(given: dict[str, Any], line: float) -> Face:
    return Face(
        font=given["font"],
        size=float(given["size"]),
        line=float(given.get("line", line)),
        bold=given.get("bold", False),
    )
