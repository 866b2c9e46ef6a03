"""How a speech opens, goes over and closes: of its meeting, of who listens, and not alike in a season."""

from __future__ import annotations

from typing import Any

import pytest

from service.speeches.composing import compose, salutation
from service.speeches.library import sentences
from service.speeches.tying import faced
from tests.service.speeches.asking import MEETINGS, text, values

TIES = sentences("frames", "answers-thing")
OWN_VOICE = ("上级部门", "部门负责人", "支部书记")


@pytest.mark.parametrize("meeting", MEETINGS)
def test_each_meeting_has_many_ways_to_open_and_to_close(meeting: str) -> None:
    for brand in (True, False):
        for file in ("openings", "closings"):
            own = [said for said in sentences(file, meeting) if brand or "品牌" not in said]
            assert len(own) >= 5


@pytest.mark.parametrize("rank", OWN_VOICE)
def test_each_rank_has_many_ways_to_open_go_over_and_close(rank: str) -> None:
    assert all(len(sentences(file, rank)) >= 6 for file in ("openings", "links", "closings"))


@pytest.mark.parametrize("rank", ["主要领导", "分管领导"])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_each_meeting_has_many_ways_to_go_over(meeting: str, rank: str) -> None:
    found = sentences("links", meeting, rank)
    assert len(found) >= 6
    assert all("{n}点" in text for text in found)


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize(
    ("kind", "host"), [("国企", "示范轴承公司党委"), ("学校", "示范小学党支部"), ("其他", "示范")]
)
def test_a_season_opens_and_closes_in_several_ways(kind: str, host: str, meeting: str) -> None:
    made = [
        compose(
            values(
                meeting_type=meeting,
                meeting_name=f"第{number}次{meeting}",
                date=f"2026-0{number}-10",
                unit_type=kind,
                host_org=host,
            )
        )
        for number in range(1, 7)
    ]
    opened = {"".join(passage.text for passage in speech.opening[0])[12:] for speech in made}
    assert len(opened) >= 4
    assert len({speech.closing[0][0].text for speech in made}) >= 3
    assert len({speech.link.text for speech in made}) >= 3


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ([], "同志们："),
        (["各位书记"], "各位书记、同志们："),
        (["同志们", "各位来宾："], "各位来宾、同志们："),
        (["各参建单位的同志们"], "各参建单位的同志们："),
        (["各参建单位的同志们", "各位来宾"], "各参建单位的同志们、各位来宾、同志们："),
    ],
)
def test_nobody_is_addressed_twice(named: list[str], told: str) -> None:
    assert salutation([{"text": one} for one in named]) == told


@pytest.mark.parametrize(
    ("kinds", "told", "not_told"),
    [
        (["优秀共产党员"], "同志", "集体"),
        (["先进基层党组织"], "集体", "个人"),
        (["优秀共产党员", "先进基层党组织"], "集体和个人", ""),
    ],
)
def test_those_are_congratulated_who_were_awarded(
    kinds: list[str], told: str, not_told: str
) -> None:
    for day in range(1, 9):
        awards = [{"kind": kind, "count": 6} for kind in kinds]
        given = values(meeting_type="表彰会", date=f"2026-07-0{day}", awards=awards)
        speech = compose(given)
        greeting = speech.opening[1][1].text
        assert told in greeting
        assert not not_told or not_told not in greeting


def test_what_was_said_is_answered_as_the_meeting_asks() -> None:
    agenda = [{"text": "9位小区党支部书记先后发言"}]
    for meeting in MEETINGS:
        own = sentences("frames", f"respond-{meeting}", "respond")
        speech = compose(values(meeting_type=meeting, agenda_done=agenda))
        assert any(passage.text in own for passage in speech.opening[0])
    assert not set(sentences("frames", "respond-座谈会")) & set(sentences("frames", "respond"))


def test_the_day_is_not_told_twice_before_the_place_and_after() -> None:
    for day in range(10, 30):
        given = values(meeting_type="启动仪式", place="示范广场", date=f"2026-03-{day}")
        first, second = compose(given).opening[0][:2]
        assert not ("今天" in first.text and second.text.startswith(("今天，我们", "今天举行")))


