"""The score: every rule counts once, points are lost where they should be, no praise for a taken name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp.breadth import breadth
from nlp.rules import CheckContext, Finding, load
from nlp.score import no_score, score

TABLE = corpora.table("score.toml")
TITLES = ("规范", "简洁易记", "契合中心工作", "区分度", "红色与文化内涵")


def finding(rule: str, severity: str) -> Finding:
    return Finding(rule, "x", severity, "有问题。", "请改。", (), (0, 1))


def test_every_rule_belongs_to_a_criterion() -> None:
    criteria = {key for key, entry in TABLE.items() if "points" in entry}
    assert {rule.criterion for rule in load()} == criteria


def test_a_name_without_findings_has_all_points() -> None:
    found = score((), breadth("锋耘市政"), CheckContext())
    assert found.total == 100
    assert tuple(criterion.title for criterion in found.criteria) == TITLES
    assert found.note == ""


@pytest.mark.parametrize(
    ("severity", "total", "noted"),
    [("error", 59, True), ("warning", 79, True), ("advice", 95, False)],
)
def test_the_gravest_finding_caps_the_total(severity: str, total: int, noted: bool) -> None:
    found = score((finding("BN101", severity),), breadth("红烛先锋"), CheckContext())
    assert found.total == total
    assert bool(found.note) == noted


@given(
    st.lists(
        st.tuples(
            st.sampled_from([rule.id for rule in load()]),
            st.sampled_from(["error", "warning", "advice"]),
        ),
        max_size=12,
    )
)
def test_more_findings_never_give_more_points(found: list[tuple[str, str]]) -> None:
    findings = [finding(*one) for one in found]
    totals = [
        score(findings[:count], breadth("红烛先锋"), CheckContext()).total
        for count in range(len(findings) + 1)
    ]
    assert totals == sorted(totals, reverse=True)
    assert all(0 <= total <= 100 for total in totals)


def test_what_is_no_name_has_no_points() -> None:
    found = no_score("名称为空。")
    assert found.total == 0
    assert {criterion.reason for criterion in found.criteria} == {"名称为空。"}
