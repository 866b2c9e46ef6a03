"""A folder as it comes: archives in it, files renamed, what systems leave behind."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from service.applications import reading
from service.applications.reading import gather, gather_bytes
from tests.service.applications.sent import book, form


def packed(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


def application(unit: str) -> bytes:
    return form(("申报单位", unit), ("品牌名称", f"{unit}先锋"))


def test_the_zip_of_a_unit_is_opened_within_the_folder(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(application("甲支部"))
    inner = packed(丙_docx=application("丙支部"), 照片_jpg=b"1")
    (tmp_path / "乙院.zip").write_bytes(packed(乙_docx=application("乙支部"), 三_zip=inner))
    found = gather(tmp_path)
    assert [(one.data["unit_name"], one.origin.file) for one in found.readings] == [
        ("丙支部", "乙院.zip/三.zip/丙.docx"),
        ("乙支部", "乙院.zip/乙.docx"),
        ("甲支部", "甲.docx"),
    ]
    assert [one.origin.file for one in found.notes] == ["乙院.zip/三.zip/照片.jpg"]
    assert found.unread == ()


def test_what_cannot_be_unpacked_is_told_as_not_read(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(application("甲支部"))
    (tmp_path / "乙.rar").write_bytes(b"Rar!")
    (tmp_path / "丙.zip").write_bytes(b"PK damaged")
    deep = packed(丁_docx=application("丁支部"))
    for _ in range(4):
        deep = packed(里_zip=deep)
    (tmp_path / "丁.zip").write_bytes(deep)
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$甲.docx"):
        (tmp_path / name).write_bytes(b"x")
    found = gather(tmp_path)
    assert len(found.readings) == 1 and found.notes == ()
    assert sorted((one.origin.file, one.message) for one in found.unread) == [
        ("丁.zip/里.zip/里.zip/里.zip", "压缩包没有打开，请解压后把里面的文件放进来。"),
        ("丙.zip", "压缩包打不开，可能已损坏或加密，请重新压缩。"),
        ("乙.rar", "压缩包没有打开，请解压后把里面的文件放进来。"),
    ]


def test_archives_together_may_not_unpack_to_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_UNPACKED", 7_000)
    many = packed(甲_zip=packed(a_txt=b"1" * 2_000), 乙_zip=packed(b_txt=b"1" * 2_000))
    found = gather_bytes("全.zip", many)
    assert [one.message for one in found.unread if "过大" in one.message] == [
        "压缩包解压后过大，疑似异常文件，请拆分。"
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "PDF 文件"),
        (b"{\\rtf1", "RTF 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧格式的文件"),
        (b"\x89PNG\r\n", "图片"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument 文件"),
        (book(甲=(("一", "二"),)), "工作簿"),
    ],
)
def test_a_renamed_file_is_called_what_it_is(data: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(data)
    [told] = gather(tmp_path).unread
    assert told.message.startswith(f"文件实际是{' ' if kind[0].isascii() else ''}{kind}")
    assert told.message.endswith("请在 WPS 或 Word 中另存为 .docx 后重试。")
