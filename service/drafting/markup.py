"""The block markup of a template's body, settled before any value exists.

A body is Jinja2 whose plain text carries marks at the start of a line (`# ` title, `## ` heading, `| `
table row …). `mark` turns them into control characters in the template itself; values may hold no
control characters (`service.drafting.kinds_of_value` refuses them, printing drops them), so no value can
ever make a heading, a cell or a page break. `service.drafting.blocks` reads the marked text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BLOCK, TEXT, CELL, RUN_IN, UP, LEFT, STRONG, SOFT, TURN = "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e"
"""Start of a block, end of its kind, end of a cell, end of a run-in heading, merged with the cell above,
merged with the left one, emphasis on or off, line break inside a paragraph, where a title may turn over."""

CONTROLS = dict.fromkeys(range(0x20))
"""What no printed value may hold; for `str.translate`."""

KINDS = {
    "# ": "title",
    "#~ ": "subtitle",
    "## ": "heading1",
    "### ": "heading2",
    "#### ": "heading3",
    "##### ": "heading4",
    "##! ": "plain-heading",
    "@ ": "flush",
    "= ": "centred",
    "> ": "signature",
    "- ": "item",
    "! ": "note",
    "+ ": "attachment",
    "& ": "attachment-label",
    "|| ": "columns",
    "|% ": "widths",
    "|# ": "header-row",
    "| ": "row",
}
"""Kinds of blocks by their mark; a line without a mark is `body`."""

MOST_REMEMBERED = 30_000
"""Characters of a filled section that is remembered: longer ones are the lists of a batch, each its own."""

ABOUT = "~"
"""Before the widths of a table: they may follow what the columns hold."""

BREAKS = ("page", "landscape", "portrait")
"""Kinds of blocks that begin a new page."""

_BREAKS = {"---": "page", "--- landscape": "landscape", "--- portrait": "portrait"}
# Prints nothing, and keeps the numbers of lines for messages.
_NEWLINE = "{#\n#}"
_CELLS = ("columns", "widths", "header-row", "row")
_HEADINGS = ("heading1", "heading2", "heading3", "heading4")
# Longest first, so that `#~ ` is not read as `# `.
_MARKS = sorted(KINDS, key=len, reverse=True)
_LIKE_A_MARK = re.compile(r"[#|>&+!@=-]{1,6} ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a body as Jinja2 tells them apart: `data`, `statement` or `expression`."""

    kind: str
    text: str
    line: int = 0


