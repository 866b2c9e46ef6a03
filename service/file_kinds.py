"""What a file is, told by how it begins: its name can say anything."""

from __future__ import annotations

import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM, _BOOK_STREAM, _SLIDES_STREAM = (
    name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "PowerPoint Document")
)
_CALLED = {
    b"%pdf": " PDF 文件",
    b"{\\rtf": " RTF 文件",
    _COMPOUND: "旧格式的文件（.doc 或 .wps）",
    b"<html": "网页",
    b"<!doctype html": "网页",
    b"mime-version": "网页",
    b"<?xml": " XML 文件",
    b"\xff\xd8\xff": "图片",
    b"\x89png": "图片",
    b"rar!": "压缩包",
}
_LOOKED_AT = 64
TEXT_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
"""How texts begin that say in which encoding they are."""


def is_package(data: bytes) -> bool:
    """Return whether a file is a package of the kind of .docx and .xlsx, or another zip."""
    return data.startswith(_ZIP)


def is_compound(data: bytes) -> bool:
    """Return whether a file is a container of the kind of .doc and .xls, as a locked package is, too."""
    return data.startswith(_COMPOUND)


def is_locked(data: bytes) -> bool:
    """Return whether a file is a package with a password."""
    return is_compound(data) and _ENCRYPTED in data


def is_workbook(data: bytes) -> bool:
    """Return whether a file begins as a workbook does, of either kind."""
    return is_package(data) or is_compound(data)


def parts_of(data: bytes) -> frozenset[str]:
    """Return the names of what a zip holds; nothing of another file, or a damaged one."""
    if not is_package(data):
        return frozenset()
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return frozenset()


def is_word(data: bytes) -> bool:
    """Return whether a file is a Word document of either kind, whatever its name."""
    if is_compound(data):
        return _WORD_STREAM in data and _BOOK_STREAM not in data
    return "word/document.xml" in parts_of(data)


def is_presentation(data: bytes) -> bool:
    """Return whether a file is a presentation of either kind."""
    if is_compound(data):
        return _SLIDES_STREAM in data
    return "ppt/presentation.xml" in parts_of(data)


def called(data: bytes) -> str:
    """Return what people call a file of a kind that is not read, empty where that is not known."""
    begin = data[:_LOOKED_AT].removeprefix(BOM_UTF8).lstrip().lower()
    return next((name for start, name in _CALLED.items() if begin.startswith(start.lower())), "")
