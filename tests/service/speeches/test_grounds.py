"""What a speech is for is said on opening, and what its tasks and ways have to do with brands."""

from __future__ import annotations

from typing import Any

import pytest

from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.library import sentences
from tests.service.speeches.asking import values

LED: dict[str, Any] = {"rank": "主要领导", "theme": "党建品牌建设", "duration_min": 15}
SPIRIT = {"source": "集团公司党的建设工作会议", "date": "2026-01-15", "text": "要把品牌建在项目上"}


def said_on_opening(asked: dict[str, Any], kind: str = "医院") -> bool:
    speech = compose(values(unit_type=kind, **asked))
    ground = {
        text.replace("{theme}", str(asked["theme"]))
        for key in ("ground", f"ground-{kind}")
        for text in sentences("frames", key)
    }
    return any(said.text in ground for paragraph in speech.opening for said in paragraph)


@pytest.mark.parametrize("kind", ["国企", "机关", "学校", "医院", "乡镇社区", "其他"])
def test_who_leads_says_what_it_is_for(kind: str) -> None:
    assert said_on_opening(LED, kind)


@pytest.mark.parametrize(
    "other",
    [
        {"rank": "支部书记"},
        {"rank": "上级部门"},
        {"duration_min": 5},
        {"theme": "安全生产"},
        {"superior_spirit": [SPIRIT]},
    ],
)
def test_others_do_not(other: dict[str, Any]) -> None:
    assert not said_on_opening(LED | other)


def tied(theme: str, *titles: str, meeting: str = "全院党建品牌建设推进会") -> int:
    tasks = [{"title": title, "points": "", "owner": None, "due": None} for title in titles]
    asked = LED | {"theme": theme, "meeting_name": meeting, "tasks": tasks}
    speech = compose(values(unit_type="医院", **asked))
    frames = set(sentences("frames", "tie-brand"))
    return sum(passage.text in frames for passage in passages(speech))


def test_a_task_on_another_matter_is_tied_to_brands_in_a_speech_on_them() -> None:
    assert tied("党建品牌建设", "缩短检查预约时间", "完成品牌名称复核") == 1
    assert tied("党建品牌建设", "完成品牌名称复核", "建立品牌台账") == 0
    assert tied("党建工作", "缩短检查预约时间", "完成党员轮训", meeting="全院党建工作会议") == 0