def test_a_single_problem_is_led_in_as_one() -> None:
    for problems in (["抢修到达时间差距大"], ["抢修到达时间差距大", "有的服务队名存实亡"]):
        given = [{"text": one} for one in problems]
        for day in range(10, 16):
            asked = {"meeting_type": "现场会", "date": f"2026-03-{day}"}
            told = text(compose(values(problems=given, **asked)))
            before = told[: told.index(problems[0])]
            assert before.endswith("：") == (len(problems) == 1)
            assert "主要是抢修" not in told


@pytest.mark.parametrize(
    ("brand", "told"),
    [
        ("轨道先行", "打造“轨道先行”品牌，"),
        ("“暖心柜台”", "打造“暖心柜台”品牌，"),
        ("红色管家品牌", "打造“红色管家品牌”，"),
        ("“红色管家”品牌", "打造“红色管家”品牌，"),
    ],
)
def test_a_brand_is_named_once_in_quotes(brand: str, told: str) -> None:
    example = {"unit": "甲支部", "brand": brand, "fact": "上门办理业务201次"}
    assert told in text(compose(values(meeting_type="现场会", good_examples=[example])))


def test_an_example_is_no_lesson_of_a_word_in_passing() -> None:
    """A bank's calls at home are service, though the word for business stands in them."""
    examples = [
        {"unit": "甲支行", "fact": "党员逐笔复核到期贷款，提前化解风险"},
        {"unit": "乙支行", "fact": "为行动不便的老年客户上门办理业务"},
    ]
    speech = compose(values("full", meeting_type="表彰会", good_examples=examples))
    taught = {
        passage.source: point.topic
        for part in speech.parts
        for point in part.points
        for passage in point.said
        if passage.source.startswith("good_examples/")
    }
    assert taught == {"good_examples/0": "融合", "good_examples/1": "服务"}


def test_a_task_on_the_very_thing_of_a_problem_is_tied_to_it() -> None:
    told = text(
        compose(
            values(
                unit_type="乡镇社区",
                host_org="示范镇党委",
                problems=[{"text": "流动党员管理松散"}, {"text": "有的村活动室锁门"}],
                tasks=[{"title": "建强后备干部队伍"}, {"title": "管好流动党员"}],
            )
        )
    )
    assert any(t.replace("{concern}", "流动党员") in told for t in TIES)
    assert not any(t.replace("{concern}", "后备干部队伍") in told for t in TIES)


def test_a_problem_that_begins_with_the_end_of_a_title_is_what_it_is_on() -> None:
    told = values(problems=[{"text": "停车难、充电难"}, {"text": "青年团员学习松散"}])
    assert faced("破解停车难", "", told) == "停车难"
    assert faced("办好夜班党员学习", "", told) == ""
    poor = values(problems=[{"text": "村集体经济薄弱村还有3个"}])
    assert faced("帮扶集体经济薄弱村", "", poor) == "集体经济薄弱村"


def test_of_two_settings_told_only_common_words_are_taken() -> None:
    """A town whose meeting names its communities is not spoken to in the words of a city."""
    town = values(
        unit_type="乡镇社区",
        host_org="示范镇党委",
        meeting_name="示范镇村（社区）党组织书记会议",
        duration_min=40,
    )
    assert "楼院" not in text(compose(town))


@pytest.mark.parametrize("fact", ["支部领办合作社", "党支部领办合作社", "双河村党支部，领办合作社"])
def test_a_unit_that_its_fact_names_again_is_named_once(fact: str) -> None:
    example = {"unit": "双河村党支部", "fact": fact}
    speech = compose(values(meeting_type="现场会", good_examples=[example]))
    assert "双河村党支部领办合作社。" in text(speech)


def test_what_only_names_its_source_is_told_on_opening() -> None:
    spirit = [{"source": "上级会议", "text": "把支部建强"}, {"source": "《意见》"}]
    speech = compose(values(superior_spirit=spirit))
    opened = "".join(p.text for paragraph in speech.opening for p in paragraph)
    assert "对《意见》，也要认真学习领会" in opened
    assert text(speech).count("《意见》") == 1


def test_a_visit_to_works_does_not_turn_to_service_before_what_its_example_teaches() -> None:
    example = {"unit": "大桥项目党支部", "fact": "给每个桥墩建质量档案"}
    for day in range(10, 20):
        asked: dict[str, Any] = {"date": f"2026-05-{day}", "good_examples": [example]}
        asked |= {"meeting_type": "现场会", "host_org": "示范工程公司党委"}
        learnt = compose(values(unit_type="国企", **asked)).parts[0]
        assert "服务" not in {point.topic for point in learnt.points}
