"""Speeches that fit who speaks: kind of school or company, place, order of points."""

from __future__ import annotations

import re
from typing import Any

import pytest

import corpora
from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.library import units
from service.speeches.model import CASE
from tests.service.speeches.asking import MEETINGS, text, values

HOSTS = [
    ("学校", "示范市第一中学党委", r"院系|院长|科研|学生社区|宿舍"),
    ("学校", "示范大学党委", r"家长|家访|班主任"),
    ("国企", "示范农商银行党委", r"生产线|班组|车间|师傅|工艺"),
    ("机关", "中共示范市委组织部机关党委", r"窗口|审批|执法"),
    ("乡镇社区", "示范街道党工委", r"村里|走村|包村|山区"),
]


@pytest.mark.parametrize(("kind", "host", "barred"), HOSTS, ids=lambda one: str(one)[:12])
def test_nothing_is_said_that_an_office_of_this_name_does_not_know(
    kind: str, host: str, barred: str
) -> None:
    for meeting in MEETINGS:
        given = values(unit_type=kind, host_org=host, meeting_type=meeting, duration_min=30)
        assert not re.search(barred, text(compose(given)))


@pytest.mark.parametrize(("kind", "_host", "barred"), HOSTS, ids=lambda one: str(one)[:12])
def test_an_office_whose_name_tells_nothing_is_spoken_to_as_its_kind(
    kind: str, _host: str, barred: str
) -> None:
    own = [unit for unit in units() if kind in unit.unit_types and re.search(barred, unit.text)]
    assert own
    said = "".join(
        text(
            compose(values(unit_type=kind, host_org="示范", meeting_type=meeting, duration_min=40))
        )
        for meeting in MEETINGS
    )
    assert re.search(barred, said)


def test_a_name_counts_for_its_own_kind_of_unit_alone() -> None:
    one = compose(values(unit_type="医院", host_org="示范学院附属医院党委", duration_min=20))
    assert re.search("患者|病人", text(one))


@pytest.mark.parametrize("meeting", ["现场会", "启动仪式", "责任书签订仪式", "表彰会", "座谈会"])
def test_the_place_is_spoken_where_it_is_why_one_meets_there(meeting: str) -> None:
    given = values(meeting_type=meeting, place="示范市第一人民医院", rank="主要领导")
    first = compose(given).opening[0][0]
    assert "示范市第一人民医院" in first.text
    assert first.source == "place"
    guest = values(meeting_type=meeting, place="示范市第一人民医院", rank="上级部门")
    assert "示范市第一人民医院" not in text(compose(guest))


def test_a_hall_is_not_spoken_of_at_a_meeting_like_others() -> None:
    assert "第一会议室" not in text(compose(values(meeting_type="部署会", place="第一会议室")))


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("minutes", [15, 30, 40])
def test_points_come_in_the_order_a_speaker_gives_them(meeting: str, minutes: int) -> None:
    order: dict[str, Any] = corpora.table("speech/order.toml")
    speech = compose(values(meeting_type=meeting, duration_min=minutes))
    for part in speech.parts:
        known = order.get(part.purpose, [])
        places = [
            known.index(point.topic)
            for point in part.points
            if point.level == 2
            and point.topic in known
            and not any(passage.is_given for passage in point.said)
        ]
        assert places == sorted(places)


def test_every_topic_of_a_plan_has_its_place_in_the_order() -> None:
    order: dict[str, Any] = corpora.table("speech/order.toml")
    plans: dict[str, Any] = corpora.table("speech/plans.toml")
    for plan in plans.values():
        for purpose, topics in order.items():
            assert set(plan.get(purpose, [])) <= set(topics)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"fact": "推行错峰检查"}, "放射科党支部推行错峰检查。"),
        ({"fact": "放射科党支部推行错峰检查。"}, "放射科党支部推行错峰检查。"),
        (
            {"fact": "推行错峰检查", "brand": "影像先锋"},
            "放射科党支部打造“影像先锋”品牌，推行错峰检查。",
        ),
    ],
)
def test_an_example_is_one_sentence_with_its_unit_once(given: dict[str, str], shown: str) -> None:
    speech = compose(values(good_examples=[{"unit": "放射科党支部", **given}]))
    assert [p.text for p in passages(speech) if p.source == "good_examples/0"] == [shown]


def test_a_branch_does_not_speak_of_offices_of_a_ministry() -> None:
    for meeting in MEETINGS:
        given = values(rank="支部书记", unit_type="机关", meeting_type=meeting)
        assert "处室" not in text(compose(given))


@pytest.mark.parametrize(
    ("title", "word"), [("做实保供电党员突击队", "突击队"), ("攻关重复报修", "重复报修")]
)
def test_a_task_is_spoken_of_in_its_own_words(title: str, word: str) -> None:
    tasks = [{"title": title}, {"title": "抓好理论学习"}]
    given = values(unit_type="国企", host_org="示范供电公司党委", tasks=tasks)
    point = next(p for part in compose(given).parts for p in part.points if p.heading == title)
    shown = [p.text for p in point.units if p.order == CASE]
    told = "".join(p.text for p in point.units)
    assert shown and word in told
