"""A check against registry and batch: collisions, family, accepted pairs, verdict."""

from __future__ import annotations

from datetime import datetime

import pytest

from nlp.rules import load, rule
from service import registry as use
from service.book.names import open_book, refresh
from service.checking import (
    Proposal,
    Surroundings,
    check_name,
    check_names,
    surroundings,
)
from service.errors import BadData, DuplicateBrand, UnacceptableName
from service.model import Status
from service.neighbours import MOST_NEIGHBOURS
from service.storage import Registry
from tests.service.brands import put


def rules(registry: Registry, name: str, unit: str = "乙单位") -> dict[str, str]:
    report = check_name(Proposal(name, unit), surroundings(open_book(registry)), today="2026-07-01")
    return {finding.rule: finding.severity for finding in report.findings}


def test_a_homophone_of_a_registered_name_is_rejected(registry: Registry, now: datetime) -> None:
    put(registry, now, "铁旒红")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("铁流红", "乙单位"), against, today="2026-07-01")
    assert report.verdict == "reject"
    assert report.neighbours[0].relation == "homophone"
    assert report.neighbours[0].unit == "甲单位"
    assert "铁旒红" in report.findings[0].message


def test_a_confusable_name_is_to_be_reconsidered(registry: Registry, now: datetime) -> None:
    put(registry, now, "盐湖渡口")
    assert rules(registry, "盐湖渡口·运盐人之家")["BN102"] == "warning"


def test_an_applied_name_holds_too(registry: Registry, now: datetime) -> None:
    put(registry, now, "铁旒红", status=Status.APPLIED)
    assert "BN101" in rules(registry, "铁流红")


def test_a_retired_name_cools_off(registry: Registry, now: datetime) -> None:
    brand = put(registry, now, "铁旒红")
    use.retire_brand(registry, brand, who="张三", now=now)
    assert rules(registry, "铁流红")["BN103"] == "error"
    book = surroundings(open_book(registry))
    later = check_name(Proposal("铁流红", "乙单位"), book, today="2027-08-01")
    assert "BN103" not in {finding.rule for finding in later.findings}


def test_a_former_name_cools_off_as_long_as_it_cannot_be_registered(
    registry: Registry, now: datetime
) -> None:
    brand = put(registry, now, "铁旒红")
    use.change_brand(registry, brand, {"name": "盐湖渡口"}, who="张三", now=now)
    assert rules(registry, "铁旒红")["BN103"] == "error"
    assert rules(registry, "铁流红")["BN103"] == "error"
    with pytest.raises(DuplicateBrand):
        put(registry, now, "铁旒红", "乙单位")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("铁旒红", "乙单位"), against, today="2026-07-01")
    (told,) = report.neighbours
    assert (told.name, told.now_called, told.until) == ("铁旒红", "盐湖渡口", "2027-07-01")
    later = check_name(Proposal("铁旒红", "乙单位"), against, today="2027-07-02")
    assert later.neighbours == ()
    own = check_name(Proposal("铁旒红", "甲单位"), against, today="2026-07-01")
    assert [one.standing for one in own.neighbours] == ["family"]


@pytest.mark.parametrize(
    ("change", "severity"),
    [({"severity": "advice"}, "advice"), ({"status": "off"}, None), ({}, "warning")],
)
def test_an_office_sets_what_a_collision_weighs(
    registry: Registry, now: datetime, change: dict[str, str], severity: str | None
) -> None:
    put(registry, now, "盐湖渡口")
    around = surroundings(open_book(registry), rules=load({"BN102": change}))
    report = check_name(Proposal("盐湖渡口·运盐人之家", "乙单位"), around)
    found = {finding.rule: finding.severity for finding in report.findings}
    assert found.get("BN102") == severity


def test_the_own_unit_is_family(registry: Registry, now: datetime) -> None:
    put(registry, now, "盐湖渡口", "甲单位")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("盐湖渡口·运盐人之家", "甲单位"), against)
    assert [n.standing for n in report.neighbours] == ["family"]
    assert report.verdict == "pass"
    assert report.neighbours[0].explanation.endswith("不算重复。")
    assert "改名" not in report.neighbours[0].explanation


def test_units_below_one_another_are_family(registry: Registry, now: datetime) -> None:
    parent = use.add_organization(registry, "甲公司党委", who="张三", now=now)
    use.add_organization(registry, "甲公司第一党支部", who="张三", now=now, parent_id=parent.id)
    put(registry, now, "盐湖渡口", "甲公司党委")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("盐湖渡口·运盐人之家", "甲公司第一党支部"), against)
    assert [n.standing for n in report.neighbours] == ["family"]


def standings(registry: Registry, name: str, unit: str) -> dict[str, str]:
    report = check_name(Proposal(name, unit), surroundings(open_book(registry)), today="2026-07-01")
    return {neighbour.unit: neighbour.standing for neighbour in report.neighbours}


def test_siblings_below_one_parent_brand_are_family(registry: Registry, now: datetime) -> None:
    top = use.add_organization(registry, "甲公司党委", who="张三", now=now)
    for branch in ("甲公司一支部", "甲公司二支部"):
        use.add_organization(registry, branch, who="张三", now=now, parent_id=top.id)
    put(registry, now, "盐湖渡口", "甲公司党委")
    put(registry, now, "盐湖渡口·运盐人之家", "甲公司一支部", parent="盐湖渡口")
    put(registry, now, "盐湖渡口·运盐人大家", "外单位")
    assert standings(registry, "盐湖渡口·运盐人小家", "甲公司二支部") == {
        "甲公司党委": "family",
        "甲公司一支部": "family",
        "外单位": "collision",
    }


