"""Properties of runs and paragraphs as one level writes them: a dictionary of what is said, no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from service.docx.namespaces import WORD
from service.docx.units import MM_PER_POINT

W = f"{{{WORD}}}"
TOGGLES = ("bold", "italic", "hidden", "struck")
"""Properties that a character style turns over instead of setting (ISO/IEC 29500-1, 17.7.3)."""

Properties = dict[str, Any]
_OFF = ("0", "false", "off", "none")
_SLOTS: tuple[tuple[str, str, str], ...] = (
    ("east", "eastAsia", "eastAsiaTheme"),
    ("ascii", "ascii", "asciiTheme"),
    ("other", "hAnsi", "hAnsiTheme"),
)
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_ALIGN = {"start": "left", "end": "right"}
_BLACK_THEME = ("text1", "dark1")


def points(value: str | None, *, unit: float) -> float | None:
    """Return a length in points; a bare number counts in `unit` points, and None is no length."""
    match = _MEASURE.fullmatch(value.strip()) if value else None
    return float(match[1]) * _POINTS.get(match[2] or "", unit) if match else None


def attribute(element: ET.Element | None, name: str, default: str = "") -> str:
    """Return an attribute of Word's namespace."""
    return default if element is None else element.get(f"{W}{name}", default)


def millimetres(element: ET.Element | None, name: str) -> float:
    """Return a length in millimetres that an attribute gives in twips or with its unit, 0 without it."""
    return (points(attribute(element, name), unit=0.05) or 0.0) * MM_PER_POINT


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    """Return a child of Word's namespace."""
    return None if element is None else element.find(f"{W}{name}")


def value(element: ET.Element | None, name: str) -> str | None:
    """Return the `val` of a child, or None when there is no such child."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "")


def flag(element: ET.Element | None, name: str) -> bool | None:
    """Return whether a child switches something on or off, None when there is none."""
    found = value(element, name)
    return None if found is None else found not in _OFF


def run_properties(element: ET.Element | None, theme: Mapping[str, str]) -> Properties:
    """Return what an rPr says; a font is (name, whether the theme decides it)."""
    if element is None:
        return {}
    said: Properties = _fonts(child(element, "rFonts"), theme)
    for key, name in (("bold", "b"), ("italic", "i"), ("hidden", "vanish"), ("struck", "strike")):
        said[key] = flag(element, name)
    said["size"] = points(value(element, "sz"), unit=0.5)
    said["spacing"] = points(value(element, "spacing"), unit=0.05)
    underline = value(element, "u")
    said["underline"] = None if underline is None else underline not in _OFF
    said["colour"] = _colour(child(element, "color"))
    said["style"] = value(element, "rStyle")
    return {key: one for key, one in said.items() if one is not None}


def _fonts(element: ET.Element | None, theme: Mapping[str, str]) -> Properties:
    found: Properties = {}
    for slot, plain, themed in _SLOTS if element is not None else ():
        if by_theme := attribute(element, themed):
            found[slot] = (theme.get(by_theme, ""), True)
        elif name := attribute(element, plain):
            found[slot] = (name, False)
    return found


def _colour(element: ET.Element | None) -> str | None:
    if element is None:
        return None
    given = attribute(element, "val", "auto").lower()
    if given == "auto" or attribute(element, "themeColor") in _BLACK_THEME:
        return "000000"
    return given.upper()


def paragraph_properties(element: ET.Element | None) -> Properties:
    """Return what a pPr says; lengths in points, `…_characters` in characters."""
    if element is None:
        return {}
    said: Properties = {
        "style": value(element, "pStyle"),
        "align": _align(value(element, "jc")),
        "keep_next": flag(element, "keepNext"),
        "page_break": flag(element, "pageBreakBefore"),
        **_indent(child(element, "ind")),
        **_spacing(child(element, "spacing")),
    }
    outline = value(element, "outlineLvl")
    said["outline"] = (
        None if outline is None or not re.fullmatch("[0-9]", outline) else (int(outline) + 1) % 10
    )
    frame = child(element, "framePr")
    said["frame"] = None if frame is None else attribute(frame, "xAlign") or "frame"
    numbers = child(element, "numPr")
    said["list"] = value(numbers, "numId")
    said["level"] = value(numbers, "ilvl")
    return {key: one for key, one in said.items() if one is not None}


def _align(given: str | None) -> str | None:
    return None if given is None else _ALIGN.get(given, given)


def _indent(element: ET.Element | None) -> Properties:
    if element is None:
        return {}
    said: Properties = {}
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            length = points(attribute(element, name), unit=0.05)
            if length is not None:
                said[key] = length
            counted = _hundredths(attribute(element, f"{name}Chars"))
            if counted is not None:
                said[f"{key}_characters"] = counted
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if attribute(element, name):
            said["first"] = sign * (points(attribute(element, name), unit=0.05) or 0.0)
        if attribute(element, f"{name}Chars"):
            said["first_characters"] = sign * (
                _hundredths(attribute(element, f"{name}Chars")) or 0.0
            )
    return said


def _hundredths(text: str) -> float | None:
    return float(text) / 100 if re.fullmatch(r"-?\d+", text) else None


def _spacing(element: ET.Element | None) -> Properties:
    if element is None:
        return {}
    rule = attribute(element, "lineRule") or ("auto" if attribute(element, "line") else None)
    line = points(attribute(element, "line"), unit=0.05)
    said: Properties = {"rule": rule, "line": line}
    if line is not None and rule == "auto":
        said["line"] = line / 12  # 240 twentieths are one line
    for key in ("before", "after"):
        room = points(attribute(element, key), unit=0.05)
        lines = _hundredths(attribute(element, f"{key}Lines"))
        # Room given in lines wins over room in points.
        said[key] = lines * 12 if lines else room
        if attribute(element, f"{key}Autospacing") not in ("", *_OFF):
            said[key] = 14.0  # what Word makes of «automatic»
    return said
