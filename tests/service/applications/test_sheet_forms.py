"""Forms that units fill in as a sheet of a workbook, one file or many, one form or several."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from service.applications.batch import arrange
from service.applications.reading import gather, gather_bytes
from service.applications.sheet_forms import is_form
from service.batches.model import Rejected

FORM: list[list[object]] = [
    ["党建品牌申报表"],
    [],
    ["品牌名称", "桥头哨", "申报单位", "渡口养护站党支部"],
    ["推荐单位", "交通局党委", "党员总数", 14],
    ["品牌负责人", "周敏", "创立时间", "2023年5月"],
    ["传播语", "守好桥，看好路"],
    ["品牌内涵", "“桥头哨”取自养护站的岗亭。"],
    ["主要做法", "1.设岗亭。每座桥一名党员。\n2.建台账。每周一查。"],
    ["取得成效", "2025年办结事项213件。"],
]


def book(*sheets: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    made = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = made.active if not number else made.create_sheet(f"第{number + 1}份")
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def with_brand(brand: str, unit: str) -> list[list[object]]:
    return [[{"桥头哨": brand, "渡口养护站党支部": unit}.get(str(c), c) for c in r] for r in FORM]


def test_labels_beside_their_values_are_read_whichever_column_they_stand_in() -> None:
    intake = gather_bytes("桥头哨.xlsx", book(FORM, merged=["A1:D1", "B6:D6", "B7:D7"]))
    [reading] = intake.readings
    told = {name: reading.data[name] for name in ("brand_name", "unit_name", "superior_org")}
    assert told == {
        "brand_name": "桥头哨",
        "unit_name": "渡口养护站党支部",
        "superior_org": "交通局党委",
    }
    assert (reading.data["member_count"], reading.data["founded"]) == ("14", "2023年5月")
    assert [one["title"] for one in reading.data["measures"]] == ["设岗亭", "建台账"]
    assert intake.notes == ()


def test_a_form_of_two_columns_is_read() -> None:
    rows = [list(row[:2]) for row in FORM[2:]] + [["申报单位", "渡口养护站党支部"]]
    [reading] = gather_bytes("表.xlsx", book(rows)).readings
    assert (reading.data["brand_name"], reading.data["unit_name"]) == ("桥头哨", "渡口养护站党支部")


def test_each_sheet_may_be_a_form() -> None:
    data = book(with_brand("甲哨", "甲站党支部"), with_brand("乙哨", "乙站党支部"))
    found = [
        (r.data["brand_name"], r.data["unit_name"])
        for r in gather_bytes("两份.xlsx", data).readings
    ]
    assert found == [("甲哨", "甲站党支部"), ("乙哨", "乙站党支部")]


def test_what_is_not_understood_is_told_with_its_row_of_the_sheet() -> None:
    intake = gather_bytes("表.xlsx", book([*FORM, ["阿堵物", "孔方兄"]]))
    assert [note.message for note in intake.notes] == [
        "没有看懂表中第 10 行的“阿堵物 孔方兄”，未读入，请核对。",
    ]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!"])
def test_a_cell_with_an_error_is_told(error: str) -> None:
    rows = [list(row) for row in FORM]
    rows[5][1] = error
    data = book(rows)
    told = [note.message for note in gather_bytes("表.xlsx", data).notes]
    assert told == [f"“Sheet”第 6 行第 2 列的单元格是错误值 {error}，请改正公式或直接填写内容。"]


def test_tables_with_headings_are_no_forms() -> None:
    heads = ["申报单位", "品牌名称", "推荐单位", "传播语", "党员人数"]
    rows = [[f"第{n}党支部", f"品牌{n}", "机关党委", "守好岗", str(n)] for n in range(9)]
    assert not is_form([["汇总表"], heads, *rows])
    assert not is_form([heads])
    # Values that read like labels: the same ones in each row.
    assert not is_form(
        [heads, *(["党支部", "品牌名称", "上级党组织", "口号", "类型"] for _ in range(9))]
    )
    assert is_form([[str(cell) for cell in row] for row in FORM])


def test_a_row_refused_in_one_of_several_files_is_told_with_its_file(tmp_path: Path) -> None:
    heads = ["申报单位", "品牌名称", "推荐单位"]
    (tmp_path / "甲区.xlsx").write_bytes(
        book([heads, ["甲站党支部", "甲哨", "甲区"], ["", "无主", "甲区"]])
    )
    (tmp_path / "乙区.xlsx").write_bytes(book([heads, ["乙站党支部", "乙哨", "乙区"]]))
    rejected: list[Rejected] = []
    assert len(list(arrange(gather(tmp_path), rejected))) == 2
    assert [(one.row, one.message) for one in rejected] == [
        (0, "甲区.xlsx“Sheet”第 3 行：缺少“申报单位”，请补上。")
    ]
