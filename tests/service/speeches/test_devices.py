"""At a formal meeting a leader tells few devices, and sentences without homely turns go first."""

from __future__ import annotations

from typing import Any

import pytest

from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.devices import is_device, most_devices
from service.speeches.library import official_sources, units
from service.speeches.model import Point
from service.speeches.register import frames, homely_turns, is_formal, plainest
from tests.service.speeches.asking import MEETINGS, values

FORMAL = ("部署会", "推进会", "党建工作会议", "总结会", "表彰会")
DEVICES = {f"unit:{unit.id}" for unit in units() if is_device(unit)}


def points_with_devices(**asked: Any) -> list[Point]:
    """Return a point for each device that a speech tells."""
    parts = compose(values(**asked)).parts
    said = [(point, one) for part in parts for point in part.points for one in point.units]
    return [point for point, one in said if one.source in DEVICES]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_formal_meetings_are_those_that_business_is_done_at(meeting: str) -> None:
    for rank in ("主要领导", "分管领导"):
        assert is_formal(values(meeting_type=meeting, rank=rank)) is (meeting in FORMAL)
    assert not is_formal(values(meeting_type=meeting, rank="支部书记"))


@pytest.mark.parametrize("meeting", FORMAL)
@pytest.mark.parametrize(("minutes", "most"), [(8, 1), (15, 3), (20, 4)])
def test_few_devices_are_told_and_only_of_what_is_to_be_done(
    meeting: str, minutes: int, most: int
) -> None:
    for kind, host in (("国企", "示范集团党委"), ("医院", "示范市人民医院党委")):
        asked: dict[str, Any] = {"unit_type": kind, "host_org": host, "meeting_type": meeting}
        told = points_with_devices(duration_min=minutes, **asked)
        assert len(told) <= most
        assert {point.purpose for point in told} <= {"work"}


def test_devices_are_told_under_the_office_s_own_tasks_but_not_under_all() -> None:
    tasks = [{"title": f"抓好{word}"} for word in ("名称复核", "攻关课题", "理论学习")]
    asked: dict[str, Any] = {"meeting_type": "部署会", "unit_type": "国企", "tasks": tasks}
    told = points_with_devices(duration_min=20, **asked)
    assert 0 < len(told) <= most_devices(values(duration_min=20, **asked)) == 2
    assert all(point.heading_source != "frame" for point in told)


def test_a_visit_and_a_secretary_tell_as_many_as_before() -> None:
    assert len(points_with_devices(meeting_type="现场会", duration_min=20)) > 4
    assert len(points_with_devices(meeting_type="部署会", rank="支部书记", duration_min=20)) > 4


@pytest.mark.parametrize("meeting", FORMAL)
def test_a_formal_speech_holds_more_of_the_official_register_than_another(meeting: str) -> None:
    def told(rank: str) -> int:
        speech = compose(values(meeting_type=meeting, rank=rank, duration_min=15))
        return sum(one.source in official_sources() for one in passages(speech))

    assert told("主要领导") > told("支部书记")


def test_units_in_the_official_register_tell_no_device_and_stand_for_every_topic() -> None:
    official = [unit for unit in units() if unit.is_official]
    assert not any(map(is_device, official))
    for purpose in ("why", "work"):
        there = {unit.topic for unit in official if unit.purpose == purpose}
        assert there >= {"why": {"政治", "发展", "队伍"}, "work": {"规划", "融合", "责任"}}[purpose]


def test_homely_sentences_wait_where_enough_others_are_left() -> None:
    formal, other = values(meeting_type="部署会"), values(meeting_type="现场会")
    plain = ("目标已经明确。", "任务已经部署。", "责任已经落实。", "措施已经制定。")
    texts = ("先数一数手里有几样。", *plain)
    assert homely_turns(texts[0]) > 1
    assert plainest(texts, formal) == plain
    assert plainest(texts, other) == texts
    assert plainest(texts[:4], formal) == texts[:4]
    assert not any(map(homely_turns, frames(formal, "lead-why")))
