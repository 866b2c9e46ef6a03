"""What a speech tells to fill in, and how a long one of few facts uses its time."""

from __future__ import annotations

from typing import Any

import pytest

from service.drafting.making import make_documents
from service.speeches.composing import compose
from service.speeches.wanting import LEAST, given_length
from tests.service.speeches.asking import MEETINGS, TEMPLATE, text, values


@pytest.mark.parametrize("minutes", [15, 30, 40])
def test_a_speech_of_few_facts_tells_what_to_fill_in(minutes: int) -> None:
    speech = compose(values(duration_min=minutes))
    assert given_length(speech) < LEAST * speech.length
    [told] = speech.wanting
    for label in ("成绩", "典型", "问题", "任务", "建议缩短到"):
        assert label in told
    assert ("背景" in told) is (minutes >= 20)
    assert told in made_warnings(duration_min=minutes)


def test_a_shorter_speech_is_proposed_than_was_asked() -> None:
    [told] = compose(values(duration_min=15, achievements=["建成品牌的支部" * 21])).wanting
    assert "建议缩短到 14 分钟" in told


def test_a_speech_of_facts_tells_nothing() -> None:
    speech = compose(values("full"))
    assert given_length(speech) >= LEAST * speech.length
    assert speech.wanting == []


def test_what_is_enough_is_not_asked_for() -> None:
    facts = [{"fact": f"第{n}批品牌完成登记"} for n in range(3)]
    tasks = [{"title": "摸清底数", "points": "逐支部登记"}, {"title": "分类培育"}]
    [told] = compose(values(achievements=facts, tasks=tasks, duration_min=30)).wanting
    assert "成绩" not in told
    assert "任务（要点、牵头单位、时限，现有 2 条）" in told
    assert "任务“分类培育”的要点" in told
    [festive] = compose(values(meeting_type="表彰会", duration_min=10)).wanting
    assert "问题" not in festive and "任务" not in festive


def test_a_short_speech_need_not_be_full_of_facts() -> None:
    assert compose(values(duration_min=5)).wanting == []


def made_warnings(**changes: Any) -> tuple[str, ...]:
    return make_documents(TEMPLATE, TEMPLATE.sample("minimal") | changes).warnings


def test_a_part_on_problems_without_any_shows_what_is_missing() -> None:
    asked: dict[str, Any] = {"meeting_type": "部署会", "duration_min": 20, "parts": 5}
    assert "眼下最突出的是：" in text(compose(values(**asked)))
    assert "眼下最突出的是" not in text(compose(values("full", **asked)))


@pytest.mark.parametrize("meeting", MEETINGS)
def test_with_much_time_and_few_facts_doubts_are_answered_and_steps_laid_out(meeting: str) -> None:
    parts = {
        part.purpose: part for part in compose(values(meeting_type=meeting, duration_min=40)).parts
    }
    assert len(parts) == 5
    assert "gap" not in parts
    assert [point.purpose for point in parts["doubt"].headed][:1] == ["doubt"]
    if meeting != "表彰会":
        assert [point.topic for point in parts["steps"].headed] == [
            "起步",
            "摸底",
            "试行",
            "对账",
            "收口",
        ]


def test_what_the_office_gives_goes_before_doubts_and_steps() -> None:
    parts = compose(values("full", meeting_type="推进会", duration_min=40, parts=None)).parts
    assert [part.purpose for part in parts] == ["review", "gap", "learn", "what", "how"]
