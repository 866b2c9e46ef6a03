"""Files that are not what they are called: told for what they are, read where that is sure."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from cli import main
from service.applications.reading import gather_bytes
from service.errors import BadData, UnreadableFile
from tests.service.importing.books import book, names, plain, read_table, with_part

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ROWS = [["品牌名称", "单位"], ["红帆先锋", "港口党支部"]]
GOOD = plain(ROWS)


def word(*cells: str) -> bytes:
    """Return a Word file with a line, and a table of labels and values if there are cells."""
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph("党建品牌申报表")
    if cells:
        table = made.add_table(len(cells) // 2, 2)
        for place, text in enumerate(cells):
            table.cell(place // 2, place % 2).text = text
    made.save(target)
    return target.getvalue()


def packed(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return target.getvalue()


def stream(name: str) -> bytes:
    return OLE + b"\0" * 600 + name.encode("utf-16-le") + b"\0" * 64


STRANGERS = {
    "word": (word(), "Word 文档"),
    "old word": (stream("WordDocument"), "Word 文档"),
    "slides": (packed(ppt__presentation_xml=b"<a/>"), "演示文稿"),
    "old slides": (stream("PowerPoint Document"), "演示文稿"),
    "ods": (packed(mimetype=b"a", content_xml=b"<a/>"), ".ods"),
    "zip": (packed(a_txt=b"a"), "压缩包"),
    "pdf": (b"%PDF-1.4\n\xe2\xe3\n", "PDF 文件"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
    "rtf": (b"{\\rtf1 a", "RTF 文件"),
    "locked": (stream("EncryptedPackage"), "已加密"),
    "old damaged": (stream("Workbook"), "打不开"),
    "half": (GOOD[: len(GOOD) // 2], "打不开"),
    "nothing": (b"", "空"),
    "bytes": (bytes(range(256)), "打不开"),
    "sheet cut off": (
        with_part(GOOD, "xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2]),
        "打不开",
    ),
}
COMMANDS = {
    "check": ["check", "--input", "{}", "--output", "o.xlsx"],
    "import": ["registry", "import", "{}", "--registry", "r.db", "--output", "e.xlsx"],
    "letter": ["batch", "letter", "--data", "{}", "--out", "l"],
    "application": ["batch", "application", "--data", "{}", "--out", "a"],
    "speech": ["draft", "speech", "--data", "{}", "--out", "s.docx"],
}


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".et"])
@pytest.mark.parametrize("kind", STRANGERS)
def test_a_file_is_called_what_it_is_with_what_to_do(kind: str, ending: str) -> None:
    data, said = STRANGERS[kind]
    with pytest.raises(UnreadableFile, match=rf"{said}.*请.*。$"):
        read_table(data, filename=f"a{ending}")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_one_sentence_and_no_traceback(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, (kind, (data, _)) in enumerate(STRANGERS.items()):
        source = tmp_path / f"{number}.xlsx"
        source.write_bytes(data)
        status = main([part.format(source.name) for part in COMMANDS[command]])
        said = capsys.readouterr()
        assert status > 1, kind
        told = said.err.strip().splitlines()[-1]
        assert re.search("[一-鿿].*请.*。$", told) and "Traceback" not in said.err, kind
        assert not (tmp_path / "s.docx").exists() and not (tmp_path / "o.xlsx").exists()


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".et"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_that_a_system_calls_a_workbook_is_read(ending: str, encoding: str) -> None:
    text = "\r\n".join("\t".join(row) for row in ROWS)
    assert names(text.encode(encoding), f"a{ending}") == ["红帆先锋"]
    with pytest.raises(UnreadableFile, match="打不开"):
        read_table("随便写的一段话。".encode(encoding), filename=f"a{ending}")


def test_a_workbook_of_wps_is_read_by_what_it_is() -> None:
    assert names(GOOD, "台账.et") == ["红帆先锋"]


def test_a_form_in_word_called_a_workbook_is_read_as_a_form() -> None:
    data = word("申报单位", "港口党支部", "品牌名称", "红帆先锋", "品牌内涵", "红帆为引。")
    [found] = gather_bytes("甲.xlsx", data).readings
    assert found.data["brand_name"] == "红帆先锋"


ACROSS = [
    ["序号", "1", "2"],
    ["单位", "甲支部", "乙支部"],
    ["品牌名称", "红帆先锋", "炉火红"],
    ["申报日期", "2026-07-01", "2026-07-02"],
]


@pytest.mark.parametrize("kind", ["book", "text"])
def test_a_table_that_lies_across_is_refused(kind: str) -> None:
    data = plain(ACROSS) if kind == "book" else "\n".join(map(",".join, ACROSS)).encode()
    with pytest.raises(BadData, match=r"横着排.*转置"):
        read_table(data, filename="a.xlsx" if kind == "book" else "a.csv")


def test_a_hidden_sheet_that_lies_across_keeps_no_other_back() -> None:
    def fill(made: Any, first: Any) -> None:
        for row in ROWS:
            first.append(row)
        other = made.create_sheet("旧表")
        for row in ACROSS:
            other.append(row)
        other.sheet_state = "hidden"

    data = book(fill)
    assert names(data) == ["红帆先锋"]
    with pytest.raises(BadData, match="工作表“旧表”像是横着排的"):
        read_table(data, filename="a.xlsx", sheet="旧表")


@pytest.mark.parametrize(
    "rows",
    [
        [["填报单位", "某局"], ["填报日期", "3月"], ["品牌名称"], ["红帆先锋"]],
        [["单位", "某局"], ["日期", "3月"], ["品牌名称", "单位"], ["红帆先锋", "甲"]],
        [["品牌名称", ""], ["红帆先锋", ""], ["说明", "无"], ["备注", "无"]],
    ],
)
def test_lines_of_labels_above_or_below_do_not_make_it_lie_across(rows: list[list[str]]) -> None:
    assert names(plain(rows))[0] == "红帆先锋"
