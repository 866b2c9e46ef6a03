"""The library of paragraph units: large, varied, free of facts, fit for whom it is meant."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

import corpora
from service.drafting.package import find_template
from service.speeches.acts import ANY_TASK, acts
from service.speeches.checks import figures
from service.speeches.fitting import settings
from service.speeches.library import headings, plan, topic_of, units, units_of, wording

FIELDS = {field.id: field for field in find_template("speech").fields}
MEETINGS, TYPES, RANKS = (FIELDS[n].choices for n in ("meeting_type", "unit_type", "rank"))
OF_A_TASK = {"thing", "until"}
PURPOSE_OF = {"why": "why", "what": "work", "how": "work"}


def test_there_are_many_units_and_each_says_something() -> None:
    assert len(units()) >= 1000
    assert len({unit.id for unit in units()}) == len(units())
    short = [unit for unit in units() if len(unit.text) < 40]
    assert {unit.purpose for unit in short} == {"review"}
    assert all(len(unit.text) <= 220 for unit in units())


def test_units_do_not_repeat_each_other() -> None:
    seen: dict[str, str] = {}
    for unit in units():
        for start in range(len(unit.text) - 11):
            stretch = unit.text[start : start + 12]
            assert seen.setdefault(stretch, unit.text) == unit.text, stretch


@pytest.mark.parametrize("file", ["closings", "frames", "links", "openings"])
def test_sentences_around_units_repeat_none_of_them(file: str) -> None:
    said = {unit.text[at : at + 12] for unit in units() for at in range(len(unit.text) - 11)}
    again = [
        (text, text[at : at + 12])
        for row in corpora.rows(f"speech/{file}.tsv")
        for text in row
        for at in range(len(text) - 11)
        if text[at : at + 12] in said
    ]
    assert again == []


def test_no_unit_is_a_near_copy_of_another() -> None:
    """Share of the shorter unit's stretches of eight characters that stand in the other one."""
    holders: dict[str, set[int]] = {}
    sizes = []
    for place, unit in enumerate(units()):
        own = {unit.text[start : start + 8] for start in range(len(unit.text) - 7)}
        sizes.append(len(own))
        for stretch in own:
            holders.setdefault(stretch, set()).add(place)
    shared = Counter(
        pair for places in holders.values() for pair in itertools.combinations(sorted(places), 2)
    )
    alike = [
        (units()[one].text, units()[other].text)
        for (one, other), number in shared.items()
        if number > 0.10 * min(sizes[one], sizes[other])
    ]
    assert alike == []


def test_units_hold_no_figure_quotation_or_leader() -> None:
    for unit in units():
        assert not figures(unit.text)
        assert not re.search(r"指出：|强调：|总书记|主席|《", unit.text), unit.text
        assert unit.text[-1] in "。！？"
        assert unit.text.count("“") == unit.text.count("”")
        assert unit.role in ("claim", "case", "method", "bound")
        assert set(unit.unit_types) <= {*TYPES, *settings()}
        assert set(unit.ranks) <= set(RANKS)


def test_every_word_left_open_is_known_for_every_kind_of_unit() -> None:
    open_words = set(re.findall(r"\{(\w+)\}", "".join(unit.text for unit in units())))
    for kind in TYPES:
        assert open_words <= {*wording(kind), *OF_A_TASK}
    named = [unit for unit in units() if unit.named]
    assert {(unit.purpose, unit.topic) for unit in named} <= {
        ("work", t) for t in (*acts(), ANY_TASK)
    }


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_topic_of_a_plan_has_units_and_headings(meeting: str) -> None:
    for purpose, of in PURPOSE_OF.items():
        for topic in plan(meeting)[purpose]:
            assert len(units_of(of, topic)) >= 7, topic
            families = [own for (p, _), own in headings().items() if p == of]
            assert all(topic in own for own in families)


def test_every_kind_of_unit_has_units_of_its_own() -> None:
    own = Counter(kind for unit in units() for kind in unit.unit_types)
    assert all(own[kind] >= 8 for kind in TYPES if kind != "其他")


@pytest.mark.parametrize("rank", ["上级部门", "部门负责人", "支部书记", "分管领导"])
def test_every_rank_has_words_of_its_own_on_the_common_topics(rank: str) -> None:
    own = Counter((unit.purpose, unit.topic) for unit in units() if rank in unit.ranks)
    assert sum(own.values()) >= 25
    assert sum(purpose == "why" for purpose, _ in own) >= 8
    assert {topic for purpose, topic in own if purpose == "work"} >= {"规划", "融合", "协同"}


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "其他"])
def test_every_kind_of_unit_is_spoken_to_on_the_common_topics(kind: str) -> None:
    own = {(unit.purpose, unit.topic) for unit in units() if kind in unit.unit_types}
    topics = {topic for purpose, topic in own if purpose == "work"}
    assert topics >= {
        "学习",
        "内涵",
        "融合",
        "群众",
        "队伍",
        "规划",
        "责任",
        "整改",
        "典型",
        "督导",
    }
    assert {topic for purpose, topic in own if purpose == "why"} >= {"传承", "特色", "长效"}


def test_a_secretary_does_not_command_branches_and_a_guest_gives_no_orders() -> None:
    for unit in units():
        if unit.suits("国企", "支部书记", brand=True):
            assert not re.search("各支部|各单位|各级", unit.text)
        if unit.suits("国企", "上级部门", brand=True):
            assert not re.search("必须|一律|约谈", unit.text)
    assert sum(unit.suits("学校", "支部书记", brand=True) for unit in units()) > 300


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("抓好名称复核", "名称"),
        ("做实攻关课题", "融合"),
        ("选树示范品牌", "典型"),
        ("各单位要按时签订责任书", "履约"),
        ("抓好行风", "作风"),
        ("做实党员突击队", "创新"),
        ("设立党员示范岗", "创新"),
        ("带好新进窗口人员", "队伍"),
        ("统一一次性告知", "效能"),
        ("做实家庭医生签约", "融合"),
        ("解决老旧小区停车难", "融合"),
        ("办好村级议事", "机制"),
        ("做细晨检和离园", "责任"),
        ("开齐课后服务兴趣课", "创新"),
        ("无关的话", ""),
    ],
)
def test_a_task_is_known_by_its_words(text: str, topic: str) -> None:
    assert topic_of(text) == topic


def test_topics_named_are_topics_there() -> None:
    known = {unit.topic for unit in units() if unit.purpose == "work"}
    assert set(corpora.table("speech/topics.toml")) <= known
