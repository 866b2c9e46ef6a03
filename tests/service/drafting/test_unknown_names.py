"""A name that no field has: the field it is a slip of, the one people call so, else what there is."""

from __future__ import annotations

import pytest

import corpora
from service.drafting.fields import Field, validate
from service.drafting.package import find_template, templates
from service.nearness import nearest


def told(template: str, unknown: str, **given: object) -> str:
    problems = validate(find_template(template).fields, {**given, unknown: "x"}).problems
    [found] = [one.message for one in problems if one.code == "unknown"]
    return found


@pytest.mark.parametrize(
    ("template", "name", "hint"),
    [
        ("speech", "sloagn", "是不是“slogan”（口号）？"),
        ("speech", "meeting_nam", "是不是“meeting_name”（会议名称）？"),
        ("speech", "speaker", "是不是“name”（讲话人姓名）？"),
        ("speech", "speakr", "是不是“name”（讲话人姓名）？"),
        ("speech", "title", "是不是“meeting_name”（会议名称）或“main_title”（观点式标题）？"),
        ("speech", "地址", "是不是“地点”？"),
        ("letter", "unit", "是不是“unit_name”（单位名称）？"),
        ("application", "meaning", "是不是“name_meaning”（品牌内涵）？"),
        ("letter", "签定日期", "是不是“签订日期”？"),
    ],
)
def test_what_is_meant_is_asked(template: str, name: str, hint: str) -> None:
    assert told(template, name).endswith(hint)


@pytest.mark.parametrize("name", ["foo", "plan", "trunk", "天气", "体温"])
def test_nothing_odd_is_suggested_but_labels_are_listed(name: str) -> None:
    said = told("speech", name)
    assert "是不是" not in said
    assert said.endswith(
        "改用字段清单里的名称：会议名称、会议类型、日期、主办单位、讲话人层级、主题等。"
    )


def test_what_is_given_already_is_not_meant_again() -> None:
    assert "讲话人姓名" in told("speech", "speaker")
    assert "是不是" not in told("speech", "speaker", name="张三")
    assert told("speech", "speaker", 会议名称="会").count("会议名称") == 0


def test_an_item_of_a_list_is_asked_about_by_its_own_parts() -> None:
    fields = find_template("speech").fields
    problems = validate(fields, {"tasks": [{"title": "甲", "deadline": "2026-01-01"}]}).problems
    assert any("是不是“due”（时限）？" in one.message for one in problems)


def test_a_record_with_nothing_left_to_name_is_told_shortly() -> None:
    [problem] = validate((Field("a", "甲"),), {"a": "x", "zzz": "y"}).problems
    assert problem.message == "没有“zzz”这一项，请删去。"


def test_every_label_of_the_table_is_one_of_a_template() -> None:
    known = {
        part.label
        for template in templates()
        for one in template.fields
        for part in (one, *one.item)
    }
    for name, label in corpora.rows("drafting/called.tsv"):
        assert label in known, (name, label)


@pytest.mark.parametrize(
    ("name", "near"), [("lettr", "letter"), ("place", ""), ("speaker", ""), ("leter", "letter")]
)
def test_a_slip_is_few_letters_away(name: str, near: str) -> None:
    assert nearest(name, ["letter", "plane_", "application", "profile"]) == near
