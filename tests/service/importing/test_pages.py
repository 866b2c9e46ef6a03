"""Web pages that are called .xls: their tables are read; other kinds say what to do."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import BadData, UnreadableFile
from service.importing.model import Problem
from service.importing.pages import is_page, read_page
from service.importing.report import error_workbook
from tests.service.importing.books import read_table

PAGE = """<html><head><meta charset="gb2312"><style>td {color: red}</style></head><body>
<table border=1>
<tr><td colspan="3">2026年品牌台账</td></tr>
<tr><th>序号<th>单位名称<th>品牌名称</tr>
<tr><td>1</td><td rowspan="2">港口&nbsp;党支部</td><td> 红帆 &amp; 灯塔 </td></tr>
<tr><td>2</td><td>炉火<br>红</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_page_called_xls_is_read(encoding: str) -> None:
    table = read_table(PAGE.encode(encoding), filename="台账.xls")
    assert [(row.number, row.cells["unit"], row.cells["name"]) for row in table.rows] == [
        (3, "港口\xa0党支部", "红帆 & 灯塔"),
        (4, "港口\xa0党支部", "炉火 红"),
    ]


def test_the_report_on_a_page_is_a_workbook() -> None:
    table = read_table(PAGE.encode(), filename="台账.xls")
    problem = Problem(4, "品牌名称", "重复。")
    back = openpyxl.load_workbook(io.BytesIO(error_workbook(PAGE.encode(), [table], [problem])))
    sheet = back.worksheets[0]
    assert (sheet["C3"].value, sheet["D2"].value) == ("红帆 & 灯塔", "错误原因")
    assert sheet["D4"].value == "品牌名称：重复。"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "XML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
        (b"<html><body>no table</body></html>", "没有表格"),
        (b"<table>" + b"<td colspan=1000 rowspan=1000>x" * 3, "过大"),
    ],
    ids=range(4),
)
def test_pages_that_cannot_be_read_say_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"{said}.*。$"):
        read_table(data, filename="a.xls")


def test_a_text_that_only_mentions_tags_is_no_page() -> None:
    assert not is_page("品牌名称\n<html>红帆\n".encode()[:13])
    assert not is_page(b"a,b\n1,2\n")


MARKS = st.sampled_from(
    (
        *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th rowspan=2>"),
        *(
            "<td colspan=3>",
            "<td rowspan=x>",
            "<br>",
            "红帆",
            "&lt;",
            "<",
            "<!--",
            "-->",
            "<script>",
        ),
    )
)


@given(st.lists(MARKS, max_size=30))
def test_any_soup_of_tags_is_read_or_refused(marks: list[str]) -> None:
    try:
        sheets = read_page(("<html>" + "".join(marks)).encode())
    except (UnreadableFile, BadData):
        return
    for sheet in sheets:
        assert all(isinstance(cell, str) for row in sheet.grid for cell in row)