def test_brands_below_one_brand_are_family_without_a_tree(
    registry: Registry, now: datetime
) -> None:
    put(registry, now, "盐湖渡口", "甲公司党委")
    put(registry, now, "盐湖渡口·运盐人之家", "甲公司一支部", parent="盐湖渡口")
    put(registry, now, "盐湖渡口·运盐人小家", "甲公司二支部", parent="盐湖渡口")
    assert set(standings(registry, "盐湖渡口·运盐人小家", "甲公司二支部").values()) == {"family"}


def test_the_very_same_name_of_a_relative_is_taken(registry: Registry, now: datetime) -> None:
    parent = use.add_organization(registry, "甲公司党委", who="张三", now=now)
    use.add_organization(registry, "甲公司一支部", who="张三", now=now, parent_id=parent.id)
    put(registry, now, "盐湖渡口", "甲公司党委")
    assert "BN101" in rules(registry, "盐湖·渡口", "甲公司一支部")
    with pytest.raises(DuplicateBrand):
        put(registry, now, "盐湖·渡口", "甲公司一支部")


def test_an_accepted_pair_is_told_and_costs_nothing(registry: Registry, now: datetime) -> None:
    one = put(registry, now, "盐湖渡口", "甲单位")
    other = put(registry, now, "盐湖渡口·运盐人之家", "乙单位")
    use.decide_pair(registry, one, other, "accepted", who="张三", now=now, why="不在同一系统")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("盐湖渡口·运盐人之家", "乙单位"), against)
    told = {n.standing: n.explanation for n in report.neighbours}
    assert told["accepted"].endswith("已决定可以并存。")
    assert "BN102" not in {f.rule for f in report.findings}


def test_accepted_pairs_never_hide_a_new_collision(registry: Registry, now: datetime) -> None:
    own = put(registry, now, "盐湖渡口", "甲单位")
    for number in range(MOST_NEIGHBOURS + 5):
        other = put(registry, now, f"盐湖渡口·{number}号船", f"单位{number}")
        use.decide_pair(registry, own, other, "accepted", who="张三", now=now, why="会议定")
    assert "BN102" not in rules(registry, "盐湖渡口", "甲单位")
    put(registry, now, "盐湖渡头", "新单位")
    against = surroundings(open_book(registry))
    report = check_name(Proposal("盐湖渡口", "甲单位"), against, today="2026-07-01")
    assert (report.neighbours[0].name, report.neighbours[0].standing) == ("盐湖渡头", "collision")
    assert "BN102" in {finding.rule for finding in report.findings}
    assert report.neighbours_total == MOST_NEIGHBOURS + 5 + 2


def test_a_registration_is_seen_by_the_next_check(registry: Registry, now: datetime) -> None:
    book = open_book(registry)
    assert check_name("铁流红", surroundings(book)).verdict == "pass"
    put(registry, now, "铁旒红")
    refresh(book, registry)
    assert check_name("铁流红", surroundings(book)).verdict == "reject"


def test_a_file_is_checked_against_itself_earlier_row_first() -> None:
    rows = [Proposal("铁旒红", "甲", 2), Proposal("奔流", "乙", 3), Proposal("铁流红", "丙", 4)]
    first, _, last = check_names(rows)
    assert first.verdict == "pass"
    assert last.verdict == "reject"
    assert last.neighbours[0].row == 2
    assert "第 2 行" in last.findings[0].message


def test_a_name_in_many_rows_is_counted_in_full_and_its_first_rows_are_shown() -> None:
    rows = [Proposal(name, "甲", row) for row, name in enumerate(["铁流红", "铁旒红"] * 40, 2)]
    last = list(check_names(rows))[-1]
    assert last.neighbours_total == 79
    shown = [(one.name, one.row) for one in last.neighbours]
    assert shown == [("铁旒红", row) for row in range(3, 43, 2)]


@pytest.mark.parametrize(
    "name", ["", "  ", "·“”", "红\x00旗", "红\u202e旗", "红\ue000", "红\ud800"]
)
def test_what_no_name_may_hold_is_refused(name: str) -> None:
    with pytest.raises(UnacceptableName):
        check_name(name)


def test_a_unit_with_control_characters_is_told() -> None:
    with pytest.raises(BadData, match="所属单位：第 1 个字符是控制字符") as trouble:
        check_name(Proposal("奔流", "\x1f甲", 3))
    assert trouble.value.facts["row"] == 3
    with pytest.raises(BadData, match="本职工作"):
        check_name("奔流", Surroundings(facts={"work": ("\ue000",)}))


def test_a_row_that_cannot_be_taken_is_told_and_keeps_no_other_back() -> None:
    bad = ["红\x00", "", "·“”", "红\n旗", "红" * 100_000, "红\ue000"]
    rows = [Proposal("铁旒红", row=2), *(Proposal(name, row=3) for name in bad)]
    rows += [
        Proposal("奔流", "\x1f甲", row=9),
        Proposal("", row=10, trouble="单元格是错误值 #REF!，请改正。"),
        Proposal("铁流红", row=11),
    ]
    first, *middle, last = check_names(rows)
    assert first.verdict == "pass"
    assert last.neighbours[0].row == 2
    for report in middle:
        assert report.verdict == "reject"
        assert [finding.rule for finding in report.findings] == ["BN104"]
        assert report.score.total == 0
    assert "#REF!" in middle[-1].findings[0].message


def test_the_examples_of_the_rule_on_unusable_names() -> None:
    one = rule("BN104")
    assert one is not None
    for example in (*one.bad, *one.good):
        (report,) = check_names([Proposal(example.text)])
        spans = [found.span for found in report.findings if found.rule == "BN104"]
        assert spans == list(example.spans)
