"""What a file is, told by how it begins: its name can say anything."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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


def called(data: bytes) -> str:
    """Return what people call a file of a kind that is not read, empty where that is not known."""
    begin = data[:_LOOKED_AT].removeprefix(BOM_UTF8).lstrip().lower()
    return next((name for start, name in _CALLED.items() if begin.startswith(start.lower())), "")
