"""Sections of a document: page, margins, grid, headers and footers with the place of their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from service.docx.namespaces import RELATIONSHIPS
from service.linting.content import FALLBACK
from service.linting.model import Footer, Para, Section
from service.linting.package import Relation
from service.linting.properties import W, attribute, child, flag, millimetres

_R = f"{{{RELATIONSHIPS}}}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML_PLACE = re.compile(r"mso-position-horizontal:\s*(\w+)")
PartReader = Callable[[str], list[tuple[ET.Element, Para]]]


def section(element: ET.Element, number: int) -> Section:
    """Return a section as its sectPr describes it, without headers and footers."""
    size, margins, grid = (child(element, name) for name in ("pgSz", "pgMar", "docGrid"))
    numbers, columns = child(element, "pgNumType"), child(element, "cols")
    count = attribute(columns, "num", "1")
    space = attribute(grid, "charSpace", "0")
    return Section(
        number=number,
        width=millimetres(size, "w"),
        height=millimetres(size, "h"),
        landscape=attribute(size, "orient") == "landscape",
        top=abs(millimetres(margins, "top")),
        right=millimetres(margins, "right"),
        bottom=abs(millimetres(margins, "bottom")),
        left=millimetres(margins, "left"),
        footer=millimetres(margins, "footer"),
        gutter=millimetres(margins, "gutter"),
        grid=attribute(grid, "type"),
        character_space=int(space) if re.fullmatch(r"-?\d{1,9}", space) else 0,
        title_page=bool(flag(element, "titlePg")),
        number_format=attribute(numbers, "fmt"),
        columns=int(count) if re.fullmatch("[0-9]{1,3}", count) else 1,
    )


def footers(
    element: ET.Element,
    before: Section | None,
    kind: str,
    relations: Mapping[str, Relation],
    read: PartReader,
) -> dict[str, Footer]:
    """Return the headers or footers of a section by type; those not named are of the section before."""
    found = dict((before.footers if kind == "footer" else before.headers) if before else {})
    for one in element.findall(f"{W}{kind}Reference"):
        relation = relations.get(one.get(f"{_R}id", ""))
        if relation is not None and not relation.external:
            found[attribute(one, "type", "default")] = _footer(read(relation.target))
    return found


def _footer(paragraphs: list[tuple[ET.Element, Para]]) -> Footer:
    """Return a footer; a paragraph of a text box has the box's place as its frame."""
    hidden = {id(p) for e, _ in paragraphs for f in e.iter(FALLBACK) for p in f.iter(f"{W}p")}
    places = {
        id(inner): place
        for element, _ in paragraphs
        for box, place in _boxes(element)
        for inner in box.iter(f"{W}p")
    }
    shown = []
    for element, para in paragraphs:
        if id(element) not in hidden:
            place = places.get(id(element), para.form.frame)
            shown.append(replace(para, form=replace(para.form, frame=place)))
    return Footer(tuple(shown))


def turned(tree: ET.Element) -> Iterator[ET.Element]:
    """Yield the paragraphs of a part that are written from top to bottom: in a cell or a text box."""
    for cell in tree.iter(f"{W}tc"):
        if attribute(child(child(cell, "tcPr"), "textDirection"), "val").startswith("tbRl"):
            yield from cell.iter(f"{W}p")
    for shape in tree.iter(f"{_WPS}wsp"):
        body = shape.find(f"{_WPS}bodyPr")
        if body is not None and body.get("vert", "horz") in ("vert", "eaVert"):
            yield from shape.iter(f"{W}p")
    for box in tree.iter(f"{_VML}textbox"):
        if "layout-flow:vertical" in box.get("style", "").replace(" ", ""):
            yield from box.iter(f"{W}p")


def _boxes(element: ET.Element) -> list[tuple[ET.Element, str]]:
    found = []
    for anchor in element.iter(f"{_WP}anchor"):
        place = anchor.find(f"{_WP}positionH/{_WP}align")
        found.append((anchor, (place.text or "") if place is not None else "frame"))
    for shape in element.iter(f"{_VML}shape"):
        match = _VML_PLACE.search(shape.get("style", ""))
        found.append((shape, match[1] if match else "frame"))
    return found
