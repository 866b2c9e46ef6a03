"""Blocks: what a document consists of, before anything is known of Word; and their reading from text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from service.drafting.markup import (
    ABOUT,
    BLOCK,
    CELL,
    LEFT,
    MOST_REMEMBERED,
    RUN_IN,
    SOFT,
    STRONG,
    TEXT,
    TURN,
    UP,
    too_many_cells,
)
from service.drafting.numbering import Numbering

_PLAIN = str.maketrans({STRONG: None, RUN_IN: None, UP: None, LEFT: None, TURN: None, SOFT: "\n"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        kind: one of `service.drafting.markup.KINDS` without those of tables, or `body`.
        text: with `STRONG`, `RUN_IN` and `SOFT` inside; headings carry their number already.
    """

    kind: str
    text: str

    @property
    def plain(self) -> str:
        """The text as read, without marks."""
        return self.text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a cell that is `UP` or `LEFT` alone is merged with its neighbour."""

    cells: tuple[str, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with relative widths of its columns; rows have as many cells as there are widths.

    `fitted` says that the widths may follow what the columns hold.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    fitted: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The two sides of a signature page, row by row."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A new page; `landscape` and `portrait` begin a section of that form."""

    kind: str


Block = Paragraph | Table | Columns | Break


class BlockError(ValueError):
    """Blocks that do not fit together, such as a row of another length than its table; Chinese."""


class Section:
    """Blocks of a document that stand together; equal only to itself, for memories."""

    __slots__ = ("blocks", "most_rows", "numbered")

    def __init__(self, blocks: tuple[Block, ...], numbered: tuple[int, ...] = ()) -> None:
        self.blocks = blocks
        self.most_rows = max((len(b.rows) for b in blocks if isinstance(b, Table)), default=0)
        """Rows of its longest table."""
        self.numbered = numbered
        """How far its headings are numbered at its end."""


def read_section(marked: str, numbered: tuple[int, ...] = ()) -> Section:
    """Return a section of a rendered body; headings are numbered on, attachments listed.

    Paragraphs without text are left out. Linear; remembered unless it is long, since documents share
    sections.

    Raises:
        BlockError: a row with more cells than the table has columns.
    """
    return (_remembered if len(marked) <= MOST_REMEMBERED else _section)(marked, numbered)


def _section(marked: str, numbered: tuple[int, ...]) -> Section:
    pieces = [tuple(one.split(TEXT, 1)) for one in marked.split(BLOCK)[1:]]
    numbering = Numbering(numbered)
    return Section(tuple(_grouped(pieces, numbering)), numbering.counts)


_remembered = lru_cache(maxsize=256)(_section)


def read_sections(texts: Iterable[str]) -> tuple[Section, ...]:
    """Return the sections of a rendered body; raises as `read_section` does."""
    sections: list[Section] = []
    for text in texts:
        sections.append(read_section(text, sections[-1].numbered if sections else ()))
    return tuple(sections)


# What stands one after another and belongs together; all else is paragraphs.
_FAMILIES = {
    **dict.fromkeys(("widths", "header-row", "row"), "table"),
    **{kind: kind for kind in ("columns", "page", "landscape", "portrait", "attachment")},
}


def _grouped(pieces: Iterable[tuple[str, ...]], numbering: Numbering) -> Iterator[Block]:
    for family, group in groupby(pieces, key=_family):
        if not family:
            for kind, text in group:
                if text and not text.isspace():
                    yield Paragraph(kind, numbering.number(kind) + text)
        elif family == "table":
            yield from _tables(group)
        elif family == "columns":
            yield Columns(tuple(_sides(text) for _, text in group))
        elif family == "attachment":
            yield from _attachments([text for _, text in group])
        else:
            yield Break(family)


def _family(piece: tuple[str, ...]) -> str:
    return _FAMILIES.get(piece[0], "")


def _sides(text: str) -> tuple[str, str]:
    left, _, right = text.partition(CELL)
    return left, right


def _attachments(names: list[str]) -> Iterator[Paragraph]:
    """List attachments as GB/T 9704-2012 7.3.4 does: numbered when several, no mark at the end."""
    for number, name in enumerate(names, 1):
        head = "附件：" if number == 1 else "　　　"
        yield Paragraph("attachment", head + (f"{number}. {name}" if len(names) > 1 else name))


def _tables(pieces: Iterable[tuple[str, ...]]) -> Iterator[Table]:
    widths: tuple[float, ...] = ()
    fitted = False
    rows: list[Row] = []
    for kind, text in pieces:
        if kind == "widths":
            if rows:
                yield Table(widths, tuple(rows), fitted)
            fitted, rows = text.startswith(ABOUT), []
            parts = text.removeprefix(ABOUT).replace(CELL, " ").split()
            widths = tuple(map(float, parts))
        else:
            rows.append(_row(kind, text, widths))
    if rows:
        yield Table(widths or (1.0,) * len(rows[0].cells), tuple(rows), fitted)


def _row(kind: str, text: str, widths: tuple[float, ...]) -> Row:
    cells = text.split(CELL)
    if widths and len(cells) > len(widths):
        raise BlockError(too_many_cells(len(widths), len(cells)))
    cells += [""] * (len(widths) - len(cells))
    return Row(tuple(cells), kind == "header-row")


def plain_text(blocks: Iterable[Block]) -> str:
    """Return blocks as text: a paragraph a line, cells parted by tabs."""
    return "\n".join(_plain(block) for block in blocks)


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.plain
    if isinstance(block, Table):
        return "\n".join("\t".join(c.translate(_PLAIN) for c in row.cells) for row in block.rows)
    if isinstance(block, Columns):
        return "\n".join("\t".join(side.translate(_PLAIN) for side in row) for row in block.rows)
    return ""
