"""Broken workbooks as clerks send them: each fault is told with sheet, row, field and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from service.drafting.drafts import BadFields
from service.drafting.filled import one_record, read_form
from service.drafting.workbook import SHARED, form_workbook
from service.errors import BadData, WrongUse
from service.letters.batch import read, renderer
from tests.service.letters.workbooks import BOOK, TEMPLATE, Change, filled

VETO = TEMPLATE.sample("full")["veto"][0]["title"]


def put(sheet: str, row: int, label: str, value: object, *more: Any) -> Change:
    """Return a change of cells of a row, each by its heading; of the shared facts by label."""

    def change(book: Any) -> None:
        if more:
            put(sheet, row, *more)(book)
        page = book[sheet]
        if sheet == SHARED:
            row_of = {str(cell.value): cell.row for cell in page["A"]}
            page.cell(row_of[label], 2).value = value
        else:
            column = next(cell.column for cell in page[1] if cell.value == label)
            page.cell(row, column).value = value

    return change


def shared(label: str, value: object) -> Change:
    return put(SHARED, 0, label, value)


def no_veto(book: Any) -> None:
    book["否决项"].delete_rows(2, 10)
    shared("考核方法", "实行一票否决")(book)


def renamed_sheet(book: Any) -> None:
    book["考核指标"].title = "指标表"


def no_sheet(book: Any) -> None:
    del book["结果运用"]


def no_column(book: Any) -> None:
    book["单位"].delete_cols(4)


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        (put("考核指标", 3, "分值", 6), "工作表“考核指标”第 2 行：", "下级合计 21 分，请核对。"),
        (put("考核指标", 3, "分值", -1), "工作表“考核指标”第 3 行：“分值”", "不能小于 0"),
        (put("考核指标", 3, "分值", "若干分"), "第 3 行：“分值”填的“若干分”", "请只填数字"),
        (put("考核指标", 3, "分值", "5.005"), "第 3 行：指标“‘第一议题’制度”的分值", "两位小数"),
        (shared("总分", 90), "工作表“共用信息”第 10 行：", "（“政治建设”20、"),
        (put("考核指标", 3, "最多扣分", 50), "工作表“考核指标”第 3 行：", "超过分值 5"),
        (put("考核指标", 3, "上级编号", "9"), "工作表“考核指标”第 3 行：", "不存在"),
        (put("考核指标", 4, "指标编号", "1.1"), "工作表“考核指标”第 4 行：", "重复"),
        (shared("加分上限", 1), "工作表“加分项”第 2 行：", "超过加分上限 1 分"),
        (put("考核等次", 3, "最低分（含）", 85), "工作表“考核等次”第 4 行：", "应是 85"),
        (shared("责任目标", "完成9个方面的任务"), "第 8 行：“责任目标”", "实际列出 8 个方面"),
        (shared("截止日期", "2025-12-31"), "工作表“共用信息”第 16 行：", "不晚于生效日期"),
        (shared("签订日期", "2027年1月5日"), "工作表“共用信息”第 17 行：", "晚于截止日期"),
        (put("主要任务", 4, "完成时限", "2027-01-31"), "“主要任务”第 4 行：", "不在有效期内"),
        (put("主要任务", 2, "内容和要求", "由×××负责"), "“主要任务”第 2 行：“内容和要求”", "占位"),
        (put("主要任务", 2, "频次", "常常"), "“主要任务”第 2 行：“频次”", "可填：每周"),
        (put("签订依据", 4, "文号", "示党发[2026]3号"), "“签订依据”第 4 行：", "六角括号"),
        (put("签订依据", 2, "文件名称", "《条例"), "“签订依据”第 2 行：", "没有配对"),
        (no_veto, "工作表“共用信息”第 14 行：“考核方法”", "一票否决"),
        (renamed_sheet, "工作簿里没有“考核指标”工作表", "“指标表”"),
        (no_sheet, "工作簿里没有“结果运用”工作表", "模板给出的工作簿"),
        (no_column, "“单位”表第 1 行没有“单位类型”这一列", "请检查表头"),
        (put("单位", 1, "单位名称", "单位名字"), "“单位”表第 1 行的列“单位名字”", "“单位名称”"),
        (put("考核指标", 1, "分值", "分数"), "“考核指标”表第 1 行的列“分数”", "“分值”"),
        (put("考核指标", 3, "分值", "=2+3"), "“考核指标”第 3 行：“分值”", "没有结果的公式"),
        (put("考核指标", 3, "时限", "#N/A"), "“考核指标”第 3 行：“时限”", "错误值 #N/A"),
        (shared("签订地点", "=A1"), "工作表“共用信息”第 18 行：“签订地点”", "没有结果的公式"),
        (put("考核等次", 3, "等次", "优秀"), "“考核等次”第 3 行：“等次”“优秀”", "列了两次"),
        (put("否决项", 3, "否决情形", VETO), "“否决项”第 3 行：“否决情形”", "列了两次"),
    ],
)
def test_faults_that_all_letters_share_stop_the_batch(
    change: Change, place: str, told: str
) -> None:
    with pytest.raises(BadData) as trouble:
        read("责任书.xlsx", filled(change), {})
    lines = trouble.value.message.splitlines()
    assert any(place in line and told in line for line in lines), lines
    assert all(line.endswith("。") for line in lines)


def test_every_shared_fault_is_told_at_once() -> None:
    changes = (put("考核指标", 3, "分值", 6), shared("加分上限", 1), shared("总分", 90))
    with pytest.raises(BadData) as trouble:
        read("责任书.xlsx", filled(*changes), {})
    assert len(trouble.value.message.splitlines()) == 5


def told_of_units(source: bytes) -> Iterator[tuple[int, str, str]]:
    """Yield what is told of single units: row of the sheet 单位, severity, text."""
    work = read("责任书.xlsx", source, {})
    # What is rejected is known when all items are.
    items = list(work.items)
    for one in work.rejected:
        yield one.row, "error", f"{one.sheet}：{one.message}"
    render = renderer(work.shared, {})
    for item in items:
        try:
            for problem in render(item.payload).problems:
                yield item.row, "warning", problem
        except BadFields as trouble:
            yield item.row, "error", trouble.message


@pytest.mark.parametrize(
    ("change", "row", "severity", "told"),
    [
        (put("单位", 3, "单位名称", None), 3, "error", "缺少“单位名称”"),
        (put("单位", 3, "单位编号", None), 3, "error", "缺少“单位编号”"),
        (put("单位", 3, "单位编号", "DZB-001"), 3, "error", "与第 2 行重复"),
        (put("单位", 3, "单位类型", "工厂"), 3, "error", "可填：国企"),
        (
            put("单位", 3, "品牌目标", "学习中共示范集团有限公司第一分公司支部委员会"),
            3,
            "error",
            "另一个单位",
        ),
        (put("单位", 3, "单位名称", "中共示范集团有限公司委员会"), 3, "error", "是同一个"),
        (put("单位", 3, "单位简称", "=B3"), 3, "error", "单位：“单位简称”的单元格是没有结果的公式"),
        (put("单位", 3, "品牌目标", "#REF!"), 3, "error", "错误值 #REF!"),
        (put("单位", 3, "单位编号", "=A2"), 3, "error", "“单位编号”的单元格是没有结果"),
        (put("单位目标", 2, "基准值", "=1+0"), 2, "error", "“单位目标”第 2 行：“基准值”的单元格"),
        (put("单位目标", 3, "指标编号", "7.1", "计量单位", "项"), 2, "error", "“7.1”列了两次"),
        (put("单位", 3, "编号", "示党责〔2026〕1号"), 3, "error", "与第 2 行重复"),
        (put("单位", 3, "编号", "示党责〔2025〕2号"), 3, "error", "年份不是 2026"),
        (put("单位", 3, "编号", "示党责〔2026〕02号"), 3, "error", "不加 0"),
        (put("单位", 3, "单位签字人职务", "XX书记"), 3, "error", "“单位签字人职务”有没填的占位"),
        (put("单位任务", 2, "内容和要求", "待定"), 2, "error", "工作表“单位任务”第 2 行："),
        (put("单位目标", 2, "指标编号", "9.9"), 2, "error", "工作表“单位目标”第 2 行："),
        (put("单位目标", 2, "单位编号", "DZB-999"), 2, "error", "单位目标：“DZB-999”不在"),
        (put("单位目标", 2, "一季度", 5), 2, "warning", "四个季度合计 7"),
        (put("单位", 3, "正式党员人数", 2), 3, "warning", "不足 3 名"),
        (
            put("单位", 3, "单位签字人职务", "党总支书记"),
            3,
            "warning",
            "“党总支书记”像是党总支，“党组织类型”填的是党支部，请核对。",
        ),
        (put("单位", 3, "单位签字人职务", "总经理"), 3, "warning", "不是书记"),
        (put("单位", 3, "编号", "示党责[2026]2号"), 3, "error", "六角括号"),
        (put("单位", 3, "单位名称", "中共示范集团\n第二支部委员会"), 3, "warning", "里有换行"),
        (
            put("单位", 3, "单位名称", "中共示范集团有限公司第一分公司支部委员会"),
            3,
            "warning",
            "单位名称与第 2 行相同",
        ),
    ],
)
def test_faults_of_one_unit_are_told_with_its_row(
    change: Change, row: int, severity: str, told: str
) -> None:
    [(at, grave, text)] = told_of_units(filled(change))
    assert (at, grave) == (row, severity)
    assert told in text


def test_the_sample_workbook_has_no_fault() -> None:
    assert list(told_of_units(filled())) == []


def test_a_workbook_without_units_is_told_as_one() -> None:
    with pytest.raises(BadData, match="“单位”表里还没有填单位"):
        read("责任书.xlsx", filled(lambda book: book["单位"].delete_rows(2, 10)), {})


def test_rows_of_totals_are_no_units_and_no_indicators() -> None:
    def totalled(book: Any) -> None:
        book["单位"].append(["合　计", None, None, None, None, None, None, 156])
        book["单位"].append([None, "总计", None, None, None, None, None, 156])
        book["考核指标"].append(["合计", None, None, None, 100])

    assert list(told_of_units(filled(totalled))) == []
    units = [item.label for item in read("责任书.xlsx", filled(totalled), {}).items]
    assert units == [item.label for item in read("责任书.xlsx", BOOK, {}).items]


def test_a_workbook_of_one_unit_is_a_record_and_others_are_none() -> None:
    alone = read_form(form_workbook(TEMPLATE, [TEMPLATE.sample("full")]), TEMPLATE)
    assert one_record(alone, "a.xlsx", "letter")["unit_id"] == "DZB-001"
    with pytest.raises(WrongUse, match="5 个单位"):
        one_record(read_form(BOOK, TEMPLATE), "a.xlsx", "letter")
    stray = read_form(filled(put("单位目标", 2, "单位编号", "无此单位")), TEMPLATE)
    with pytest.raises(BadData, match="工作表“单位目标”第 2 行：“无此单位”"):
        one_record(stray, "a.xlsx", "letter")
