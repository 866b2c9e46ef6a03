"""A Word file read back as an outline that a person can read: page, then style and text of each paragraph.

For golden files and for looking at what was written; it reads the XML, not our blocks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from service.docx.namespaces import WORD
from service.docx.units import TWIPS_PER_MM

_W = f"{{{WORD}}}"


def outline(docx: bytes) -> str:
    """Return the outline of a Word file of ours, a line for each section, paragraph and row."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own file
    return "\n".join(_lines(root[0])) + "\n"


def _lines(body: ET.Element) -> Iterator[str]:
    for section in body.iter(f"{_W}sectPr"):
        yield _page(section)
    for block in body:
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                mark = "head" if row.find(f"{_W}trPr/{_W}tblHeader") is not None else "row"
                yield f"{mark} | " + " | ".join(_cell(c) for c in row.iter(f"{_W}tc"))
        elif block.tag == f"{_W}p":
            yield _paragraph(block)


def _page(section: ET.Element) -> str:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    if size is None or margins is None:
        return "page ?"
    width, height = (_mm(size, key) for key in ("w", "h"))
    sides = "/".join(str(_mm(margins, key)) for key in ("top", "right", "bottom", "left"))
    return f"page {width}×{height} {sides}"


def _mm(element: ET.Element, key: str) -> int:
    return round(int(element.get(f"{_W}{key}", "0")) / TWIPS_PER_MM)


def _paragraph(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else "Normal"
    marks = [
        mark
        for mark, path in (("page", "pageBreakBefore"), ("section", "sectPr"))
        if paragraph.find(f"{_W}pPr/{_W}{path}") is not None
    ]
    return " | ".join((name, *marks, _text(paragraph)))


def _cell(cell: ET.Element) -> str:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    up = "^" if merged is not None and merged.get(f"{_W}val") is None else ""
    return up + "/".join(_text(p) for p in cell.iter(f"{_W}p"))


def _text(paragraph: ET.Element) -> str:
    shown = {f"{_W}br": "⏎", f"{_W}tab": "⇥"}
    return "".join(
        shown.get(e.tag, e.text or "" if e.tag == f"{_W}t" else "") for e in paragraph.iter()
    )
