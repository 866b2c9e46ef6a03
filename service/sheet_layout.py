"""How wide columns of a list are in a workbook, and how high rows: no text is cut off, pages are A4."""

from __future__ import annotations

from collections.abc import Sequence

# Widths in half-width characters. A page of A4 on its side holds some 160 at a size that can be read:
# where a list is wider, its widest columns give way, down to the narrowest, and their texts wrap.
_WIDTHS, PAGE = (60, 48, 40, 32, 26, 20, 16, 12), 160
_NARROWEST = 6
# Height of a line and the greatest height of a row, in points.
_LINE, _HIGHEST = 15, 405


def column_widths(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """Return the widths of columns in half-width characters, fit for some rows and for a page."""
    natural = [
        max(
            _width(heading),
            *(_width(line) for row in rows for line in str(row[column]).split("\n")),
            _NARROWEST,
        )
        + 2
        for column, heading in enumerate(headings)
    ]
    for widest in _WIDTHS:
        widths = [min(widest, width) for width in natural]
        if sum(widths) <= PAGE:
            break
    return widths


def lines_of(row: Sequence[object], widths: Sequence[int]) -> int:
    """Return how many lines a row takes in columns of some widths."""
    # Of most texts that is told by how many characters they have.
    long = [
        lines(cell, width)
        for cell, width in zip(row, widths, strict=True)
        if type(cell) is str and (2 * len(cell) >= width or "\n" in cell)
    ]
    return max(long, default=1)


def lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; the edges of a cell take a character."""
    room = max(1, width - 1)
    if "\n" not in text:
        return max(1, -(-_width(text) // room))
    return sum(max(1, -(-_width(line) // room)) for line in text.split("\n"))


def pixels(count: int) -> int:
    """Return the height of a row of some lines, 0 for one."""
    return round(min(_HIGHEST, _LINE * count + 3) * 4 / 3) if count > 1 else 0


def _width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))