class MarkupError(ValueError):
    """A body whose marks cannot be read: for each a line and a Chinese sentence."""

    def __init__(self, faults: Iterable[tuple[int, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("".join(message for _, message in self.faults))


def mark(pieces: Iterable[Piece]) -> str:
    """Return the source of a body with its marks as control characters, one block a line.

    Raises:
        MarkupError: control characters in the body itself, or broken marks; all of them.
    """
    lines = list(_lines(pieces))
    if faults := sorted([*_faults(lines), *_wide_rows(lines)], key=lambda fault: fault[0]):
        raise MarkupError(faults)
    return _NEWLINE.join(_marked(line) for line in lines)


def _faults(lines: Iterable[list[Piece]]) -> Iterator[tuple[int, str]]:
    for line in lines:
        for piece in line:
            if piece.kind == "data" and any(c < " " for c in piece.text):
                yield piece.line, "正文里有控制字符或制表符，请删去。"
        said = (piece for piece in line if piece.kind != "statement" and piece.text.strip())
        first = next(said, None)
        if first and first.kind == "data" and (strange := _strange(first.text.lstrip(" "))):
            yield (
                first.line,
                f"行首的记号“{strange}”不认识，可用：{'、'.join(map(str.strip, KINDS))}。",
            )


def _wide_rows(lines: Iterable[list[Piece]]) -> Iterator[tuple[int, str]]:
    """Yield the rows of tables that have more cells than the widths above them say."""
    columns = 0
    for line in lines:
        said = [piece for piece in line if piece.text.strip()]
        if not said or all(piece.kind == "statement" for piece in said):
            continue
        _, rest = _lead(said)
        kind, rest = _kind(rest)
        cells = "".join(
            _text(p, kind, first=n == 0, last=p is rest[-1]) for n, p in enumerate(rest)
        )
        if kind == "widths":
            columns = len(cells.removeprefix(ABOUT).replace(CELL, " ").split())
        elif kind not in ("header-row", "row"):
            columns = 0
        # A loop within a row makes cells that nobody can count yet.
        elif 0 < columns <= cells.count(CELL) and not any(p.kind == "statement" for p in rest):
            yield rest[0].line, too_many_cells(columns, cells.count(CELL) + 1)


def too_many_cells(columns: int, cells: int) -> str:
    """Return the sentence on a row that is wider than its table."""
    return f"表格有 {columns} 列，这一行却有 {cells} 格，请核对模板。"


def _strange(text: str) -> str:
    """Return what looks like a mark at the start of a line and is none, empty if nothing does."""
    known = any(text.startswith(sign) or text == sign.rstrip() for sign in _MARKS)
    found = None if known or text.strip() in _BREAKS else _LIKE_A_MARK.match(text)
    return found[0].strip() if found else ""


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece.kind != "data":
            line.append(piece)
            continue
        first, *rest = piece.text.split("\n")
        line.append(Piece("data", first, piece.line))
        for number, text in enumerate(rest, 1):
            yield line
            line = [Piece("data", text, piece.line + number)]
    yield line


def _marked(line: list[Piece]) -> str:
    line = [piece for piece in line if piece.text]
    if all(p.kind == "statement" or (p.kind == "data" and p.text.isspace()) for p in line):
        return "".join(piece.text for piece in line if piece.kind == "statement")
    lead, rest = _lead(line)
    whole = "".join(piece.text for piece in rest).strip()
    if not lead and whole in _BREAKS:
        return f"{BLOCK}{_BREAKS[whole]}{TEXT}"
    kind, rest = _kind(rest)
    last = len(rest) - 1
    texts = [
        _text(piece, kind, first=place == 0, last=place == last) for place, piece in enumerate(rest)
    ]
    return f"{BLOCK}{kind}{TEXT}" + "".join((*lead, *texts))


def _lead(line: list[Piece]) -> tuple[list[str], list[Piece]]:
    """Part the statements at the start of a line from what it prints."""
    start = next(
        place
        for place, piece in enumerate(line)
        if piece.kind == "expression" or not (piece.kind == "statement" or piece.text.isspace())
    )
    return [piece.text for piece in line[:start] if piece.kind == "statement"], line[start:]


def _kind(line: list[Piece]) -> tuple[str, list[Piece]]:
    first = line[0]
    if first.kind != "data":
        return "body", line
    text = first.text.lstrip(" ")
    for sign in _MARKS:
        if text.startswith(sign) or text == sign.rstrip():
            rest = Piece("data", text[len(sign) :], first.line)
            return KINDS[sign], [rest, *line[1:]]
    return "body", [Piece("data", text, first.line), *line[1:]]


def _text(piece: Piece, kind: str, *, first: bool, last: bool) -> str:
    if piece.kind != "data":
        return piece.text
    text = piece.text.lstrip(" ") if first else piece.text
    text = text.rstrip(" ") if last else text
    text = text.replace("**", STRONG)
    if kind in _CELLS:
        if last:
            text = re.sub(r" *\|{1,2}$", "", text)
        text = text.replace("^^", UP).replace("<<", LEFT)
        text = re.sub(r" *\|{1,2} *", CELL, text)
    elif kind in _HEADINGS:
        text = re.sub(r" *:: *", RUN_IN, text)
    elif kind == "title":
        text = text.replace("//", TURN)
    return text
