"""Notices and commendations: their numbers are those of the list."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

import templates
from service.applications.notices import notice_data
from service.drafting.drafts import BadFields, draft

NOTICE: dict[str, Any] = json.loads(templates.text("public-notice/samples/full.json"))
PRAISE: dict[str, Any] = json.loads(templates.text("commendation/samples/full.json"))


@pytest.mark.parametrize(("name", "data"), [("public-notice", NOTICE), ("commendation", PRAISE)])
@pytest.mark.parametrize("count", [1, 2, 17])
def test_numbers_are_counted(name: str, data: dict[str, Any], count: int) -> None:
    winners = [
        {"brand_name": f"品牌{n}", "unit_name": f"单位{n}", "award": "示范" if n % 3 else "优秀"}
        for n in range(1, count + 1)
    ]
    facts = {key: value for key, value in data.items() if key not in ("winners", "total")}
    text = draft(name, notice_data(winners, facts)).text
    said = f"{count}个党建品牌" if count > 1 or name == "public-notice" else "“品牌1”党建品牌"
    assert said in text
    awards = Counter(str(one["award"]) for one in winners)
    for award, number in awards.items():
        assert f"{award}（{number}个）" in text
    listed = re.findall(r"^\d+\t品牌\d+\t单位\d+$", text, re.MULTILINE)
    assert len(listed) == count


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(total=4), "total"),
        (lambda d: d["winners"].append(dict(d["winners"][0])), "twice"),
        (lambda d: d.update(to_day="2026-06-01"), "dates"),
    ],
)
def test_a_contradiction_is_refused(change: Callable[[dict[str, Any]], object], code: str) -> None:
    data = copy.deepcopy(NOTICE)
    change(data)
    with pytest.raises(BadFields) as trouble:
        draft("public-notice", data)
    problems: list[dict[str, str]] = trouble.value.facts["problems"]  # type: ignore[assignment]
    assert code in [one["code"] for one in problems]


def test_the_days_of_a_notice_count_both_ends() -> None:
    assert "2026年6月8日至2026年6月12日，共5天" in draft("public-notice", NOTICE).text
