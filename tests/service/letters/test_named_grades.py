"""Grades that veto and use of results name are those of the letter; names are written without gaps."""

from __future__ import annotations

from typing import Any

import pytest

from service.drafting.drafts import draft
from tests.service.letters.sample import changed

BANDS = [
    {"name": name, "min": least}
    for name, least in (("好", 90), ("较好", 80), ("一般", 60), ("差", 0))
]


def told(**change: Any) -> list[str]:
    """Return what is to be looked at in a letter that says nothing of grades itself, changed."""
    data = {
        "veto": [{"title": "发生失泄密事件"}],
        "result_use": [{"text": "与评先评优挂钩。"}],
        **change,
    }
    return [
        one.message for one in draft("letter", changed(lambda letter: letter.update(data))).warnings
    ]


@pytest.mark.parametrize(
    "effect",
    [
        "考核结果为不合格",
        "年度考核等次定为不合格",
        "结果直接评定为“不合格”",
        "考核结果一律列为不合格等次",
        "降为较好以下；评为不合格",
    ],
)
def test_a_grade_that_is_none_of_the_letter_is_told(effect: str) -> None:
    veto = [{"title": "发生失泄密事件", "effect": effect}]
    [said] = [one for one in told(veto=veto, grade_bands=BANDS) if "不合格" in one]
    assert said == "“否决项”里写的等次“不合格”不在“考核等次”里（好、较好、一般、差），请核对。"


@pytest.mark.parametrize(
    "effect",
    [
        "考核结果为差",
        "取消评先资格",
        "考核结果为一般",
        "列为一般性问题整改",
        "评为较好等次",
        "认定为合格供应商的除外",
    ],
)
def test_a_grade_of_the_letter_or_another_matter_is_not(effect: str) -> None:
    veto = [{"title": "发生失泄密事件", "effect": effect}]
    assert not any("考核等次" in one for one in told(veto=veto, grade_bands=BANDS))


def test_the_use_of_results_is_looked_at_too_and_a_letter_without_grades_is_not() -> None:
    use = [{"text": "年度考核结果为不合格的，限期整改。"}]
    assert any(
        "“结果运用”里写的等次“不合格”" in one for one in told(result_use=use, grade_bands=BANDS)
    )
    assert not any("考核等次" in one for one in told(result_use=use, grade_bands=[]))


@pytest.mark.parametrize(
    ("name", "code"), [("中共示范集团 第一支部", "有空格"), ("中共示范集团\n第一支部", "有换行")]
)
def test_a_gap_in_a_name_is_told(name: str, code: str) -> None:
    assert f"“单位名称”里{code}" in "".join(told(unit_name=name))
    assert "有空格" not in "".join(told(unit_name="中共示范集团ABB 公司支部"))
