"""Files made to do harm, or of other kinds: refused in a moment, with what to do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from service.errors import BadData, UnreadableFile
from service.importing.model import Problem
from service.importing.report import error_workbook, told_workbook
from service.importing.workbooks import read_sheets
from tests.service.importing.books import book, plain, read_table, with_part

GOOD = plain([["品牌名称"], ["红帆"]])
SHEET = "xl/worksheets/sheet1.xml"
ENCRYPTED = b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le")


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b"0" * (64 << 20))
    return target.getvalue()


def lying() -> bytes:
    """A part of 64 MiB whose headers say 10 bytes."""
    data = bytearray(bomb())
    wrong, right = struct.pack("<I", 10), struct.pack("<I", 64 << 20)
    return bytes(data.replace(right, wrong))


def damaged() -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        info = archive.getinfo(SHEET)
    at = info.header_offset + 30 + len(SHEET)
    return GOOD[:at] + b"\xff" * 20 + GOOD[at + 20 :]


def far(row: int, column: int) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "品牌名称")
        sheet.write(row, column, "x")
    return target.getvalue()


def turned(part: bytes) -> bytes:
    """The same sheet as others may write it: other quotes, prefixes, order of attributes."""
    return part.replace(b'<c r="XFD1048576"', b"<c  t='inlineStr' r = 'XFD1048576'")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(), "过大"),
        (lying(), "过大"),
        (far(1_048_575, 16_383), "范围过大"),
        (far(1_048_575, 701), "范围过大"),
        (with_part(far(1_048_575, 16_383), SHEET, turned), "范围过大"),
        (with_part(GOOD, SHEET, lambda part: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + part), "实体"),
        (with_part(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "宏"),
        (with_part(GOOD, "xl/workbook.bin", lambda _: b"x"), "xlsb"),
        (with_part(GOOD, "content.xml", lambda _: b"<a/>"), "ods"),
        (damaged(), "损坏"),
        (b"PK\x03\x04 cut off", "打不开"),
        (GOOD[: len(GOOD) // 2], "打不开"),
        (ENCRYPTED, "加密"),
        (b"\xd0\xcf\x11\xe0rubbish", "打不开"),
        (b"", "空"),
    ],
    ids=range(15),
)
def test_a_harmful_or_broken_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"{said}.*。$"):
        read_table(data, filename="a.xlsx")


@pytest.mark.parametrize(
    ("filename", "data", "said"),
    [
        ("a.csv", b" \r\n", "空"),
        ("a.csv", b"", "空"),
        ("a.csv", b"\x80\xff\x00", "编码"),
        ("a.csv", b"\x00\x01\x02", "文本"),
        ("a.et", b"x", "另存为"),
        ("a.pdf", b"x", "另存为"),
        ("a.xlsx", b"plain", "打不开"),
    ],
    ids=range(7),
)
def test_other_files_are_refused(filename: str, data: bytes, said: str) -> None:
    with pytest.raises((UnreadableFile, BadData), match=rf"{said}.*。$"):
        read_table(data, filename=filename)


def test_content_counts_and_not_the_used_area() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["品牌名称"])
        sheet.append(["红帆"])
        sheet.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)

    assert len(read_table(book(fill), filename="a.xlsx").rows) == 1


def test_the_report_on_a_sheet_with_a_format_at_its_far_end() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["品牌名称", "单位"])
        sheet.append(["红帆", "甲"])
        sheet.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)

    data = book(fill)
    table = read_table(data, filename="a.xlsx")
    problem = Problem(2, "品牌名称", "重复，请改。")
    for report in (
        error_workbook(data, [table], [problem]),
        told_workbook(data, {"": {2: ["重复，请改。"]}}, {}),
    ):
        sheet = openpyxl.load_workbook(io.BytesIO(report)).worksheets[0]
        assert sheet["C1"].value == "错误原因"
        assert "重复，请改。" in sheet["C2"].value


def test_a_long_sheet_is_looked_at_in_pieces_and_told_right() -> None:
    """More rows than one piece holds: hidden rows and faulty cells are found wherever they are."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["品牌名称", "内涵"])
        for number in range(2, 12_002):
            sheet.append([f"红帆{number}", "扬帆起航" * 20 + str(number)])
        for number in (2, 6000, 12_001):
            sheet.row_dimensions[number].hidden = True
            sheet.cell(number, 2, "#N/A")

    found = read_sheets(book(fill))[0]
    assert found.hidden == 3
    assert found.faults == {(number - 1, 1): "#N/A" for number in (2, 6000, 12_001)}


def test_a_compressed_part_may_be_as_large_as_it_says() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in zipfile.ZipFile(io.BytesIO(GOOD)).infolist():
            archive.writestr(info.filename, zipfile.ZipFile(io.BytesIO(GOOD)).read(info))
        archive.writestr("xl/media/a.bin", zlib.compress(bytes(range(256)) * 4000))
    assert len(read_table(target.getvalue(), filename="a.xlsx").rows) == 1
