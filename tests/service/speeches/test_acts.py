"""Tasks without a word of any topic: their verb tells what kind of act they are, and what it is done to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.speeches.acts import ANY_TASK, Task, acts, is_act, task_of
from service.speeches.checks import check_speech, passages
from service.speeches.composing import compose
from service.speeches.library import topic_of, units_of
from service.speeches.model import CASE, Passage
from tests.service.speeches.asking import values

TITLES = [
    ("建成氯碱装置", Task("建成", "氯碱装置")),
    ("全面完成高标准农田改造", Task("建成", "高标准农田改造")),
    ("十二月底前完成骨灰堂选址论证", Task("摸清", "骨灰堂选址论证", "十二月底")),
    ("汛期到来之前，拆除废弃猪舍", Task("清掉", "废弃猪舍", "汛期到来")),
    ("消化库存", Task("升降", "库存")),
    ("推开婚俗改革试点", Task("推开", "婚俗改革试点")),
    ("拓展海外市场", Task("开拓", "海外市场")),
    ("迎接自治州成立庆典", Task("筹备", "自治州成立庆典")),
    ("统一验收口径", Task("理顺", "验收口径")),
    ("看好林区火源", Task("守住", "林区火源")),
    ("建好应急处置小分队", Task("组队", "应急处置小分队")),
    ("建好首席辅导员制度", Task("理顺", "首席辅导员制度")),
    ("做实乘务班组建设", Task(ANY_TASK, "乘务班组建设")),
    ("加快数字展厅建设", Task("建成", "数字展厅建设")),
    ("强化林地保护", Task("守住", "林地保护")),
    ("打通堵点", Task(ANY_TASK, "堵点")),
    ("改造老旧管网", Task("建成", "老旧管网")),
    ("种好三千亩油菜", Task(ANY_TASK, "三千亩油菜")),
    ("12月底前完成小区改造", Task("建成", "小区改造")),
    ("完成10个小区改造", Task("建成")),
    ("啃下光伏并网", Task(ANY_TASK)),
    ("前置审批", Task(ANY_TASK)),
    ("建成", Task(ANY_TASK)),
]


@pytest.mark.parametrize(("title", "told"), TITLES, ids=lambda one: str(one)[:14])
def test_a_title_tells_the_act_the_thing_and_until_when(title: str, told: Task) -> None:
    assert task_of(title) == told


@given(st.text(max_size=30))
def test_what_is_told_stands_in_the_title(title: str) -> None:
    told = task_of(title)
    assert told.thing in title and told.until in title
    assert not re.search(r"\d", told.thing + told.until)
    assert told.act in (*acts(), ANY_TASK)


def said_of(title: str, minutes: int) -> list[Passage]:
    """Return what a speech with this task says in units of the library."""
    given = values(tasks=[{"title": title}, {"title": "抓好理论学习"}], duration_min=minutes)
    speech = compose(given)
    assert not [told for told in check_speech(speech, given) if "字" not in told]
    assert not re.search(r"[{}]", "".join(passage.text for passage in passages(speech)))
    return [passage for passage in passages(speech) if passage.source.startswith("unit:")]


UNKNOWN = [one for one in TITLES if is_act(one[1].act) and not topic_of(one[0])]


@pytest.mark.parametrize("minutes", [15, 40])
@pytest.mark.parametrize(("title", "told"), UNKNOWN, ids=lambda one: str(one)[:14])
def test_a_task_that_no_topic_knows_is_spoken_of_in_its_own_words(
    title: str, told: Task, minutes: int
) -> None:
    own = {f"unit:{unit.id}" for unit in units_of("work", told.act)}
    said = said_of(title, minutes)
    assert len(own & {passage.source for passage in said}) >= 3
    named = sum(told.thing in passage.text for passage in said) if told.thing else 1
    assert 1 <= named <= 2


def test_of_a_task_whose_verb_is_not_known_nothing_is_named() -> None:
    said = said_of("啃下光伏并网", 15)
    assert not any("光伏" in passage.text for passage in said)
    assert any(passage.source.startswith("unit:work/任务") for passage in said)


def test_three_tasks_of_one_kind_say_nothing_twice() -> None:
    tasks = [{"title": f"建成{thing}"} for thing in ("氯碱装置", "二号泵房", "职工食堂大楼")]
    speech = compose(values(tasks=tasks, duration_min=30))
    sources = [p.source for p in passages(speech) if p.source.startswith("unit:")]
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("act", acts())
def test_every_kind_of_act_has_reasons_cases_ways_and_a_warning(act: str) -> None:
    roles = [unit.role for unit in units_of("work", act)]
    assert roles.count("claim") >= 2 and roles.count("case") >= 2
    assert roles.count("method") >= 4 and "bound" in roles
    assert any("thing" in unit.named for unit in units_of("work", act) if unit.role == "claim")


def test_what_speaks_of_one_task_waits_for_it() -> None:
    tasks = [{"title": "做实校企实训"}, {"title": "备战技能竞赛"}]
    asked: dict[str, Any] = {
        "unit_type": "学校",
        "host_org": "示范市职业技术学校党委",
        "duration_min": 15,
    }
    for day in range(10, 16):
        parts = compose(values(tasks=tasks, date=f"2026-03-{day}", **asked)).parts
        points = {point.heading: point for part in parts for point in part.points}
        first = "".join(said.text for said in points["做实校企实训"].units)
        assert "技能竞赛" not in first
        assert "竞赛" in "".join(said.text for said in points["备战技能竞赛"].units)


def test_the_day_of_a_title_is_spoken_of() -> None:
    said = said_of("国庆节前建成新泵房", 15)
    assert any("国庆节" in passage.text for passage in said)


def test_an_act_is_shown_in_a_case_of_its_own_before_any_other() -> None:
    for day in range(10, 16):
        tasks = [{"title": "建成新泵房"}, {"title": "抓好理论学习"}]
        asked: dict[str, Any] = {
            "unit_type": "学校",
            "host_org": "示范大学党委",
            "duration_min": 15,
        }
        parts = compose(values(tasks=tasks, date=f"2026-03-{day}", **asked)).parts
        point = next(p for part in parts for p in part.points if p.heading == "建成新泵房")
        cases = [passage.source for passage in point.units if passage.order == CASE]
        assert all(source.startswith("unit:work/建成") for source in cases)


def test_an_act_is_told_beside_what_the_office_s_own_setting_says_of_it() -> None:
    tasks = [{"title": "防范跑道侵入"}, {"title": "抓好理论学习"}]
    asked: dict[str, Any] = {"unit_type": "国企", "duration_min": 15, "tasks": tasks}
    own = compose(values(host_org="示范机场集团党委", **asked))
    plain = compose(values(host_org="示范", **asked))
    told, untold = ({passage.source for passage in passages(one)} for one in (own, plain))
    for sources in (told, untold):
        assert any(source.startswith("unit:work/守住/") for source in sources)
    assert "unit:work/责任/巡场的责任，划到" in told
    assert not any(source.startswith("unit:work/责任/巡场") for source in untold)
