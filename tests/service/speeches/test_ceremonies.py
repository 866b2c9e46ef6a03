"""Ceremonies speak of their occasion, and long speeches of few facts find something new to say."""

from __future__ import annotations

import re

import pytest

from service.speeches.checks import passages
from service.speeches.composing import compose
from tests.service.speeches.asking import TYPES, values

CEREMONIES = {"责任书签订仪式": "sign", "表彰会": "award", "启动仪式": "launch"}


@pytest.mark.parametrize("sample", ["minimal", "full"])
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("meeting", CEREMONIES)
def test_a_brief_ceremony_speaks_of_its_occasion(meeting: str, kind: str, sample: str) -> None:
    given = values(sample, meeting_type=meeting, unit_type=kind, duration_min=5)
    speech = compose(given)
    own = f"unit:{CEREMONIES[meeting]}/"
    assert any(passage.source.startswith(own) for passage in passages(speech))
    assert abs(speech.length / 1000 - 1) <= 0.10


def test_a_launch_tells_the_first_steps_among_the_ways() -> None:
    speech = compose(values("minimal", meeting_type="启动仪式"))
    by_part = {
        part.purpose: {p.source for point in part.points for p in point.said}
        for part in speech.parts
    }
    assert not any(source.startswith("unit:launch/开局") for source in by_part["why"])
    assert any(source.startswith("unit:launch/开局") for source in by_part["how"])
    # Where steps are laid out, they begin with the first.
    longer = compose(values("minimal", meeting_type="启动仪式", duration_min=40))
    assert not any(p.source.startswith("unit:launch/开局") for p in passages(longer))


@pytest.mark.parametrize(
    ("meeting", "extra"),
    [("部署会", "doubt"), ("责任书签订仪式", "steps"), ("启动仪式", "steps"), ("表彰会", "why")],
)
@pytest.mark.parametrize("rank", ["主要领导", "部门负责人", "支部书记"])
def test_with_few_facts_a_fourth_part_comes_before_a_sixth_way(
    rank: str, meeting: str, extra: str
) -> None:
    given = values("minimal", meeting_type=meeting, rank=rank, duration_min=25)
    purposes = [part.purpose for part in compose(given).parts]
    assert len(purposes) == 4
    assert extra in purposes
    assert len(compose(values("minimal", meeting_type=meeting, duration_min=20)).parts) == 3
    told = values("full", meeting_type=meeting, rank=rank, duration_min=25, parts=None)
    assert len(compose(told).parts) == 3


def test_a_branch_secretary_answers_doubts_in_own_words() -> None:
    speech = compose(values("minimal", rank="支部书记", duration_min=40, unit_type="国企"))
    parts = {part.purpose: part for part in speech.parts}
    assert {"doubt", "steps"} <= set(parts)
    told = "".join(p.text for point in parts["doubt"].points for p in point.said)
    assert "我" in told
    assert not re.search("三五名的支部|松的支部|人少的支部", told)
