"""Rows, cells and widths of a table, as its XML has them; rows that are deleted are left out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from service.linting.properties import W, attribute, child, millimetres
from service.linting.revisions import is_gone


def rows(table: ET.Element) -> Iterator[ET.Element]:
    """Yield the rows of a table that are there once tracked changes are accepted."""
    for one in table:
        if one.tag == f"{W}tr":
            if not is_gone(one):
                yield one
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from rows(one)


def cells(row: ET.Element) -> list[ET.Element]:
    """Return the cells of a row."""
    found = []
    for one in row:
        if one.tag == f"{W}tc":
            found.append(one)
        elif one.tag in (f"{W}sdt", f"{W}sdtContent"):
            found += cells(one)
    return found


def widths(table: ET.Element) -> list[float]:
    """Return the widths of the columns in millimetres."""
    columns = child(table, "tblGrid")
    found = columns.findall(f"{W}gridCol") if columns is not None else []
    return [millimetres(one, "w") for one in found]


def width(properties: ET.Element | None) -> float:
    """Return the width that a table is given in millimetres, 0 when it is left to Word."""
    wide = child(properties, "tblW")
    if attribute(wide, "type") != "dxa":
        return 0.0
    return millimetres(wide, "w")
