"""What holds for any document: no error, places within it, the same answer twice, rules off stay off."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.proofreading import Paragraph, check_table, load, near_units, proofread
from nlp.proofreading.model import KINDS_OF_PARAGRAPH

PIECES = [
    *"一二三四五六七八九十〇两0123456789（）()〔〕[]【】“”‘’《》〈〉，。；：、！？…—-~～.,:;\"' \u3000\n",
    *(
        "年",
        "月",
        "日",
        "号",
        "第",
        "附件",
        "个",
        "项",
        "方面",
        "意见",
        "以下",
        "即",
        "带头",
        "一是",
        "二是",
    ),
    *(
        "一、",
        "（一）",
        "1.",
        "（1）",
        "首先，",
        "其次，",
        "应当",
        "可以",
        "不得",
        "除",
        "外",
        "拟",
        "已",
        "试点",
    ),
    *(
        "XX",
        "××",
        "____",
        "待定",
        "某某",
        "{{",
        "}}",
        "【待补充：",
        "黨",
        "建設",
        "𠮷",
        "\u200b",
        "\x00",
        "甲方",
    ),
    *(
        "公司党委",
        "（以下简称公司党委）",
        "红岩机械有限责任公司",
        "红岩机械有限公司",
        "满分100分，其中",
    ),
    *(
        "由80%提高到85%，提高",
        "个百分点",
        "2026年3月5日（星期",
        "①",
        "③",
        "的的",
        "党建",
        "部署",
        "布署",
    ),
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40)
PARAGRAPH = st.builds(
    Paragraph, TEXT, st.sampled_from([*sorted(KINDS_OF_PARAGRAPH), "other"]), st.integers(0, 4)
)
DOCUMENT = st.lists(PARAGRAPH, max_size=8)
UNITS = ("红岩机械有限责任公司", "第一分公司党支部", "短名")
CELL = TEXT | st.sampled_from(["合计", "小计", "1", "2.5", "3", "", "1,234", "10%", "^^", "—"])
TABLE = st.lists(st.lists(CELL, max_size=5), max_size=6)


@given(DOCUMENT, DOCUMENT)
@example([Paragraph("")], [Paragraph("应当")])  # all of it is gone: there is no place to mark
@settings(max_examples=150)
def test_remarks_stand_within_the_document(now: list[Paragraph], before: list[Paragraph]) -> None:
    found = proofread(now, unit_names=UNITS, previous=before)
    for remark in found:
        start, end = remark.span
        assert 0 <= start < end <= len(now[remark.paragraph].text)
        assert remark.message
        assert remark.cell is None
    assert list(found) == sorted(found, key=lambda one: (one.paragraph, one.span, one.rule))
    assert len(found) == len(set(found))
    assert found == proofread(now, unit_names=UNITS, previous=before)


@given(DOCUMENT, st.sets(st.sampled_from([one.id for one in load()])))
@settings(max_examples=60)
def test_a_disabled_rule_never_appears(document: list[Paragraph], off: set[str]) -> None:
    every = proofread(document, unit_names=UNITS)
    kept = proofread(document, unit_names=UNITS, disabled=frozenset(off))
    assert kept == tuple(one for one in every if one.rule not in off)


@given(DOCUMENT, st.text("红岩洪机械有限责任公司一二党支部（(", max_size=40))
@settings(max_examples=150)
def test_names_that_are_far_from_the_text_change_nothing(
    document: list[Paragraph], text: str
) -> None:
    document = [*document, Paragraph(text)]
    near = near_units([one.text for one in document], UNITS)
    assert set(near) <= set(UNITS)
    assert proofread(document, unit_names=near) == proofread(document, unit_names=UNITS)


def test_names_near_a_text_are_told_from_others() -> None:
    names = ("贵州能源（集团）有限公司", "红岩机械有限责任公司", "城东供电所党支部", "短名")
    assert near_units(["贵州能原(集团)有限公司"], iter(names)) == names[:1]


@given(DOCUMENT)
@settings(max_examples=60)
def test_an_unchanged_document_has_no_changes_of_force(document: list[Paragraph]) -> None:
    found = proofread(document, previous=document)
    assert not [one for one in found if one.rule.startswith("PR8")]


@given(DOCUMENT)
@settings(max_examples=60)
def test_a_closing_blank_paragraph_changes_nothing(document: list[Paragraph]) -> None:
    assert proofread([*document, Paragraph("", "footer")]) == proofread(document)


@given(TABLE)
@settings(max_examples=150)
def test_any_table_is_read(rows: list[list[str]]) -> None:
    for remark in check_table(rows):
        assert remark.cell is not None
        row, column = remark.cell
        assert remark.span == (0, len(rows[row][column]))
        assert remark.paragraph == sum(map(len, rows[:row])) + column


@given(st.lists(st.lists(st.integers(0, 999), min_size=3, max_size=3), min_size=2, max_size=6))
@settings(max_examples=60)
def test_a_right_table_is_silent_and_a_wrong_sum_is_told(figures: list[list[int]]) -> None:
    totals = [sum(column) for column in zip(*figures, strict=True)]
    rows = [
        ["单位", "支部", "党员", "活动"],
        *([f"单位{i}", *map(str, row)] for i, row in enumerate(figures)),
    ]
    assert check_table([*rows, ["合计", *map(str, totals)]]) == ()
    wrong = check_table([*rows, ["合计", *map(str, totals[:2]), str(totals[2] + 1)]])
    assert [(one.rule, one.cell) for one in wrong] == [("PR901", (len(rows), 3))]


def test_a_broken_heading_is_told_once() -> None:
    lines = ["一、总体要求", "（一）目标", "（二）原则", "三、工作要求"]
    document = [Paragraph(line, "heading") for line in lines]
    assert [one.rule for one in proofread(document)] == ["PR101"]
    document[3] = replace(document[3], text="二、工作要求")
    assert proofread(document) == ()


def test_a_table_rule_is_switched_off_by_name() -> None:
    rows = [["单位", "数量"], ["甲", "1"], ["乙", "2"], ["合计", "4"]]
    assert [one.rule for one in check_table(rows)] == ["PR901"]
    assert check_table(rows, disabled=frozenset({"column-sum"})) == ()
