"""Learning from good examples: what others can take over, what is taken home from a visit."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

import corpora
from service.speeches.checks import check_speech, passages
from service.speeches.composing import compose
from service.speeches.library import units
from service.speeches.model import CLAIM
from tests.service.speeches.asking import MEETINGS, text, values

EXAMPLES = [
    {"unit": "甲支部", "fact": "师傅每月给徒弟讲课"},
    {"unit": "乙支部", "fact": "党员上门调解邻里纠纷"},
    {"unit": "丙支部", "fact": "组织了一次观影"},
    {"unit": "丁支部", "fact": "党员上门看望独居老人"},
]
TAKEAWAYS = [(words, told) for words, told in corpora.rows("speech/takeaways.tsv")]


def test_each_example_is_followed_by_what_others_can_take_over() -> None:
    speech = compose(values(meeting_type="现场会", duration_min=25, good_examples=EXAMPLES))

    def told(fact: str) -> set[str]:
        return {
            sentence for words, sentence in TAKEAWAYS if any(w in fact for w in words.split("、"))
        }

    following = {
        before.source: after.text
        for part in speech.parts
        for point in part.points
        for before, after in itertools.pairwise(point.passages)
    }
    after = [following[f"good_examples/{place}"] for place in range(4)]
    assert after[0] in told(EXAMPLES[0]["fact"])
    assert after[1] in told(EXAMPLES[1]["fact"])
    assert after[2] in {sentence for words, sentence in TAKEAWAYS if not words}
    assert after[3] in told(EXAMPLES[3]["fact"])


def test_a_short_speech_leaves_what_to_take_over_to_its_listeners() -> None:
    speech = compose(values(meeting_type="现场会", duration_min=10, good_examples=EXAMPLES))
    said = {passage.text for passage in passages(speech)}
    assert not said & {sentence for _, sentence in TAKEAWAYS}


@pytest.mark.parametrize("told", TAKEAWAYS, ids=lambda row: row[1][:8])
def test_what_to_take_over_tells_no_fact_of_the_example(told: tuple[str, str]) -> None:
    assert not re.search(r"\d|他们(?:把|在|都|已|做了|用了)", told[1])
    assert told[1].endswith("。")


def test_each_example_stands_under_what_it_teaches() -> None:
    given = values(meeting_type="现场会", duration_min=25, good_examples=EXAMPLES)
    learned = compose(given).parts[0]
    hosts = {p.source: point.topic for point in learned.points for p in point.said if p.is_given}
    assert hosts["good_examples/0"] == "带人"
    assert hosts["good_examples/1"] == "服务"


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("minutes", [25, 40])
def test_only_a_visit_ends_with_what_is_taken_home(meeting: str, minutes: int) -> None:
    given = values(meeting_type=meeting, duration_min=minutes, good_examples=EXAMPLES)
    parts = {part.purpose: part for part in compose(given).parts}
    learned = [point.topic for point in parts["learn"].headed] if "learn" in parts else []
    assert ("带回" in learned) is (meeting == "现场会")
    if meeting == "现场会":
        assert learned[-1] == "带回"


def test_a_long_look_back_tells_what_was_understood() -> None:
    facts: dict[str, Any] = {"achievements": ["全部支部完成换届"], "problems": ["有的台账漏记"]}
    given = values(meeting_type="总结会", **facts)
    topics = {
        minutes: [
            point.topic
            for part in compose(given | {"duration_min": minutes}).parts[:1]
            for point in part.points
        ]
        for minutes in (15, 40)
    }
    assert "体会" in topics[40]
    assert "体会" not in topics[15]


@pytest.mark.parametrize("meeting", ["部署会", "启动仪式"])
def test_a_reason_is_claimed_once_and_shown(meeting: str) -> None:
    """Two claims of one reason say one thing in other words."""
    for kind in ("国企", "机关", "学校", "医院", "乡镇社区"):
        given = values(meeting_type=meeting, unit_type=kind, duration_min=40)
        speech = compose(given)
        reasons = next(part for part in speech.parts if part.purpose == "why")
        for point in reasons.headed:
            orders = [passage.order for passage in point.units]
            assert orders.count(CLAIM) == 1
            assert len(orders) >= 3
        assert check_speech(speech, given) == []
        assert text(speech)


def test_learning_and_looking_back_have_cases_for_every_kind_of_unit() -> None:
    for purpose, topics in (
        ("learn", ("定位", "融合", "坚持", "服务", "带人", "带回")),
        ("review", ("成效", "不足", "体会")),
        ("why", ("政治", "发展", "群众", "队伍", "基层", "特色", "责任", "长效", "传承")),
    ):
        for topic in topics:
            own = [u for u in units() if (u.purpose, u.topic, u.role) == (purpose, topic, "case")]
            kinds = {kind for unit in own for kind in unit.unit_types}
            assert kinds >= {"国企", "机关", "学校", "医院", "乡镇社区"}
            assert any(not unit.unit_types for unit in own)


def test_nothing_speaks_of_brands_where_the_meeting_does_not() -> None:
    """The closing is one of many, by the request: some forty requests meet them all."""
    named: dict[str, Any] = {
        "meeting_name": "示范县党的建设会议",
        "theme": "党建工作",
        "duration_min": 5,
    }
    for day, meeting in itertools.product(range(10, 31), ("部署会", "党建工作会议")):
        given = values(meeting_type=meeting, date=f"2026-03-{day}", **named)
        assert "品牌" not in text(compose(given))
