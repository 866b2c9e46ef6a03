"""Files of names to check: workbooks, text tables, plain lists, standard input."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import BadData, UnreadableFile
from service.importing.proposals import ProposalFile, read_pairs, read_proposals
from tests.service.importing.books import plain

TABLE = "品牌名称,单位名称\n红帆,甲支部\n炉火红,乙支部\n"


def read(text: str, encoding: str = "utf-8") -> ProposalFile:
    return read_proposals(text.encode(encoding), filename="-.txt")


def rows(found: ProposalFile) -> list[tuple[int, str, str]]:
    return [(one.row, one.name, one.unit) for one in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", "，"])
def test_a_text_with_headings_is_a_table(encoding: str, separator: str) -> None:
    found = read("申报汇总表\n" + TABLE.replace(",", separator), encoding)
    assert rows(found) == [(3, "红帆", "甲支部"), (4, "炉火红", "乙支部")]
    assert "作为标题跳过" in found.notes[0].message


@pytest.mark.parametrize("heading", ["", "名称\n", "品牌名称\n", "\ufeff品牌名称（必填）\r\n"])
def test_a_list_has_one_name_a_line_below_a_heading_if_any(heading: str) -> None:
    found = read(heading + "红帆，领航\r\n\n炉火红\t乙支部\n")
    assert [one[1:] for one in rows(found)] == [("红帆，领航", ""), ("炉火红", "乙支部")]


def test_a_name_with_commas_alone_makes_no_table() -> None:
    assert [one.name for one in read("先锋，队\n一，二\n").rows] == ["先锋，队", "一，二"]


def test_a_workbook_on_standard_input_is_read() -> None:
    data = plain([["品牌名称", "单位"], ["红帆", "甲"], ["#REF!", "乙"], [None, "丙"]])
    found = read_proposals(data, filename="-.txt")
    assert [one.name for one in found.rows] == ["红帆", "", ""]
    assert "错误值 #REF!" in found.rows[1].trouble


@pytest.mark.parametrize("text", ["", "\n \n", "名称\n"])
def test_a_file_without_names_is_told(text: str) -> None:
    with pytest.raises(UnreadableFile, match="没有名称"):
        read(text)


def test_a_table_without_rows_is_told() -> None:
    with pytest.raises(BadData, match="表头下面没有名称"):
        read_proposals(plain([["品牌名称", "单位"]]), filename="a.xlsx")


@pytest.mark.parametrize("rows", [[], [["", ""], [" "]]])
def test_pairs_without_a_row_are_told(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "pairs.xlsx"
    path.write_bytes(plain([["a", "b"], *rows]))
    with pytest.raises(BadData, match="表头下面没有要比较的名称"):
        read_pairs(path)
