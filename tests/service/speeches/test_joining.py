"""What holds a speech together: items counted, facts led over to, ranks in their own voice, gaps shown."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from service.drafting.drafts import draft
from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.library import plan, sentences, units, wording
from service.speeches.model import BOUND, CASE, CLAIM, DUTY, ITEM, METHOD, Speech
from tests.service.speeches.asking import MEETINGS, RANKS, TEMPLATE, TYPES, values

GAPS = {
    "表彰会": "表彰",
    "责任书签订仪式": "签订责任书的单位数",
    "现场会": "已进行的议程",
    "总结会": "成绩",
    "部署会": "任务",
}


def text(speech: Speech) -> str:
    return "\n".join("".join(p.text for p in paragraph) for paragraph in speech.paragraphs)


def points_of(speech: Speech) -> list[Any]:
    return [point for part in speech.parts for point in part.points]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_ways_of_a_point_are_counted_in_order(meeting: str) -> None:
    speech = compose(values(meeting_type=meeting))
    counted = 0
    several = 0
    for point in points_of(speech):
        said = "".join(passage.text for passage in point.passages)
        numbers = re.findall(r"(?:^|。)([一二三四五六])要", said)
        assert numbers == list("一二三四五六")[: len(numbers)]
        assert len(numbers) != 1
        counted += len(numbers) > 1
        several += sum(passage.order == ITEM for passage in point.said) > 1
    assert counted >= 1
    assert several >= 3


def test_points_counted_in_the_data_are_not_counted_again_by_ours() -> None:
    for point in points_of(compose(values("full"))):
        said = "".join(passage.text for passage in point.passages)
        if "一是" in said:
            assert "一要" not in said
            assert said.count("一是") == 1


def test_a_guest_suggests_where_others_demand() -> None:
    speech = compose(values(rank="上级部门", duration_min=25))
    assert not re.search("[一二三四]要", text(speech))
    assert re.search("一是.+二是", text(speech))


def test_who_leads_a_task_is_said_last() -> None:
    speech = compose(values("full"))
    duties = [p for p in points_of(speech) if any(s.order == DUTY for s in p.said)]
    assert len(duties) == 3
    assert all(point.passages[-1].order == DUTY for point in duties)


def test_a_long_speech_heads_its_ways_at_the_third_level() -> None:
    speech = compose(values(duration_min=40))
    deep = [point for point in points_of(speech) if point.level == 3]
    assert len(deep) >= 6
    assert all(point.heading_source.startswith("unit:") and point.said for point in deep)
    shown = draft(TEMPLATE, TEMPLATE.sample("minimal") | {"duration_min": 40}).text
    assert f"1.{deep[0].heading}。" in shown


@pytest.mark.parametrize("meeting", MEETINGS)
def test_no_part_comes_to_more_points_than_a_listener_holds(meeting: str) -> None:
    for part in compose(values("full", meeting_type=meeting, duration_min=40, parts=None)).parts:
        assert len(part.headed) <= 5


def test_a_short_speech_leads_over_to_examples_and_problems() -> None:
    speech = compose(values("full", duration_min=5, meeting_type="党建工作会议"))
    said = text(speech)
    before = re.search(r"([^。]+)。一是有的支部把取名当成终点", said)
    assert before is not None
    assert re.search("问题|不足|短处", before[1])
    assert re.search(r"第一，抓好名称复核。.*第三，选树示范品牌。", said, re.DOTALL)


def test_one_problem_is_told_as_a_sentence() -> None:
    given = values(meeting_type="推进会", problems=[{"text": "组织生活形式单一"}])
    assert "主要是组织生活形式单一。" in text(compose(given))
    given = values(meeting_type="推进会", problems=[{"text": "部分支部进度慢"}])
    assert "部分支部进度慢。" in text(compose(given))
    assert "主要是" not in text(compose(given))


@pytest.mark.parametrize(("meeting", "label"), GAPS.items())
def test_what_a_meeting_cannot_do_without_is_shown_as_missing(meeting: str, label: str) -> None:
    made = draft(TEMPLATE, TEMPLATE.sample("minimal") | {"meeting_type": meeting})
    assert f"【待补充：{label}】" in made.text
    assert label in made.gaps
    full = draft(TEMPLATE, TEMPLATE.sample("full") | {"meeting_type": meeting})
    assert full.gaps == ()


@pytest.mark.parametrize("meeting", ["表彰会", "启动仪式", "责任书签订仪式"])
def test_a_ceremony_touches_on_problems_and_reviews_nothing(meeting: str) -> None:
    speech = compose(values("full", meeting_type=meeting))
    assert not {"review", "gap"} & {part.purpose for part in speech.parts}
    assert not any(point.heading and point.topic in ("成效", "不足") for point in points_of(speech))
    told = [p.source for p in passages(speech)]
    for source in ("achievements/0", "problems/0", "registry_facts/0", "good_examples/1"):
        assert told.count(source) == 1


def test_a_commendation_neither_threatens_nor_audits() -> None:
    assert not {"廉洁", "督导", "考核", "整改"} & {*plan("表彰会")["how"], *plan("表彰会")["what"]}


@pytest.mark.parametrize("rank", RANKS)
def test_each_rank_speaks_with_its_own_words(rank: str) -> None:
    own = {f"unit:{unit.id}" for unit in units() if rank in unit.ranks}
    others = {f"unit:{unit.id}" for unit in units() if unit.ranks and rank not in unit.ranks}
    used = {p.source for p in passages(compose(values(rank=rank, duration_min=25)))}
    assert not used & others
    assert len(used & own) >= (0 if rank == "主要领导" else 5)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("rank", RANKS)
def test_nothing_is_left_open_or_joined_badly(kind: str, rank: str) -> None:
    for meeting in MEETINGS:
        said = text(compose(values(meeting_type=meeting, rank=rank, unit_type=kind)))
        assert not re.search(r"[{}]|。。|，。|；。|，，", said)


def test_a_warning_follows_the_ways_it_warns_of() -> None:
    for point in points_of(compose(values())):
        orders = [passage.order for passage in point.passages]
        assert orders == sorted(orders)
        if ITEM in orders and BOUND in orders:
            assert orders.index(ITEM) < orders.index(BOUND)


def test_examples_stand_where_they_teach_something() -> None:
    examples = [
        {"unit": "甲支部", "brand": "邻里灯", "fact": "结对照料独居老人，夜间巡楼从未间断"},
        {"unit": "乙支部", "fact": "每月化解邻里纠纷"},
        {"unit": "丙支部", "fact": "讲话没有这些字眼"},
    ]
    speech = compose(values("full", meeting_type="表彰会", good_examples=examples))
    placed = {
        passage.source: (point.topic, point.level)
        for point in points_of(speech)
        for passage in point.said
        if passage.source.startswith("good_examples/")
    }
    assert placed == {
        "good_examples/0": ("坚持", 2),
        "good_examples/1": ("服务", 2),
        "good_examples/2": ("", 0),
    }


@pytest.mark.parametrize("unit", [u for u in units() if u.purpose == "learn"], ids=lambda u: u.id)
def test_what_we_say_of_learning_tells_nothing_of_those_learned_from(unit: Any) -> None:
    """It follows examples of the office's own: what it told of «them» would be invented."""
    assert not re.search("他们(?:把|在|的台账|都|已|做了|用了)", unit.text)


