"""Rows too high to be kept whole: parted into lower ones, so that no page begins amid a row.

A row that a word processor parts goes on overleaf without a word of what it belongs to. Parted here, its long
texts run on from row to row, cut at the end of a sentence, and its short cells are merged over them;
`merged.parted` then says these again where a stretch begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.drafting.blocks import Row
from service.drafting.markup import LEFT, SOFT, UP

_LONGEST_NAME = 30
"""Up to so many characters without a stop or a figure a cell names something: it stands beside all of the
row, and is said again where a stretch begins (DECISION)."""
_SENTENCE = re.compile(r"[，。；;：！？\d]")
# Where a text is best cut, and how far from the wished place, in parts of a stretch.
_CUTS = (
    (re.compile(SOFT), 0.45),
    (re.compile("(?<=[。！？；;])[”’）)]*"), 0.4),
    (re.compile("(?<=[，、,：])"), 0.3),
    (re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"), 0.1),
)


def lowered(row: Row, lines: Sequence[int], about: int) -> list[Row]:
    """Return a row as rows of about equal height; texts run on from one to the next and lose nothing.

    Args:
        row: of a table.
        lines: how high each cell is, by column; of a cell over several columns at its first.
        about: how many lines each is to have.
    """
    count = -(-max(lines) // about)
    each = -(-max(lines) // count)
    columns = [
        _column(text, -(-high // each), count) for text, high in zip(row.cells, lines, strict=True)
    ]
    return [Row(cells, row.header) for cells in zip(*columns, strict=True)]


def _column(text: str, own: int, count: int) -> list[str]:
    """Return what a cell says in each of the rows; `own` is how many of them it fills."""
    if text == LEFT:
        return [LEFT] * count
    if text == UP or (own == 1 and (_is_figure(text) or _is_name(text))):
        return [text, *[UP] * (count - 1)]
    found = list(_pieces(text, own))
    return found + [""] * (count - len(found))


def _is_figure(text: str) -> bool:
    return bool(text) and not any(one.isalpha() for one in text)


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not _SENTENCE.search(text)


def _pieces(text: str, count: int) -> Iterator[str]:
    """Yield a text in up to so many pieces of about equal length."""
    start, stretch = 0, len(text) / count
    for number in range(1, count):
        end = _cut(text, start + 1, number * stretch, stretch)
        if end:
            yield text[start:end].removesuffix(SOFT)
            start = end
    yield text[start:]


def _cut(text: str, first: int, wished: float, stretch: float) -> int:
    """Return where to cut a text near the wished place, 0 when it cannot be cut there."""
    for form, part in _CUTS:
        reach = part * stretch
        window = range(max(first, int(wished - reach)), min(len(text) - 1, int(wished + reach)) + 1)
        ends = [match.end() for match in form.finditer(text) if match.end() in window]
        if ends:
            return min(ends, key=lambda end: abs(end - wished))
    return 0
