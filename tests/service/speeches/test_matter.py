"""What a task is about: a case follows the task itself, not a word that half the library has."""

from __future__ import annotations

from typing import Any

import pytest

from service.speeches.acts import is_broad
from service.speeches.composing import compose
from service.speeches.library import units
from service.speeches.matter import cases_on, is_of_research, is_on, told, words_of_matter
from service.speeches.model import CASE
from tests.service.speeches.asking import values

BEDS = "一类病人平均多住了一天，就从这里查起。住院处的同志先说。"


@pytest.mark.parametrize(
    ("text", "matter", "on"),
    [
        ("行李出得慢，旅客围在转盘边看表。先改这一处。", "缩短行李交付时间", True),
        ("先看航班。到了晚上，行李也要有人管。", "缩短行李交付时间", False),
        (BEDS, "加强住院患者跌倒防范", False),
        ("床边湿了一块，患者跌倒就在那一刻。", "加强住院患者跌倒防范", True),
        ("以一笔小微企业的贷款为例，看它停在哪里。", "压降不良贷款", False),
        ("随便什么话。", "", False),
    ],
)
def test_a_passage_is_on_a_matter_by_the_words_that_tell_it(
    text: str, matter: str, on: bool
) -> None:
    assert is_on(text, (matter,)) is on
    assert not is_on(text, ())


def test_what_is_seldom_said_weighs_more() -> None:
    weights = words_of_matter("加强住院患者跌倒防范")
    assert weights["跌倒"] > weights["住院"] > 0
    assert told("住院", "加强住院患者跌倒防范") < told("跌倒", "加强住院患者跌倒防范")
    assert told("住院患者跌倒防范", "加强住院患者跌倒防范") == pytest.approx(1)


@pytest.mark.parametrize(
    ("kind", "host", "title", "word"),
    [
        ("医院", "示范市人民医院党委", "加强住院患者跌倒防范", "住院"),
        ("医院", "示范市人民医院党委", "做好住院患者营养膳食服务", "住院"),
        ("国企", "示范农商银行党委", "压降不良贷款", "贷款"),
        ("国企", "示范农商银行党委", "推广信用贷款线上办理", "贷款"),
    ],
)
def test_no_case_follows_a_word_shared_by_the_way(
    kind: str, host: str, title: str, word: str
) -> None:
    told_of = {f"unit:{unit.id}": unit for unit in units()}
    for day in range(10, 16):
        tasks = [{"title": title}, {"title": "抓好理论学习"}]
        asked: dict[str, Any] = {"unit_type": kind, "host_org": host, "tasks": tasks}
        parts = compose(values(date=f"2026-03-{day}", duration_min=15, **asked)).parts
        point = next(p for part in parts for p in part.points if p.heading == title)
        shown = [told_of[said.source] for said in point.units if said.order == CASE]
        assert not [case for case in shown if word in case.text and not is_on(case.text, (title,))]


def test_a_case_on_a_task_is_shown_whatever_topic_it_was_told_under() -> None:
    tasks = [{"title": "抓好器械消毒管理"}, {"title": "抓好理论学习"}]
    asked: dict[str, Any] = {"unit_type": "医院", "tasks": tasks, "duration_min": 15}
    for host, there in (("示范市口腔医院党委", True), ("示范市人民医院党委", False)):
        parts = compose(values(host_org=host, **asked)).parts
        point = next(p for part in parts for p in part.points if p.heading == tasks[0]["title"])
        cases = [said.text for said in point.units if said.order == CASE]
        assert any("消毒" in case and "机头" in case for case in cases) is there
    assert all(unit.role == "case" for unit in cases_on(tasks[0]["title"]))


OWN_MATTERS = [
    ("医院", "示范市口腔医院党委", "提高根管治疗一次成功率", "根管"),
    ("医院", "示范市妇幼保健院党委", "规范新生儿身份核对", "新生儿"),
    ("医院", "示范市妇幼保健院党委", "办好孕妇学校", "孕妇学校"),
    ("医院", "示范省肿瘤医院党委", "推广日间化疗", "化疗"),
    ("医院", "示范市人民医院党委", "加强住院患者跌倒防范", "跌倒"),
    ("机关", "示范县人民法院党组", "清理长期未结案件", "未结"),
    ("机关", "示范县税务局党委", "落实小微企业税费优惠", "税费优惠"),
    ("国企", "示范农商银行党委", "清收不良贷款", "不良贷款"),
    ("国企", "示范化工集团党委", "抓好装置大修", "大修"),
    ("乡镇社区", "示范县清河镇党委", "壮大村集体经济", "集体经济"),
]


@pytest.mark.parametrize(("kind", "host", "title", "word"), OWN_MATTERS, ids=lambda one: str(one))
def test_a_case_on_the_very_matter_goes_before_those_that_only_name_it(
    kind: str, host: str, title: str, word: str
) -> None:
    tasks = [{"title": title, "points": "每月通报一次"}, {"title": "抓好理论学习"}]
    texts = {f"unit:{unit.id}": unit.text for unit in units()}
    for day in (10, 15, 20):
        given = values(unit_type=kind, host_org=host, tasks=tasks, date=f"2026-03-{day}")
        parts = compose(given | {"duration_min": 15}).parts
        point = next(p for part in parts for p in part.points if p.heading == title)
        shown = [texts[said.source] for said in point.units if said.order == CASE]
        assert shown and all(word in text for text in shown)


def test_where_no_research_is_asked_for_none_is_told_of() -> None:
    asked: dict[str, Any] = {"unit_type": "乡镇社区", "host_org": "示范县清河镇党委"}
    for title, there in (("壮大村集体经济", False), ("做实攻关课题", True)):
        told_of = []
        for day in range(10, 16):
            tasks = [{"title": title}, {"title": "抓好理论学习"}]
            given = values(tasks=tasks, date=f"2026-03-{day}", duration_min=15, **asked)
            parts = compose(given).parts
            point = next(p for part in parts for p in part.points if p.heading == title)
            told_of += [is_of_research(said.text) for said in point.units]
        assert any(told_of) is there


@pytest.mark.parametrize(
    ("title", "broad"),
    [
        ("严防病区安全意外", True),
        ("抓好安全生产", True),
        ("加强院感防控", False),
        ("清理积案", False),
    ],
)
def test_a_task_on_safety_at_large_hears_all_that_its_setting_guards(
    title: str, broad: bool
) -> None:
    assert is_broad(title) is broad
    tasks = [{"title": "严防病区安全意外"}, {"title": "抓好理论学习"}]
    given = values(
        unit_type="医院", host_org="示范市精神卫生中心党委", tasks=tasks, duration_min=15
    )
    parts = compose(given).parts
    point = next(p for part in parts for p in part.points if p.heading == tasks[0]["title"])
    kept = {f"unit:{unit.id}" for unit in units() if "精神专科" in unit.unit_types}
    kept |= {f"unit:{unit.id}" for unit in units() if "医院" in unit.unit_types}
    assert any(said.source in kept for said in point.units)
