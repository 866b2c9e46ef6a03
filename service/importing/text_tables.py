"""Text tables: encoding by mark, strict UTF-8, then GB 18030; separator by the first lines.

No statistics: a guess that is wrong one time in a hundred spoils names without anyone noticing.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from functools import cache
from typing import BinaryIO

import corpora
from service.errors import UnreadableFile
from service.file_kinds import TEXT_MARKS
from service.importing.headings import fields_of
from service.importing.model import Grid, Note
from service.limits import BESIDE, DEFAULT, Limits
from service.tables import FORMULA

_SEPARATORS = "\t,;，；"
_HEAD_LINES = 10


def decode(data: bytes) -> str:
    """Return the text of a file.

    Raises:
        UnreadableFile: it is text in none of the encodings offices use.
    """
    encodings = [name for mark, name in TEXT_MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    furthest = 0
    for encoding in encodings:
        try:
            return today(data.decode(encoding))
        except UnicodeDecodeError as trouble:
            furthest = max(furthest, trouble.start)
    row = data.count(b"\n", 0, furthest) + 1
    where = f"第 {row} 行有无法识别的字符：" if b"\0" not in data else ""
    if where and data.startswith(codecs.BOM_UTF8):
        told = (
            "文件开头标着 UTF-8，里面却有别的编码，请用 Excel 或 WPS 打开，"
            "核对这一行的文字，另存为 .xlsx 后重试。"
        )
    else:
        told = "文件不是文本，或编码无法识别，请另存为 .xlsx 或 UTF-8 编码的 .csv 后重试。"
    raise UnreadableFile(f"{where}{told}", row=row)


def is_mislabelled(data: bytes) -> bool:
    """Return whether a text begins with the mark of UTF-8 and is surely one in GB 18030.

    Some programs put the mark before whatever they write. It is sure where all of it can be read so, and
    nowhere stand ideographs of UTF-8 one after the other, as they do in a text with a damaged byte.
    """
    mark = codecs.BOM_UTF8
    if not data.startswith(mark) or reads_as(file := io.BytesIO(data), "utf-8-sig"):
        return False
    return reads_as(file, "gb18030", len(mark))


def _holds_utf8(data: bytes) -> bool:
    """Return whether bytes hold what hardly ever stands in another encoding: ideographs in UTF-8 in a row."""
    return _IDEOGRAPHS.search(data) is not None


# Four of them: by chance in one of some hundred million places of a text in GB 18030.
_IDEOGRAPHS = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
_IDEOGRAPHS_SIZE = 12
MISLABELLED = Note(
    0,
    "文件开头标着 UTF-8，内容其实是 GBK 编码，已按 GBK 读入，请核对文字是否正常；"
    "另存为 .xlsx 或 UTF-8 编码的 .csv 就不再提醒。",
)
"""What is told of such a file."""


def reads_as(file: BinaryIO, encoding: str, start: int = 0) -> bool:
    """Return whether all that follows a place is text in an encoding, surely so behind a wrong mark."""
    file.seek(start)
    decoder = codecs.getincrementaldecoder(encoding)()
    before = b""
    try:
        while piece := file.read(PIECE):
            if b"\0" in piece or (start and _holds_utf8(before + piece)):
                return False
            decoder.decode(piece)
            before = (before + piece)[-_IDEOGRAPHS_SIZE:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


PIECE = 1 << 20
"""Bytes of a text that are looked at at a time."""


def decode_table(data: bytes) -> str:
    """Return the text of a table or list, also of one that is mislabelled (`MISLABELLED` is to be told then).

    Raises:
        UnreadableFile: as `decode`.
    """
    return decode(data[len(codecs.BOM_UTF8) :] if is_mislabelled(data) else data)


def today(text: str) -> str:
    """Return a text with the numbers that characters of GB 18030 have today."""
    return text.translate(_private_use())


@cache
def _private_use() -> dict[int, str]:
    """Return what GB 18030 once gave a private number, with the number it has today."""
    return {int(code, 16): today for code, today in corpora.rows("lexicons/gb18030.tsv")}


def read_text(data: bytes, *, limits: Limits = DEFAULT) -> Grid:
    """Return the cells of a text table.

    Raises:
        UnreadableFile: it is no text, or its quotes are broken.
        TooManyRows: it has far more rows than may be read.
    """
    text = decode_table(data)
    if "\x00" in text:
        raise UnreadableFile("文件不是文本表格，请另存为 .xlsx 或 .csv 后重试。")
    csv.field_size_limit(1 << 20)
    try:
        separator = separator_of(text.splitlines(keepends=True))
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [[armed(cell) for cell in row] for row in limits.within(rows, beside=BESIDE)]
    except csv.Error as trouble:
        raise broken_quotes() from trouble


def separator_of(lines: Sequence[str]) -> str:
    """Return what divides the cells of a table, by its first ten lines: tab, comma or semicolon.

    It is the one that sets most known headings apart, for names and measures may hold more commas than their
    line has cells; where no heading is known, the commonest.
    """
    head = lines[:_HEAD_LINES]
    best = max(head, key=_headings_known, default="")
    return max(_SEPARATORS, key=(best if _headings_known(best) else "".join(head)).count)


def _headings_known(line: str) -> int:
    """Return how many headings a line names, divided as it gives most."""
    rows = (next(csv.reader([line], delimiter=one), []) for one in _SEPARATORS)
    return max(len(fields_of(row)) for row in rows)


def broken_quotes() -> UnreadableFile:
    """Return the error that says a text table cannot be taken apart."""
    return UnreadableFile(
        "文本表格里的英文双引号不成对，分不清哪里是一格，请改成中文引号，或用 Excel 打开检查后另存为 .xlsx。"
    )


def armed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
