"""The document of one application: its facts in sentences, its gaps in sight, nothing added."""

from __future__ import annotations

import json
from typing import Any

import pytest

import templates
from service.drafting.drafts import draft
from service.linting import lint

FULL: dict[str, Any] = json.loads(templates.text("application/samples/full.json"))


def made(**changes: Any) -> Any:
    data = {key: value for key, value in (FULL | changes).items() if value is not None}
    return draft("application", data)


def test_the_facts_are_a_sentence_on_the_members_and_one_on_the_brand() -> None:
    text = made().text
    assert "党支部现有党员36名，其中正式党员34名。“齿轮先锋”党建品牌创建于2023年3月，" in text


@pytest.mark.parametrize(
    ("unit", "called"),
    [("甲厂党委", "党委现有"), ("乙厂党总支", "党总支现有"), ("丙厂", "本单位现有")],
)
def test_a_unit_is_called_by_the_kind_of_its_organisation(unit: str, called: str) -> None:
    assert called in made(unit_name=unit, branch_count=None).text


def test_what_the_unit_says_itself_is_not_counted_again() -> None:
    plain = {"unit_name": "甲厂党委", "branch_count": 6, "participation": "全员参加。"}
    assert "党委下设党支部6个，现有党员36名" in made(**plain).text
    assert "有团员青年21名、群众48名参与" in made(**plain).text
    told = made(**plain, unit_intro="甲厂党委管6个党支部、党员36名。").text
    assert "下设党支部" not in told and "现有党员" not in told
    assert "团员青年21名" not in made().text


def test_all_members_being_formal_is_not_said_twice() -> None:
    assert "其中正式党员" not in made(formal_count=36).text


def test_a_fact_that_is_missing_is_left_out_of_its_sentence() -> None:
    changes = dict.fromkeys(
        ("founded", "brand_type", "parent_brand", "leader_role", "leader_name", "member_count")
    )
    text = made(**changes).text
    assert "现有党员" not in text and "党建品牌创建于" not in text


def test_a_missing_goal_shows() -> None:
    without = made(goal=None)
    assert "创建目标。【待补充：" in without.text
    assert without.gaps


@pytest.mark.parametrize("without", [(), ("recommended",), ("returned",)])
def test_a_report_has_no_part_that_stands_alone(without: tuple[str, ...]) -> None:
    report = json.loads(templates.text("summary-report/samples/full.json"))
    left = {key: value for key, value in report.items() if not key.startswith(without or ("-",))}
    made = draft("summary-report", left)
    assert "PR109" not in {one.rule for one in lint(made.docx).findings}
