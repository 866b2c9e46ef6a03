"""The text of a document: .docx by paragraphs and table cells, or a text file; only import of docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from service.errors import UnreadableFile
from service.file_kinds import called, is_locked, is_package
from service.importing.text_tables import decode
from service.whole_files import content
from service.word_marks import lay_open

_MOST_BYTES = 200 << 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text and its first place; a merged cell is the same in all its places."""

    text: str
    row: int
    column: int


Cells = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A document taken apart: paragraphs outside tables, and tables by rows.

    Attributes:
        nests: the tables, each with those inside its cells, which come behind it.
    """

    paragraphs: tuple[str, ...]
    nests: tuple[tuple[Cells, ...], ...]

    @property
    def tables(self) -> tuple[Cells, ...]:
        """All tables; those inside cells come after the table that they are in."""
        return tuple(chain.from_iterable(self.nests))


def read_text(source: Path | bytes) -> str:
    """Return the text of a document, one paragraph or cell a line, in reading order.

    Raises:
        UnreadableFile: damaged, of another kind, or too large when unpacked.
    """
    data = content(source)
    if is_package(data):
        return "\n".join(_lines(_open(data)))
    if isinstance(source, Path) and source.suffix.lower() in (".doc", ".wps", ".pdf", ".docx"):
        raise UnreadableFile(_why(data))
    return decode(data)


def _why(data: bytes) -> str:
    """Return why a file that is no package cannot be read: what it is, whatever its name says."""
    if is_locked(data):
        return "文件设了打开密码，请在 WPS 或 Word 中取消密码，另存后重试。"
    kind = called(data)
    told = f"文件实际是{kind}，" if kind else "不能读取这个文件，"
    return f"{told}请在 WPS 或 Word 中另存为 .docx 后重试。"


_OTHERS = {
    "mimetype": " OpenDocument 文件（.odt）",
    "xl/workbook.xml": "工作簿（.xlsx）",
    "ppt/presentation.xml": "演示文稿（.pptx）",
}
"""Packages of other kinds, by a part that only they have."""


def _open(data: bytes) -> Any:
    # python-docx is loaded here so that commands without documents start without it.
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise UnreadableFile("文件解压后过大，疑似异常文件，请另存后重试。")
            if other := _OTHERS.keys() & set(archive.namelist()):
                kind = _OTHERS[min(other)]
                raise UnreadableFile(f"文件实际是{kind}，请在 WPS 或 Word 中另存为 .docx 后重试。")
        document = Document(io.BytesIO(data))
        body = document.element.body
    except (PackageNotFoundError, *_DAMAGED) as trouble:
        raise UnreadableFile(
            "文件打不开，可能已损坏或不是 Word 文档，请在 WPS 或 Word 中另存后重试。"
        ) from trouble
    lay_open(body)
    return document


# What python-docx and lxml raise for parts that are missing, cut off or no XML.
_DAMAGED = (
    *(KeyError, ValueError, AttributeError, SyntaxError, EOFError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)


def read_tables(source: Path | bytes) -> Contents:
    """Return the tables of a .docx, aware of merged cells, and the paragraphs around them.

    Linear in the number of cells.

    Raises:
        UnreadableFile: damaged, of another kind, or too large when unpacked.
    """
    data = content(source)
    if not is_package(data):
        raise UnreadableFile(_why(data))
    document = _open(data)
    paragraphs = tuple(one.text for one in document.paragraphs if one.text.strip())
    return Contents(paragraphs, tuple(tuple(_tables([one])) for one in document.tables))


def _tables(tables: list[Any]) -> Iterator[Cells]:
    for table in tables:
        places: dict[Any, Cell] = {}  # by element: it must live on to stay the same one
        rows: list[tuple[Cell, ...]] = []
        inner: list[Any] = []
        for number, row in enumerate(table.rows):
            cells = []
            for column, cell in enumerate(row.cells):
                element = cell._tc  # a merged cell is one element in several places
                if element not in places:
                    places[element] = Cell(cell.text, number, column)
                    inner += cell.tables
                cells.append(places[element])
            rows.append(tuple(cells))
        yield tuple(rows)
        yield from _tables(inner)


def _lines(document: object) -> Iterator[str]:
    from docx.document import Document
    from docx.table import Table

    assert isinstance(document, Document)  # noqa: S101 - narrows the type
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                seen: set[int] = set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # a merged cell comes once for each column
                        seen.add(id(cell._tc))
                        yield cell.text
        else:
            yield block.text
