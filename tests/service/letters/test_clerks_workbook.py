"""A workbook as a clerk fills it: merged cells, parts of the list, units behind figures, percentages."""

from __future__ import annotations

from typing import Any

import pytest

from service.docx.outline import outline
from service.drafting.fields import validate
from service.drafting.filled import read_form
from service.drafting.workbook import SHARED
from service.letters.batch import read, renderer
from service.letters.checks import unit_problems
from tests.service.letters.workbooks import TEMPLATE, Change, filled


def column(page: Any, label: str, row: int = 1) -> int:
    return next(int(cell.column) for cell in page[row] if cell.value == label)


def with_units_merged(book: Any) -> None:
    page = book["单位"]
    place, last = column(page, "党组织类型"), page.max_row
    for row in range(3, last + 1):
        page.cell(row, place).value = None
    page.merge_cells(start_row=2, end_row=last, start_column=place, end_column=place)


def with_keys_merged(book: Any) -> None:
    """One number of a unit over all its targets, as lists of targets mostly are."""
    page = book["单位目标"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    first = rows[0][0]
    mine = [number for number, row in enumerate(rows, 2) if row[0] == first]
    assert mine == list(range(2, 2 + len(mine))) and len(mine) > 1
    for row in mine[1:]:
        page.cell(row, 1).value = None
    page.merge_cells(start_row=mine[0], end_row=mine[-1], start_column=1, end_column=1)


def in_parts(book: Any) -> None:
    page = book["单位"]
    page.insert_rows(2)
    page.cell(2, 1).value = "一、生产单位"
    page.insert_rows(4)
    page.cell(4, 1).value = "（二）机关单位"
    page.append(["填表人：李某　审核：王某"])
    page.append(["合计", None, 5])


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def with_units_of_figures(book: Any) -> None:
    pairs = {str(row[0].value): row[1] for row in book[SHARED].iter_rows()}
    for label, unit in (("年度", "年"), ("份数", " 份"), ("总分", "分"), ("加分上限", "分")):
        if pairs[label].value is not None:
            pairs[label].value = f"{pairs[label].value}{unit}".translate(_WIDE)
    page = book["单位"]
    place = column(page, "党员人数")
    page.cell(2, place).value = f"{page.cell(2, place).value}人"


@pytest.mark.parametrize(
    "change", [with_units_merged, with_keys_merged, in_parts, with_units_of_figures]
)
def test_it_is_read_as_the_same_workbook_without_them(change: Change) -> None:
    plain, messy = read("a.xlsx", filled(), {}), read("b.xlsx", filled(change), {})
    made = [
        [renderer(work.shared, {})(one.payload).files for one in work.items]
        for work in (plain, messy)
    ]
    assert made[0] == made[1]
    assert (plain.rejected, messy.rejected) == ([], [])


def test_a_blank_row_within_merged_cells_is_no_unit() -> None:
    def change(book: Any) -> None:
        with_units_merged(book)
        page = book["单位"]
        place = column(page, "党组织类型")
        page.unmerge_cells(str(next(iter(page.merged_cells.ranges))))
        page.merge_cells(
            start_row=2, end_row=page.max_row + 3, start_column=place, end_column=place
        )

    assert read("a.xlsx", filled(change), {}).rejected == []


def test_a_list_of_few_columns_keeps_what_reads_like_a_heading() -> None:
    def change(book: Any) -> None:
        book["结果运用"].append(["一、考核结果与绩效挂钩。"])
        book["结果运用"].append(["说明不合格的原因。"])

    found = read_form(filled(change), TEMPLATE).shared["result_use"]
    assert [one["text"] for one in found[-2:]] == ["一、考核结果与绩效挂钩。", "说明不合格的原因。"]


def target(value: object, unit: str, shown: str = "General") -> Change:
    def change(book: Any) -> None:
        page = book["单位目标"]
        cell = page.cell(2, column(page, "年度目标值"))
        cell.value, cell.number_format = value, shown
        page.cell(2, column(page, "计量单位")).value = unit
        for quarter in ("一季度", "二季度", "三季度", "四季度"):
            page.cell(2, column(page, quarter)).value = None

    return change


@pytest.mark.parametrize(
    ("value", "unit", "shown", "read_as"),
    [
        (0.95, "%", "0%", "95%"),
        (0.953, "%", "0.0%", "95.3%"),
        (0.07, "％", "0.00%;[Red]-0.00%", "7%"),
        (95, "%", "General", "95"),
        (0.95, "项", '0.00"%"', "0.95"),
        (3, "项", "General", "3"),
    ],
)
def test_a_percentage_is_what_the_cell_shows(
    value: float, unit: str, shown: str, read_as: str
) -> None:
    book = filled(target(value, unit, shown))
    assert read_form(book, TEMPLATE).units[0].data["unit_targets"][0]["target_value"] == read_as
    work = read("a.xlsx", book, {})
    first = next(iter(work.items))
    assert renderer(work.shared, {})(first.payload).problems is not None


def test_a_percentage_without_its_unit_is_told() -> None:
    work = read("a.xlsx", filled(target(0.95, "", "0%")), {})
    with pytest.raises(Exception, match="“年度目标值”填的“95%”不是数字"):
        renderer(work.shared, {})(next(iter(work.items)).payload)


def test_files_are_called_by_the_year_as_it_is_read() -> None:
    work = read("a.xlsx", filled(with_units_of_figures), {})
    assert all(one.payload["file"].startswith("2026年") for one in work.items)


def test_lines_of_a_task_are_paragraphs_of_their_own() -> None:
    def change(book: Any) -> None:
        page = book["主要任务"]
        page.cell(2, column(page, "内容和要求")).value = "抓三件事：\n1.建台账；\n\n2.每月通报"
        page.cell(2, column(page, "责任人职务")).value = "党支部书记"

    work = read("a.xlsx", filled(change), {})
    [(_, data)] = renderer(work.shared, {})(next(iter(work.items)).payload).files
    lines = outline(data).splitlines()
    place = next(n for n, line in enumerate(lines) if line.endswith("抓三件事："))
    assert lines[place].startswith("Heading2RunIn | （一）")
    assert lines[place + 1] == "BodyText | 1.建台账；"
    assert lines[place + 2].startswith("BodyText | 2.每月通报。本项工作由党支部书记负责")


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("中共甲厂总支部委员会", "党支部", "像是党总支"),
        ("甲厂党总支", "党支部", "像是党总支"),
        ("中共甲厂支部委员会", "党总支", "像是党支部"),
        ("甲厂第一联合党支部", "党总支", "像是党支部"),
        ("甲厂党委", "党支部", "像是党委"),
        ("中共甲厂总支部委员会", "党总支", ""),
        ("中共甲厂委员会", "党委", ""),
        ("甲厂机关", "党支部", ""),
    ],
)
def test_a_kind_of_organisation_that_the_name_contradicts_is_told(
    name: str, kind: str, told: str
) -> None:
    unit = {"unit_name": name, "party_org_type": kind, "unit_signatory_post": "书记"}
    found = [one for one in unit_problems({**_UNIT, **unit}, ()) if one.code == "kind"]
    assert [told in one.message for one in found] == [True] * bool(told)
    assert all(one.severity == "warning" for one in found)


_UNIT = validate(TEMPLATE.fields, TEMPLATE.sample("full") | {"unit_targets": []}).values
