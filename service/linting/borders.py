"""Whether a table shows lines: its own, those of its style, or those that each cell draws for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from service.linting.properties import W, attribute, child

_NO_LINE = ("none", "nil", "")
_SIDES = ("left", "right", "start", "end")


def drawn(borders: ET.Element | None, sides: Iterable[str] = ()) -> bool:
    """Return whether one of some borders is drawn, of `sides` alone where they are named."""
    if borders is None:
        return False
    wanted = {f"{W}{side}" for side in sides}
    return any(
        attribute(line, "val") not in _NO_LINE and (not wanted or line.tag in wanted)
        for line in borders
    )


def style_lines(style: ET.Element) -> bool | None:
    """Return whether a table style draws lines, anywhere in a table; None where it says nothing of them."""
    said = [*style.iter(f"{W}tblBorders"), *style.iter(f"{W}tcBorders")]
    return any(map(drawn, said)) if said else None


def bordered(
    properties: ET.Element | None, rows: Sequence[Sequence[ET.Element]], *, by_style: bool
) -> bool:
    """Return whether a table shows lines.

    What cells draw counts if it parts columns, or stands along the whole first row: a line below a single
    cell is one to sign on.

    Args:
        properties: of the table.
        rows: its cells.
        by_style: whether its style draws lines.
    """
    own = child(properties, "tblBorders")
    if drawn(own) or (own is None and by_style):
        return True
    lines = [[child(child(cell, "tcPr"), "tcBorders") for cell in row] for row in rows]
    if any(drawn(cell, _SIDES) for row in lines for cell in row):
        return True
    return bool(lines and lines[0]) and all(map(drawn, lines[0]))
