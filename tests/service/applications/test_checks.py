"""What is told of one application, and what is not."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

import templates
from service.applications.checks import check, claim, founded_ahead
from service.applications.records import settle
from service.applications.standards import (
    Limit,
    brand_type,
    find_limit,
    find_standard,
    level_of,
    standards,
)
from service.applications.storing import stored
from service.applications.views import table_row
from service.drafting.drafts import draft
from service.errors import NotFound, WrongUse

FULL: dict[str, Any] = json.loads(templates.text("application/samples/full.json"))
Change = Callable[[dict[str, Any]], object]


def codes(change: Change) -> list[str]:
    data = copy.deepcopy(FULL)
    change(data)
    return [problem.code for problem in check(settle(data)[0])]


def test_the_sample_is_in_order() -> None:
    assert codes(lambda _: None) == []


@pytest.mark.parametrize(
    ("founded", "applied", "told"),
    [
        ("2026-11", "", []),
        ("2026-12", "", ["创建时间 2026-12 晚于今天 2026-11-21，请核对。"]),
        ("2027", "", ["创建时间 2027 晚于今天 2026-11-21，请核对。"]),
        ("2026", "", []),
        ("", "", []),
        # Held against the application's own day, it is told once, by `check`.
        ("2027-01", "2026-12-01", []),
        # An application dated ahead does not make the brand's founding true.
        ("2027-01", "2027-03-01", ["创建时间 2027-01 晚于今天 2026-11-21，请核对。"]),
    ],
)
def test_a_brand_founded_in_the_future_is_told(founded: str, applied: str, told: list[str]) -> None:
    values = settle({**FULL, "founded": founded, "apply_date": applied})[0]
    found = list(founded_ahead(values, dt.date(2026, 11, 21)))
    assert [one.message for one in found] == told
    assert all((one.label, one.code) == ("创建时间", "founded") for one in found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.pop("slogan"), "element"),
        (lambda d: d.pop("goal"), "element"),
        (lambda d: d.update(results=[]), "element"),
        (lambda d: d.update(leader_is_member=False), "leader"),
        (lambda d: d.update(leader_is_secretary="否"), "secretary"),
        (lambda d: d.update(founded="2026-04"), "founded"),
        (lambda d: d.update(formal_count=40), "members"),
        (lambda d: d.update(brand_type="生产类"), "type"),
        (lambda d: d["measures"].pop() and d["measures"].pop(), "measures"),
        (lambda d: d["measures"].extend(d["measures"][:2]), "measures"),
        (lambda d: d["results"][0].pop("unit"), "unit"),
        (lambda d: d["results"].append({"text": "办结12件"}), "undated"),
        (lambda d: d.update(evidence=[], highlights="做法全省首创。"), "claim"),
        (lambda d: d.update(slogan="一二三四五六七八九十一二三"), "length"),
        (lambda d: d.update(name_meaning="太短。"), "length"),
        (lambda d: d["honours"][0].update(date="2026-12"), "future"),
    ],
)
def test_what_is_odd_is_told_and_stops_nothing(change: Change, code: str) -> None:
    assert set(codes(change)) == {code}
    data = copy.deepcopy(FULL)
    change(data)
    assert code in [problem.code for problem in draft("application", data).warnings]


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(founded="2026-03"),
        lambda d: d.update(founded="2026"),
        lambda d: d.update(brand_type="服务发展"),
        lambda d: d["results"].append({"text": "2025年办结12件"}),
        lambda d: d.update(evidence=[], highlights="由第一书记带队，第一时间到场。"),
        lambda d: d.pop("logo"),
    ],
)
def test_what_is_in_order_is_not_told(change: Change) -> None:
    assert codes(change) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("全市唯一", "唯一"),
        ("满意度全市第一", "第一"),
        ("第一党支部第一时间响应，属全国首创", "首创"),
        ("群众反映最多的问题", ""),
        ("第一书记", ""),
    ],
)
def test_claims_are_told_from_set_phrases(text: str, word: str) -> None:
    assert claim(text) == word


def test_each_standard_asks_for_its_own_elements() -> None:
    values = settle(FULL)[0]
    assert all(one.missing(values) == () for one in standards())
    bare = settle({"unit_name": "甲", "brand_name": "乙"})[0]
    assert len(find_standard("six").missing(bare)) == 5
    assert "全员化的争创" in find_standard("five-sichuan").missing(bare)
    with pytest.raises(NotFound):
        find_standard("seven")


@pytest.mark.parametrize(
    ("text", "count", "passes"),
    [
        ("3000字以内", 3000, True),
        ("3000字以内", 3001, False),
        ("2500字左右", 2750, True),
        ("2500字左右", 2751, False),
        ("2500字左右", 2250, True),
        ("2500字左右", 2249, False),
        ("case-5000", 5000, True),
        ("digest-300", 301, False),
    ],
)
def test_limits_are_hard_or_about(text: str, count: int, passes: bool) -> None:
    assert (find_limit(text).trouble(count) == "") is passes


def test_a_limit_that_is_none_is_refused() -> None:
    with pytest.raises(WrongUse):
        find_limit("若干字")
    assert Limit("甲").bounds == (0, 0)


def test_levels_and_types_are_read_from_words() -> None:
    assert [
        level_of(text)[0] for text in ("全国先进", "省委表彰", "市级", "区委", "公司级", "无")
    ] == [1, 2, 3, 4, 5, 9]
    assert brand_type("服务群众型") == "服务群众类"
    assert brand_type("其他") == ""


def test_one_bad_cell_costs_only_itself() -> None:
    data = copy.deepcopy(FULL) | {
        "founded": "去年春天",
        "没有的栏": "甲",
        "党员数": "三十",
        "member_count": None,
    }
    data["results"][1]["number"] = "很多"
    values, problems = settle(data)
    assert not values["founded"]
    assert not values["member_count"]
    assert values["results"][1]["text"]
    assert {p.code for p in problems} >= {"unreadable", "unknown"}
    assert draft("application", stored(values)).text


@pytest.mark.parametrize(
    ("said", "types", "fine"),
    [
        ("推动发展类", (), False),
        ("推动发展类", ("推动发展类", "民生类"), True),
        ("推动发展", ("推动发展类",), True),
        ("服务群众类", ("推动发展类",), False),
        ("", ("推动发展类",), True),
    ],
)
def test_an_office_may_have_types(said: str, types: tuple[str, ...], fine: bool) -> None:
    values, _ = settle({"unit_name": "甲支部", "brand_name": "灯塔", "brand_type": said})
    told = [one.message for one in check(values, types=types) if one.code == "type"]
    assert (not told) is fine
    assert ["选项 types" in one for one in told] == [not types] * len(told)
    assert table_row(1, values, types)["brand_type"] == (brand_type(said, types) or said)
