"""Whether a workbook of the zip kind is safe to be read: sizes that are true, no entities, no macros.

The headers of an archive may lie, so every part is unpacked once, in small pieces, and counted.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from service.errors import UnreadableFile

# Limits against zip bombs and runaway files (DECISION).
_MOST_BYTES, _MOST_RATIO, _ALLOWANCE, _MOST_PARTS = 1 << 30, 200, 1 << 24, 10_000
_PIECE = 1 << 16
_TEXT_PARTS = (".xml", ".rels", ".vml")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"))
_TOO_LARGE = "文件解压后过大，疑似异常文件，请拆分或重新另存后重试。"


class BrokenPackageError(ValueError):
    """The archive cannot be opened."""


def require_sane(data: bytes) -> None:
    """Look at every part of an archive.

    Raises:
        UnreadableFile: it unpacks beyond all measure, holds macros, entities, or the binary kind of sheet.
        BrokenPackageError: it is no archive, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as trouble:
        raise BrokenPackageError from trouble
    size = sum(part.file_size for part in parts)
    allowed = min(_MOST_BYTES, _MOST_RATIO * len(data) + _ALLOWANCE)
    if size > allowed or len(parts) > _MOST_PARTS:
        raise UnreadableFile(_TOO_LARGE)
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(
            "文件含有宏，不予读取，请在 Excel 或 WPS 中另存为不含宏的 .xlsx 后重试。"
        )
    if "xl/workbook.bin" in names:
        raise UnreadableFile("不能直接读取 .xlsb 文件，请在 Excel 中另存为 .xlsx 后重试。")
    if "content.xml" in names:
        raise UnreadableFile("不能直接读取 .ods 文件，请在 WPS 或 Excel 中另存为 .xlsx 后重试。")
    for part in parts:
        _require_true(data, part)


def _require_true(data: bytes, part: zipfile.ZipInfo) -> None:
    """Unpack a part piece by piece: no more may come out than was announced, and no entities."""
    head = data[part.header_offset : part.header_offset + 30]
    start = (
        part.header_offset + 30 + sum(int.from_bytes(head[i : i + 2], "little") for i in (26, 28))
    )
    end, total = start + part.compress_size, 0
    stored = part.compress_type == zipfile.ZIP_STORED
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(start, end, _PIECE):
        piece = data[at : min(at + _PIECE, end)]
        try:
            came = piece if stored else unpack.decompress(piece, part.file_size - total + 1)
        except zlib.error as trouble:
            raise BrokenPackageError from trouble
        if total == 0 and part.filename.lower().endswith(_TEXT_PARTS) and _has_entities(came):
            raise UnreadableFile(
                "文件里有外部实体声明，疑似异常文件，请在 Excel 中打开后另存后重试。"
            )
        total += len(came)
        if total > part.file_size:
            raise UnreadableFile(_TOO_LARGE)


def _has_entities(beginning: bytes) -> bool:
    return any(mark in beginning[:4096] for mark in _ENTITIES)
