"""Clauses on the page: size, margins, area of text, grid, direction."""

from __future__ import annotations

from collections.abc import Iterator

from service.linting.kinds.base import Context, Match, figure, of_section
from service.linting.model import Section
from service.linting.report import Place

_A4 = (210.0, 297.0)
_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


def _plain(context: Context) -> Iterator[Section]:
    """Yield the sections that stand upright."""
    for one in context.document.sections:
        if 0 < one.width <= one.height:
            yield one


def page_size(context: Context, *, tolerance: float) -> Iterator[Match]:
    """Every page is A4, upright or across; `tolerance` in millimetres."""
    for one in context.document.sections:
        sides = sorted((one.width, one.height))
        if any(abs(a - b) > tolerance for a, b in zip(sides, _A4, strict=True)):
            size = f"{figure(round(one.width, 1))} × {figure(round(one.height, 1))} 毫米"
            found = size if one.width else "没有写明的大小"
            yield Match(of_section(one), found, "A4（210 × 297 毫米）")


def margin(context: Context, *, side: str, below: float, above: float) -> Iterator[Match]:
    """A margin is the profile's; tolerances in millimetres towards less and more."""
    for one in _plain(context):
        wanted = getattr(context.profile, side)
        # The gutter is part of the binding edge.
        found = getattr(one, side) + (one.gutter if side == "left" else 0)
        if not wanted - below <= found <= wanted + above:
            expected = f"{figure(round(wanted, 1))} 毫米"
            yield Match(
                of_section(one), f"{figure(round(found, 1))} 毫米", expected, {"side": _SIDES[side]}
            )


def text_area(context: Context, *, direction: str, below: float, above: float) -> Iterator[Match]:
    """Width or height of the text is what the profile's margins leave; tolerances in millimetres."""
    p = context.profile
    for one in _plain(context):
        if direction == "width":
            wanted = _A4[0] - p.left - p.right
            found, sides = one.width - one.left - one.right - one.gutter, (one.left, one.right)
        else:
            wanted = _A4[1] - p.top - p.bottom
            found, sides = one.height - one.top - one.bottom, (one.top, one.bottom)
        if not wanted - below <= found <= wanted + above:
            values: dict[str, object] = {
                "first": figure(round(sides[0], 1)),
                "second": figure(round(sides[1], 1)),
            }
            yield Match(
                of_section(one),
                f"{figure(round(found, 1))} 毫米",
                f"{figure(round(wanted, 1))} 毫米",
                values,
            )


def negative_grid(context: Context) -> Iterator[Match]:
    """No grid of characters narrower than their type: LibreOffice sets one character in two cells."""
    for one in context.document.sections:
        if one.grid in ("linesAndChars", "snapToChars") and one.character_space < 0:
            yield Match(of_section(one), str(one.character_space), "0")


def landscape_without_table(context: Context) -> Iterator[Match]:
    """A section across holds a table."""
    wide = {table.section for table in context.document.tables}
    for one in context.document.sections:
        if one.width > one.height and one.number not in wide:
            yield Match(of_section(one))


def columns(context: Context) -> Iterator[Match]:
    """The text is not set in columns."""
    for one in context.document.sections:
        if one.columns > 1:
            yield Match(of_section(one), f"{one.columns} 栏", "不分栏")


def mirrored(context: Context) -> Iterator[Match]:
    """Margins are mirrored, when left and right differ: the binding edge is on the right of even pages."""
    uneven = any(abs(one.left - one.right) > 0.5 for one in context.document.sections)
    if uneven and not context.document.settings.mirror:
        yield Match(Place())
