"""Workbooks of several units: who sends a sheet stands above it, nothing is passed over."""

from __future__ import annotations

import io

import openpyxl

from service.applications.reading import Intake, gather_bytes

HEADS = ("序号", "党支部", "品牌名称", "党员人数")


def intake(book: openpyxl.Workbook) -> Intake:
    target = io.BytesIO()
    book.save(target)
    return gather_bytes("汇总.xlsx", target.getvalue())


def book() -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, who in (
        ("一院", "填报单位（盖章）：第一医院党委"),
        ("二院", "所属党委：第二医院党委"),
    ):
        sheet = made.create_sheet(name)
        sheet.append(("党建品牌申报汇总表",))
        sheet.append((who, None, "填报时间：2026年3月5日"))
        sheet.append(HEADS)
        for number in (1, 2):
            sheet.append((number, f"{name}第{number}党支部", f"{name}先锋{number}", 9))
    return made


def test_who_sends_a_sheet_recommends_its_rows() -> None:
    found = [one.data for one in intake(book()).readings]
    assert [(one["unit_name"], one["superior_org"]) for one in found] == [
        ("一院第1党支部", "第一医院党委"),
        ("一院第2党支部", "第一医院党委"),
        ("二院第1党支部", "第二医院党委"),
        ("二院第2党支部", "第二医院党委"),
    ]
    assert {one["apply_date"] for one in found} == {"2026年3月5日"}


def test_what_a_row_says_goes_before_and_nobody_recommends_himself() -> None:
    made = book()
    sheet = made["一院"]
    sheet["E3"], sheet["E4"] = "推荐单位", "市直机关工委"
    sheet["B5"] = "第一医院党委"
    first, second, *_ = (one.data for one in intake(made).readings)
    assert first["superior_org"] == "市直机关工委"
    assert second["unit_name"] == "第一医院党委" and "superior_org" not in second


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    made = book()
    made["一院"].row_dimensions[4].hidden = True
    made["二院"].column_dimensions["D"].hidden = True
    made["二院"].row_dimensions[9].hidden = True
    found = intake(made)
    assert len(found.readings) == 4
    assert [(one.origin.sheet, one.message, one.skipped) for one in found.notes] == [
        ("一院", "有 1 行是隐藏的（第 4 行），也已读入，请核对是否需要。", True),
        ("二院", "“党员人数”这 1 列是隐藏的（D 列），也已读入，请核对是否需要。", True),
    ]


def test_a_sheet_whose_headings_are_not_known_is_told() -> None:
    made = book()
    for name in ("三院", "填表说明"):
        sheet = made.create_sheet(name)
        for row in (("组织", "叫法", "人"), ("三院一支部", "护心", 5), ("三院二支部", "清风", 7)):
            sheet.append(row)
    made.create_sheet("空表").append(("备用",))
    found = intake(made)
    assert len(found.readings) == 4
    told = "没有认出表头，未读入；如果是申报数据，请把表头改用模板中的名称。"
    assert [(one.origin.sheet, one.message, one.skipped) for one in found.notes] == [
        ("三院", told, False)
    ]