@pytest.mark.parametrize("minutes", [8, 15, 30])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_no_point_stands_alone_in_its_part(meeting: str, minutes: int) -> None:
    data: dict[str, Any] = {
        "tasks": [{"title": "完成一件事"}],
        "problems": [{"text": "有的支部进度慢"}],
        "achievements": [{"fact": "办成一件事"}],
    }
    asked_for: dict[str, Any] = {"meeting_type": meeting, "duration_min": minutes}
    for given in (data, {"problems": data["problems"]}, {"achievements": data["achievements"]}):
        asked = values(**asked_for | given)
        for part in compose(asked).parts:
            assert len(part.headed) != 1, (given, part.purpose)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("先锋医生", "3名"), ("先锋支部", "3个"), ("优秀共产党员", "3名"), ("示范班组", "3个")],
)
def test_awards_are_counted_by_what_they_are_given_to(kind: str, shown: str) -> None:
    given = values(meeting_type="表彰会", awards=[{"kind": kind, "count": 3}])
    assert f"表彰了{kind}{shown}。" in text(compose(given))


def test_a_secretary_opens_a_ceremony_as_one() -> None:
    speech = compose(values(meeting_type="表彰会", rank="支部书记"))
    assert "商量" not in speech.opening[0][0].text


def test_a_task_is_tied_to_the_problem_it_answers() -> None:
    speech = compose(values("full"))
    said = text(speech)
    assert re.search("[^。]*品牌名称方面[^。]*。一是对6组名称相近的品牌逐一约谈", said)
    told = said.index("有的支部把取名当成终点")
    assert told < said.index("品牌名称方面")
    assert "品牌名称方面" not in text(compose(values("full", problems=[])))
    assert "典型培育方面" not in said


