"""Checking data against fields: types as offices write them, every fault at once, nothing guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.fields import Field, validate
from service.drafting.filters import FILTERS
from service.drafting.gaps import Gap
from service.drafting.json_schemas import json_schema

FIELDS = (
    Field("unit_name", "单位名称", required=True, aliases=("单位",)),
    Field("year", "年度", "int", minimum=2000, maximum=2100),
    Field("score", "分值", "number"),
    Field("copies", "份数", "int", units=("份",)),
    Field("day", "签订日期", "date"),
    Field("open", "公开", "bool", default=True),
    Field("kind", "类型", "choice", choices=("国企", "学校")),
    Field("often", "频次", "choice", choices=("每月", "每两月", "每季度", "每半年", "每年")),
    Field("period", "周期", "choice", choices=("月", "季度", "半年", "年")),
    Field("party", "党组织", "choice", choices=("党委", "党总支", "党支部")),
    Field(
        "duties",
        "任务",
        "list",
        item=(Field("title", "标题", required=True), Field("due", "时限", "date")),
    ),
)


def problems(**data: Any) -> list[tuple[str, str]]:
    checked = validate(FIELDS, {"unit_name": "甲", **data})
    return [(p.path, p.code) for p in checked.problems]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("often", "每年2次"),
        ("often", "月"),
        ("party", "党"),
        ("kind", "非国企"),
        ("kind", "国企/学校"),
    ],
)
def test_a_choice_is_never_guessed(name: str, given: str) -> None:
    assert problems(**{name: given}) == [(f"/{name}", "unreadable")]


@pytest.mark.parametrize("given", ["无", "不限"])
def test_a_word_for_no_number_is_told_with_what_to_do(given: str) -> None:
    [problem] = validate(FIELDS, {"unit_name": "甲", "score": given}).problems
    assert problem.message == f"“分值”填的“{given}”不是数字，没有的请留空不填。"


def test_a_dash_is_no_choice_of_a_default() -> None:
    """Where a default would come in its place, a dash may mean none at all: total of points."""
    fields = (Field("total", "总分", "number", default=100),)
    assert [p.code for p in validate(fields, {"total": "—"}).problems] == ["unreadable"]


def test_names_may_be_ids_labels_or_aliases() -> None:
    for name in ("unit_name", "单位名称", "单位"):
        assert validate(FIELDS, {name: "甲公司"}).values["unit_name"] == "甲公司"


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("year", "２０２６", 2026),
        ("score", "8.50", Decimal("8.50")),
        ("score", 1.1, Decimal("1.1")),
        ("day", "2026年3月5日", dt.date(2026, 3, 5)),
        ("day", "2026.3.5", dt.date(2026, 3, 5)),
        ("day", "2026年6月30日前", dt.date(2026, 6, 30)),
        ("day", "2026-01-01起", dt.date(2026, 1, 1)),
        ("day", "2026年6月底前", dt.date(2026, 6, 30)),
        ("day", "2028年2月末", dt.date(2028, 2, 29)),
        ("day", "2026年底前", dt.date(2026, 12, 31)),
        ("score", "二十八", Decimal(28)),
        ("score", "一百零五", Decimal(105)),
        ("score", "两", Decimal(2)),
        ("copies", "一式三份", 3),
        ("copies", "共4份", 4),
        ("day", "——", Gap("签订日期")),
        ("score", "-", Gap("分值")),
        ("year", " / ", Gap("年度")),
        ("open", "否", False),
        ("open", "✓", True),
        ("kind", "国企", "国企"),
        ("kind", "学 校", "学校"),
        ("kind", "国企（二级）", "国企"),
        ("often", "每季", "每季度"),
        ("often", "每季度一次", "每季度"),
        ("often", "每年至少1次", "每年"),
        ("period", "每季度", "季度"),
        ("period", "按半年考核", "半年"),
        ("period", "每月", "月"),
        ("party", "支部", "党支部"),
        ("party", "党总支部", "党总支"),
        ("party", "总支部委员会", "党总支"),
        ("party", "党支部委员会", "党支部"),
        (
            "duties",
            "甲\n乙",
            [{"title": "甲", "due": Gap("时限")}, {"title": "乙", "due": Gap("时限")}],
        ),
    ],
)
def test_values_are_read_as_written(name: str, given: object, read: object) -> None:
    assert validate(FIELDS, {"unit_name": "甲", name: given}).values[name] == read


def test_missing_facts_are_gaps_or_problems() -> None:
    checked = validate(FIELDS, {})
    assert [(p.label, p.code) for p in checked.problems] == [("单位名称", "missing")]
    assert checked.values["day"] == Gap("签订日期")
    assert checked.values["open"] is True
    assert not checked.acceptable


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ({"year": "去年"}, "/year", "unreadable"),
        ({"year": 1900}, "/year", "out-of-range"),
        ({"score": "8分"}, "/score", "unreadable"),
        ({"score": "二八"}, "/score", "unreadable"),
        ({"day": "6月底前"}, "/day", "unreadable"),
        ({"score": "9" * 50}, "/score", "unreadable"),
        ({"day": "3月5日"}, "/day", "unreadable"),
        ({"day": "2026年2月30日"}, "/day", "unreadable"),
        ({"kind": "医院"}, "/kind", "unreadable"),
        ({"duties": [{"title": "甲"}, {"due": "2026-01-01"}]}, "/duties/1/title", "missing"),
        ({"duties": {"a": 1}}, "/duties", "unreadable"),
        ({"unit": "x"}, "/unit", "unknown"),
        ({"单位": "乙"}, "/单位", "twice"),
    ],
)
def test_faults_name_their_place(data: dict[str, Any], path: str, code: str) -> None:
    assert (path, code) in problems(**data)


def test_an_unknown_name_suggests_the_nearest() -> None:
    [problem] = validate(FIELDS, {"单位名称": "甲", "签定日期": "x"}).problems
    assert "是不是“签订日期”" in problem.message


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "\ud800", "a\x0bb", "\ue000"])
def test_characters_no_document_can_hold_are_refused(text: str) -> None:
    [problem] = validate(FIELDS, {"unit_name": text}).problems
    assert "个字符是" in problem.message


def test_a_value_is_told_on_one_line_and_not_all_of_a_long_one() -> None:
    told = [
        one.message for one in validate(FIELDS, {"year": "二\n〇", "score": "分" * 90}).problems
    ]
    assert "“年度”填的“二 〇”不是数字，请只填数字，不带单位。" in told
    assert all(len(one) < 80 for one in told)


@given(
    st.dictionaries(
        st.sampled_from([f.id for f in FIELDS]),
        st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text())),
        max_size=5,
    )
)
def test_nothing_makes_it_fall(data: dict[str, Any]) -> None:
    checked = validate(FIELDS, data)
    assert all(len(problem.message.splitlines()) == 1 for problem in checked.problems)
    assert set(checked.values) == {one.id for one in FIELDS}


def test_the_schema_names_every_field() -> None:
    schema = json_schema(FIELDS, title="示例")
    assert schema["required"] == ["unit_name"]
    assert schema["properties"]["kind"]["enum"] == ["国企", "学校"]
    assert schema["properties"]["duties"]["items"]["required"] == ["title"]


def test_a_word_may_follow_a_number_where_the_field_says_so() -> None:
    fields = (
        Field("people", "人数", type="int", units=("人", "名")),
        Field("aim", "目标", type="number", unit_field="measure"),
        Field("measure", "单位"),
    )

    def read(**data: str) -> tuple[Any, Any]:
        values = validate(fields, data).values
        return values["people"], values["aim"]

    assert read(people="１７ 人", aim="95％", measure="%") == (17, 95)
    assert read(people="17名", aim="3.5 万元", measure="万元") == (17, Decimal("3.5"))
    assert {type(one) for one in read(people="17岁", aim="95%", measure="项")} == {Gap}
    assert {type(one) for one in read(people="人", aim="项", measure="项")} == {Gap}


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("2.5", 0, 3), ("-2.5", 0, -3), ("0.125", 2, Decimal("0.13")), ("97", 1, Decimal("97.0"))],
)
def test_a_half_goes_away_from_zero(number: str, places: int, rounded: object) -> None:
    assert FILTERS["round"](Decimal(number), places) == rounded
