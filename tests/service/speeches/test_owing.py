"""What is owed: the days of tasks in order, and problems that no task takes up."""

from __future__ import annotations

import re
from typing import Any

import pytest

from service.speeches.checks import check_speech, passages
from service.speeches.composing import compose
from service.speeches.library import concern
from tests.service.speeches.asking import text, values

TASKS = [
    {"title": "做实攻关课题", "due": "2026-11-30"},
    {"title": "抓好名称复核", "due": "2026-08-31"},
    {"title": "选树示范品牌", "due": "2027-01-20"},
]


def said_of_days(**asked: Any) -> list[str]:
    given = values("full", meeting_type="推进会", tasks=TASKS, **asked)
    speech = compose(given)
    assert check_speech(speech, given) == []
    texts = [passage.text for passage in passages(speech) if passage.source == "tasks"]
    # Who leads and what is due first is told apart (`threads`); here each day stands before its task.
    return [told for told in texts if re.search(r"月\d+日，(?:做实|抓好|选树)", told)]


@pytest.mark.parametrize("parts", [None, 3, 5])
def test_a_long_speech_tells_the_days_of_its_tasks_in_order(parts: int | None) -> None:
    [told] = said_of_days(duration_min=40, parts=parts)
    days = re.findall(r"(?:\d{4}年)?\d+月\d+日，[^；。]+", told)
    assert days == [
        "8月31日，抓好名称复核",
        "11月30日，做实攻关课题",
        "2027年1月20日，选树示范品牌",
    ]


def test_a_short_speech_or_a_guest_does_not() -> None:
    assert said_of_days(duration_min=15) == []
    assert said_of_days(duration_min=40, rank="上级部门") == []


def test_a_problem_without_a_task_is_given_to_those_who_have_it() -> None:
    problems = [{"text": "有的台账补记、漏记"}, {"text": "有的品牌名称雷同"}]
    asked: dict[str, Any] = {"meeting_type": "推进会", "problems": problems, "duration_min": 25}
    said = text(compose(values(tasks=TASKS, **asked)))
    [told] = re.findall(r"[^。]*(?:没有单列任务|不必等专门的任务)", said)
    assert concern("管理") in told
    assert concern("名称") not in told
    every = [*TASKS, {"title": "建好工作台账"}]
    for tasks in (every, []):
        assert not re.search(
            "没有单列任务|不必等专门的任务", text(compose(values(tasks=tasks, **asked)))
        )


def test_with_problems_alone_a_speech_begins_with_them() -> None:
    problems = [{"text": "有的台账补记、漏记"}]
    for minutes in (5, 15, 25, 40):
        speech = compose(values(meeting_type="推进会", problems=problems, duration_min=minutes))
        assert speech.parts[0].purpose == "gap"
        assert all(part.points and any(p.units for p in part.points) for part in speech.parts)
        assert text(speech).count("有的台账补记、漏记") == 1