def test_a_short_part_begins_with_what_leads_it_in() -> None:
    speech = compose(values("full", duration_min=5, meeting_type="表彰会"))
    first = [passage.text for passage in speech.parts[0].points[0].passages]
    assert first[0] in sentences("frames", "lead-learn")
    second = "".join(p.text for p in speech.parts[0].points[1].passages)
    assert "共登记品牌86个" in second


def test_no_point_begins_with_a_warning() -> None:
    for minutes in (5, 10, 15, 40):
        points = points_of(compose(values("full", duration_min=minutes)))
        for before, point in itertools.pairwise([points[0], *points]):
            # What follows ways headed on their own ends their point.
            if point.units and before.level != 3:
                assert {passage.order for passage in point.units} != {BOUND}


@pytest.mark.parametrize(("rank", "first"), [("主要领导", "要"), ("上级部门", "希望")])
def test_ways_beside_counted_data_do_not_all_begin_alike(rank: str, first: str) -> None:
    days = (f"2026-07-{day:02}" for day in range(1, 9))
    beside = [
        [passage.text for passage in point.said if passage.order == ITEM]
        for day in days
        for point in points_of(compose(values("full", rank=rank, duration_min=40, date=day)))
        if any("一是" in passage.text and passage.is_given for passage in point.said)
    ]
    assert any(len(ways) >= 3 for ways in beside)
    for ways in filter(None, beside):
        alone = len(ways) == 1 and rank != "上级部门"
        assert ways[0].startswith(("还要", first) if alone else first)
        follows = itertools.pairwise(way.startswith(first) for way in ways)
        assert not any(one and other for one, other in follows)


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("name", "甲乙丙丁戊")
def test_no_heading_is_used_twice(meeting: str, name: str) -> None:
    speech = compose(values(meeting_type=meeting, host_org=f"{name}县委组织部", duration_min=40))
    shown = [heading for _, heading in speech.headings]
    assert len(shown) == len(set(shown))


def test_the_ways_of_a_point_are_all_headed_or_none_and_the_warning_comes_after() -> None:
    points = points_of(compose(values(duration_min=40)))
    levels = [point.level for point in points]
    for place, point in enumerate(points):
        if point.level == 3:
            above = next(p for p in reversed(points[:place]) if p.level != 3)
            assert not {ITEM, BOUND} & {passage.order for passage in above.said}
    tails = [
        p for n, p in enumerate(points) if n and levels[n - 1] == 3 and p.level == 0 and p.units
    ]
    assert tails
    assert all({passage.order for passage in p.units} <= {BOUND} for p in tails)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("rank", RANKS)
