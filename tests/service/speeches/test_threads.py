"""Tasks run through a speech: named before they are told, taken up where it is told how."""

from __future__ import annotations

from typing import Any

import pytest

from service.speeches.composing import compose
from service.speeches.model import Passage, Speech
from service.speeches.wanting import given_length
from tests.service.speeches.asking import values

TASKS = [
    {"title": "缩短取药等候时间", "owner": "药剂科", "due": "2026-06-30"},
    {"title": "做实师带徒", "owner": "科教科", "due": "2026-05-31"},
    {"title": "修订值班办法", "owner": "护理部", "due": "2026-12-10"},
]


def made(**changes: Any) -> Speech:
    asked: dict[str, Any] = {
        "unit_type": "医院",
        "meeting_type": "推进会",
        "duration_min": 15,
        "tasks": TASKS,
    }
    return compose(values(**(asked | changes)))


def threads(speech: Speech, purpose: str) -> list[Passage]:
    [part] = [part for part in speech.parts if part.purpose == purpose]
    return [said for point in part.points for said in point.said if said.source == "tasks"]


def test_tasks_are_named_together_before_they_are_told() -> None:
    speech = made()
    [told] = threads(speech, "what")
    assert "三件" in told.text
    places = [told.text.index(task["title"]) for task in TASKS]
    assert places == sorted(places)
    [part] = [part for part in speech.parts if part.purpose == "what"]
    assert told in part.points[0].said and not part.points[0].heading


@pytest.mark.parametrize(
    "changes",
    [
        {"tasks": TASKS[:1]},
        {"duration_min": 10},
        {"tasks": [*TASKS, {"title": "把每一项都列成清单逐条核对并且按月通报到每一个科室里去"}]},
        {"tasks": [{"title": f"办好第{n}件事"} for n in "一二三四五六七"]},
    ],
)
def test_few_many_or_long_tasks_are_not_listed(changes: dict[str, Any]) -> None:
    assert threads(made(**changes), "what") == []


def test_who_leads_and_what_is_due_first_is_taken_up_where_it_is_told_how() -> None:
    heard = set[str]()
    for day in range(10, 28):
        speech = made(date=f"2026-03-{day}")
        [part] = [part for part in speech.parts if part.purpose == "how"]
        topics = {point.topic for point in part.headed}
        told = threads(speech, "how")
        by_owners = [one.text for one in told if "药剂科、科教科、护理部" in one.text]
        by_days = [one.text for one in told if "“做实师带徒”" in one.text and "5月31日" in one.text]
        assert len(by_owners) == bool(topics & {"责任", "协同"})
        assert len(by_days) == bool(topics & {"督导", "考核"})
        assert len(told) == len(by_owners) + len(by_days)
        heard |= topics
    assert heard & {"责任", "协同"} and heard & {"督导", "考核"}


@pytest.mark.parametrize(
    "changes",
    [
        {"rank": "上级部门"},
        {"duration_min": 10},
        {"tasks": [{"title": task["title"]} for task in TASKS]},
        {"tasks": [task | {"owner": "护理部", "due": "2026-06-30"} for task in TASKS]},
    ],
)
def test_nothing_is_taken_up_by_a_guest_in_haste_or_without_names_and_days(
    changes: dict[str, Any],
) -> None:
    for day in range(10, 20):
        assert threads(made(date=f"2026-03-{day}", **changes), "how") == []


def test_a_long_speech_that_tells_all_days_does_not_tell_the_first_again() -> None:
    for day in range(10, 18):
        told = threads(made(date=f"2026-03-{day}", duration_min=30), "how")
        assert sum("5月31日" in one.text for one in told) == 1


def test_what_is_told_again_is_not_more_of_the_office_s_own() -> None:
    speech = made()
    again = sum(len(one.text) for key in ("what", "how") for one in threads(speech, key))
    for part in speech.parts:
        for point in part.points:
            point.said = [one for one in point.said if one.source != "tasks"]
    assert again > 0
    assert given_length(speech) == given_length(made())


def test_short_results_are_told_in_one_sentence() -> None:
    facts = [{"fact": f"办成{name}"} for name in ("头一件", "第二件", "第三件")]
    whole = "".join(
        said.text for paragraph in made(achievements=facts).paragraphs for said in paragraph
    )
    assert "办成头一件；办成第二件；办成第三件。" in whole
