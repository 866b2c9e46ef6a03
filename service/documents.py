"""The text of a document: .docx by paragraphs and table cells, or a text file; only import of docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from service.errors import UnreadableFile
from service.importing.table import content
from service.importing.text_tables import decode

_MOST_BYTES = 200 << 20


def read_text(source: Path | bytes, *, filename: str = "") -> str:
    """Return the text of a document, one paragraph or cell a line, in reading order.

    Raises:
        UnreadableFile: damaged, of another kind, or too large when unpacked.
    """
    data = content(source)
    name = filename or (source.name if isinstance(source, Path) else "")
    if data[:2] == b"PK":
        return _docx(data)
    if Path(name).suffix.lower() in (".doc", ".wps", ".pdf", ".docx"):
        raise UnreadableFile("不能读取这个文件，请在 WPS 或 Word 中另存为 .docx 后重试。")
    return decode(data)


def _docx(data: bytes) -> str:
    # python-docx is loaded here so that commands without documents start without it.
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise UnreadableFile("文件解压后过大，疑似异常文件。")
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as trouble:
        raise UnreadableFile("文件打不开，可能已损坏或不是 Word 文档。") from trouble
    return "\n".join(_lines(document))


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