def test_a_point_argues_in_order_and_never_warns_or_tells_a_case_twice(
    kind: str, rank: str
) -> None:
    for point in points_of(compose(values(rank=rank, unit_type=kind, duration_min=40))):
        orders = [passage.order for passage in point.units]
        assert orders.count(BOUND) <= 1
        assert orders.count(CASE) <= 1
        assert orders.count(CLAIM) <= 2
        if CASE in orders:
            assert CLAIM in orders or ITEM in orders or METHOD in orders


@pytest.mark.parametrize("kind", TYPES)
def test_a_long_speech_with_little_data_shows_how_it_goes_in_one_place(kind: str) -> None:
    given = values(unit_type=kind, host_org="示范", meeting_type="现场会", duration_min=40)
    points = points_of(compose(given))
    cases = [p for p in points if CASE in {passage.order for passage in p.units}]
    assert len(cases) >= 8
    apart = [p for p in cases if any(passage.order == CASE - 1 for passage in p.said)]
    assert 2 <= len(apart) <= 4
    assert apart[0] is next(p for p in cases if p.purpose == "work")


@pytest.mark.parametrize("rank", RANKS)
def test_what_stands_under_a_head_of_the_third_level_is_whole(rank: str) -> None:
    known = {unit.text for unit in units()}
    points = points_of(compose(values(rank=rank, unit_type="其他", duration_min=40)))
    deep = [point for point in points if point.level == 3]
    assert deep
    for point in deep:
        told = f"要{point.heading}。{point.said[0].text}"
        assert any(
            told == re.sub(r"{(\w+)}", lambda open_: wording("其他").get(open_[1], open_[0]), text)
            for text in known
        )


@pytest.mark.parametrize("minutes", [15, 25, 40])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_no_paragraph_tears_what_is_counted_or_led_over_to(meeting: str, minutes: int) -> None:
    leads = {*sentences("frames", "case-lead"), *sentences("frames", "bound-lead")}
    for paragraph in compose(values(meeting_type=meeting, duration_min=minutes)).paragraphs:
        assert not re.match("[二三四五]要", paragraph[0].text)
        assert paragraph[-1].text not in leads


def test_points_of_a_part_do_not_all_count_their_ways() -> None:
    counted, plain = 0, 0
    for point in points_of(compose(values(duration_min=25))):
        ways = [passage.text for passage in point.said if passage.order == ITEM]
        counted += len(ways) > 1 and ways[0].startswith("一要")
        plain += len(ways) > 1 and ways[0].startswith("要") and ways[1].startswith("还要")
    assert counted >= 3
    assert plain >= 2


@pytest.mark.parametrize("meeting", MEETINGS)
def test_at_most_half_the_points_of_a_part_warn(meeting: str) -> None:
    for part in compose(values(meeting_type=meeting, duration_min=25)).parts:
        warned = sum(any(p.order == BOUND for p in point.said) for point in part.points)
        assert 2 * warned <= len(part.points) + 1


def test_results_that_stand_alone_do_not_wander() -> None:
    example = {"unit": "甲支部", "brand": "邻里灯", "fact": "当天的报修当天回话"}
    for name in "甲乙丙丁":
        given = values(meeting_type="座谈会", host_org=f"{name}公司", good_examples=[example])
        review = compose(given).parts[0]
        assert review.purpose == "review"
        assert all(len(point.units) <= 3 for point in review.points if not point.heading)


def test_a_single_way_goes_on_from_the_case_before_it() -> None:
    seen = 0
    for meeting in MEETINGS:
        for point in points_of(compose(values(meeting_type=meeting))):
            ways = [passage.text for passage in point.said if passage.order == ITEM]
            if len(ways) == 1 and CASE in {passage.order for passage in point.said}:
                assert ways[0].startswith("还要")
                seen += 1
    assert seen
