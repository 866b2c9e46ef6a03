"""The cascade of styles: defaults → table → paragraph style → list level → paragraph → character style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from service.linting.borders import style_lines
from service.linting.model import Form, Look
from service.linting.package import Package
from service.linting.properties import (
    TOGGLES,
    Properties,
    W,
    attribute,
    child,
    paragraph_properties,
    run_properties,
    value,
)

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = {"zh-CN": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}
_LONGEST_CHAIN = 40


@dataclass(frozen=True, slots=True)
class Style:
    """A style as written: name, what it stands on, what it says of paragraphs, of type and of lines."""

    id: str
    kind: str
    name: str
    base: str
    paragraph: Properties = field(hash=False)
    run: Properties = field(hash=False)
    lines: bool | None = None


class Styles:
    """Every style of a file, with what they come to."""

    def __init__(self, package: Package) -> None:
        self.theme = _theme_fonts(package)
        self._styles: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        tree = package.tree(package.parts.get("styles", ""))
        defaults = child(tree, "docDefaults")
        self.default_run = run_properties(child(child(defaults, "rPrDefault"), "rPr"), self.theme)
        self.default_paragraph = paragraph_properties(child(child(defaults, "pPrDefault"), "pPr"))
        for element in tree.iter(f"{W}style") if tree is not None else ():
            self._add(element)
        self._chains: dict[tuple[str, str], tuple[Style, ...]] = {}

    def _add(self, element: ET.Element) -> None:
        style = Style(
            attribute(element, "styleId"),
            attribute(element, "type", "paragraph"),
            value(element, "name") or "",
            value(element, "basedOn") or "",
            paragraph_properties(child(element, "pPr")),
            run_properties(child(element, "rPr"), self.theme),
            style_lines(element),
        )
        self._styles[style.id] = style
        if attribute(element, "default") in ("1", "true", "on"):
            self._defaults[style.kind] = style.id

    def name(self, style: str) -> str:
        """Return the name of a paragraph style, of the default one when there is none of this id."""
        chain = self.chain(style, "paragraph")
        return chain[-1].name if chain else ""

    def chain(self, style: str, kind: str) -> tuple[Style, ...]:
        """Return a style with those it stands on, the furthest first; a circle is cut."""
        if (style, kind) not in self._chains:
            found: list[Style] = []
            at = style if style in self._styles else self._defaults.get(kind, "")
            while at in self._styles and len(found) < _LONGEST_CHAIN:
                if self._styles[at] in found:
                    break
                found.append(self._styles[at])
                at = self._styles[at].base
            self._chains[style, kind] = tuple(reversed(found))
        return self._chains[style, kind]

    def lines(self, table: str) -> bool:
        """Return whether a table style draws lines."""
        said = (style.lines for style in reversed(self.chain(table, "table")))
        return next((one for one in said if one is not None), False)

    def paragraph(
        self, direct: Properties, table: str = "", level: Properties | None = None
    ) -> Properties:
        """Return what holds for a paragraph, `level` being the form of its automatic number's level."""
        merged = {**self.default_paragraph}
        for style in self.chain(table, "table") if table else ():
            merged |= style.paragraph
        chain = self.chain(direct.get("style", ""), "paragraph")
        own = {key: one for style in chain for key, one in style.paragraph.items()}
        # The list's indent yields to a style that names the list itself, and wins over one that does not.
        listed = level or {}
        merged |= {**listed, **own} if "list" in own and "list" not in direct else {**own, **listed}
        return merged | direct

    def run(self, paragraph: str, direct: Properties, table: str = "") -> Properties:
        """Return what holds for a run in a paragraph of a style."""
        merged = {**self.default_run}
        for style in self.chain(table, "table") if table else ():
            merged |= style.run
        levels = [self.chain(paragraph, "paragraph")]
        if direct.get("style"):
            levels.append(self.chain(direct["style"], "character"))
        for chain in levels:
            said = {key: one for style in chain for key, one in style.run.items()}
            for key in TOGGLES:
                # A second style that says «bold» within a bold one turns it off again.
                if said.get(key) and merged.get(key) and chain is not levels[0]:
                    said[key] = False
                elif chain is not levels[0] and said.get(key) is False:
                    said.pop(key)
            merged |= said
        return merged | direct


def look(said: Properties) -> Look:
    """Return the type that properties come to."""
    fonts = {slot: said.get(slot, ("", False)) for slot in ("east", "ascii", "other")}
    return Look(
        **{slot: name for slot, (name, _) in fonts.items()},
        themed=frozenset(slot for slot, (_, themed) in fonts.items() if themed),
        size=said.get("size", 10.0),
        spacing=said.get("spacing", 0.0),
        colour=said.get("colour", "000000"),
        bold=bool(said.get("bold")),
        italic=bool(said.get("italic")),
        underline=bool(said.get("underline")),
        struck=bool(said.get("struck")),
        hidden=bool(said.get("hidden")),
    )


def form(said: Properties, character: float) -> Form:
    """Return the form that properties come to; `character` is the width of one in points."""
    character = max(character, 1.0)

    def characters(key: str) -> float:
        counted = said.get(f"{key}_characters", 0.0)
        return round(float(counted or said.get(key, 0.0) / character), 2)

    return Form(
        align=said.get("align", "left"),
        first=characters("first"),
        left=characters("left"),
        right=characters("right"),
        line=round(said.get("line", 1.0), 4),
        rule=said.get("rule", "auto"),
        before=said.get("before") or 0.0,
        after=said.get("after") or 0.0,
        outline=said.get("outline", 0),
        keep_next=bool(said.get("keep_next")),
        page_break=bool(said.get("page_break")),
        frame=said.get("frame", ""),
    )


def _theme_fonts(package: Package) -> Mapping[str, str]:
    """Return the fonts that theme attributes stand for: `minorEastAsia` → 宋体."""
    tree = package.tree(package.parts.get("theme", ""))
    if tree is None:
        return {}
    settings = package.tree(package.parts.get("settings", ""))
    language = attribute(child(settings, "themeFontLang"), "eastAsia", "zh-CN")
    found: dict[str, str] = {}
    for weight in ("major", "minor"):
        scheme = tree.find(f".//{_DRAWING}{weight}Font")
        if scheme is None:
            continue
        latin, east, complex_ = (_face(scheme, one) for one in ("latin", "ea", "cs"))
        script = _SCRIPTS.get(language, "Hans")
        named = {f.get("script"): f.get("typeface", "") for f in scheme.iter(f"{_DRAWING}font")}
        found |= {f"{weight}{key}": latin for key in ("Ascii", "HAnsi")}
        found[f"{weight}EastAsia"] = east or named.get(script, "")
        found[f"{weight}Bidi"] = complex_
    return found


def _face(scheme: ET.Element, name: str) -> str:
    element = scheme.find(f"{_DRAWING}{name}")
    return "" if element is None else element.get("typeface", "")
