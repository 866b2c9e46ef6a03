"""Tables as XML: fixed widths, heading rows that repeat, rows that do not part, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from service.docx.runs import paragraph
from service.drafting.blocks import Columns, Row, Table
from service.drafting.markup import LEFT, SOFT, UP

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CENTRED = '<w:vAlign w:val="center"/>'
# Room for a seal and a signature: a row of the signature page is at least 15 mm high (DECISION).
_SIGNATURE_ROW = 850
# From this many columns on the type is small.
_MANY = 10
# Cells of up to this many characters without a stop are figures and names: centred.
_SHORT = 8


@lru_cache(maxsize=64)
def table(block: Table, width: int) -> str:
    """Return a table as XML; `width` in twips. Remembered: the letters of a batch share theirs."""
    widths = _share(block.widths, width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    below = [*block.rows[1:], None]
    rows = "".join(_row(row, after, widths) for row, after in zip(block.rows, below, strict=True))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _share(parts: Sequence[float], width: int) -> list[int]:
    """Return widths in twips that are in proportion and fill the whole exactly."""
    total = sum(parts)
    ends = [round(width * sum(parts[:place]) / total) for place in range(len(parts) + 1)]
    return [after - before for before, after in pairwise(ends)]


def _row(row: Row, below: Row | None, widths: list[int]) -> str:
    cells, place = [], 0
    while place < len(widths):
        end = place + 1
        while end < len(widths) and row.cells[end] == LEFT:
            end += 1
        cells.append(_cell(row, below, place, end, sum(widths[place:end])))
        place = end
    repeat = "<w:tblHeader/>" if row.header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(row: Row, below: Row | None, start: int, end: int, width: int) -> str:
    text = row.cells[start]
    span = f'<w:gridSpan w:val="{end - start}"/>' if end - start > 1 else ""
    merge = ""
    if text == UP:
        merge, text = "<w:vMerge/>", ""
    elif below is not None and below.cells[start] == UP:
        merge = '<w:vMerge w:val="restart"/>'
    kind = "head-cell" if row.header else "cell"
    if len(row.cells) >= _MANY:
        kind = f"small-{kind}"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{_CENTRED}</w:tcPr>'
        f"{_paragraphs(kind, text)}</w:tc>"
    )


def _paragraphs(kind: str, text: str) -> str:
    short = "head" not in kind and len(text) <= _SHORT and not any(c in text for c in "，。；：")
    extra = '<w:jc w:val="center"/>' if short else ""
    return "".join(paragraph(kind, line, extra) for line in text.split(SOFT))


def columns(block: Columns, width: int) -> str:
    """Return the signature page's two columns: equal widths, no lines, kept on one page."""
    half = width // 2
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_SIGNATURE_ROW}" w:hRule="atLeast"/></w:trPr>'
        + "".join(_side(text, half) for text in row)
        + "</w:tr>"
        for row in block.rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * half}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _side(text: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("side", text)}</w:tc>'
